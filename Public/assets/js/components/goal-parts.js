// The still parts of a goal's page, from what is known to markup.
import { fullDay, number, percent, quantity, relativeDay, shortDay } from "../format.js";
import { html } from "../html.js";
import { icons } from "../icons.js";
import { session } from "../session.js";
import { store } from "../store.js";
import { lead, measureWords, pace, priorityName, sentence, silence, standing, statusOf, streakText, streakWords } from "../words.js";
import { partsOf, silenceBadge, statusLine, tagChip } from "./goal-row.js";
import { progressBar } from "./progress-bar.js";

/** How many check-ins a page loads at most. */
export const enough = 1000;

function span({ start, due }) {
  return due ? `${fullDay(start)} to ${fullDay(due)}` : `Since ${fullDay(start)}, no deadline`;
}

function spaceLink({ space }) {
  const name = session.sharedName(space);
  return name && html`<a href="/spaces/${space}" dir="auto">${name}</a>`;
}

// The number that the eye goes to first, and what it is a part of.
function bigNumber(goal) {
  const { measure, progress } = goal;
  if (measure.type === "number" && progress.current === null) return html`<p class="big">– <small>aim ${quantity(measure.target, measure.unit)}</small></p>`;
  const text = standing(goal, measure.type === "rollup" ? partsOf(goal) : 0);
  const [, big, rest] = text.match(/^(−?\d[^ ]*|[^·]+)(.*)$/);
  return html`<p class="big">${big.trim()} <small>${rest.replace(/^ *· */, "").trim()}</small></p>`;
}

/** Status, dates, tags, the big number and the bar. */
export function headline(goal) {
  const { today } = store;
  const status = statusOf(goal, today);
  return html`<div data-tone="${status.tone}">
    <p class="meta">
      ${statusLine(status)} ${silenceBadge(silence(goal, today))} ${goal.archivedAt && html`<span class="badge">${icons.archive}Archived</span>`}
      <span>${span(goal)}</span>
      ${spaceLink(goal)}
      ${goal.priority > 0 && html`<span>${priorityName(goal.priority)}</span>`}
      ${goal.tags.map(tagChip)}
    </p>
    ${bigNumber(goal)}
    ${progressBar(goal, "Progress")}
    <p class="lead">${sentence(goal, today)}</p>
  </div>`;
}

function lastCheckIn(goal, items) {
  const { lastCheckIn, usual } = goal.progress;
  if (!lastCheckIn) return "none yet";
  if (items?.[0]?.skip) return `${relativeDay(lastCheckIn, store.today)}, skipped`;
  const value = items?.[0]?.value ?? usual;
  const { type, unit } = goal.measure;
  const amount = type !== "done" && (type !== "habit" || unit) && value !== null ? `, ${quantity(value, unit)}` : "";
  return `${relativeDay(lastCheckIn, store.today)}${amount}`;
}

function habitFacts({ measure, progress }) {
  return [
    ["Asked for", measureWords(measure)],
    ["Streak", streakText({ measure, progress }) ?? "none yet"],
    ["Best streak", progress.bestStreak ? streakWords(progress.bestStreak, measure) : null],
    ["Strength", progress.strength === null ? null : percent(progress.strength)],
    ["Kept so far", progress.fraction === null ? null : percent(progress.fraction)],
  ];
}

function paceFacts({ measure, progress }, open) {
  const { forecast, requiredPerDay } = progress;
  const isLimit = measure.type === "limit";
  const rows = [["Pace", open && lead({ measure, progress })]];
  if (open && requiredPerDay) rows.push([isLimit ? "May be used" : "To get there", pace(requiredPerDay, measure.unit)]);
  if (!open || !(measure.type === "number" || (isLimit && measure.aggregate === "sum"))) return rows;
  const never = isLimit ? "it lasts" : "not reached";
  rows.push([isLimit ? "Used up at this pace" : "At this pace", !forecast ? "too early to say" : forecast.day ? fullDay(forecast.day) : never]);
  return rows;
}

/** The facts beside the chart. */
export function facts(goal, items) {
  const { measure, progress, due } = goal;
  const { today } = store;
  const open = !["achieved", "done", "missed", "dropped"].includes(progress.status);
  const rows = measure.type === "habit" ? habitFacts(goal) : paceFacts(goal, open);
  rows.push(["Due", due && `${shortDay(due, today)}, ${relativeDay(due, today)}`]);
  if (measure.type !== "rollup") rows.push(["Last check-in", lastCheckIn(goal, items)], ["Check-ins", items && `${number(items.length)}${items.length < enough ? "" : "+"}`]);
  const tone = statusOf(goal, today).tone;
  return html`<dl class="facts-list" data-tone="${tone}">
    ${rows.filter(([, value]) => value).map(([name, value]) => html`<div class="${name === "Pace" ? "toned" : ""}"><dt>${name}</dt><dd>${value}</dd></div>`)}
  </dl>`;
}

const button = (action, icon, text, kind = "button") =>
  html`<button type="button" class="${kind}" data-action="${action}" data-key="${action}">${icons[icon]} ${text}</button>`;

/** What can be done with the goal as a whole. */
export function actionBar(goal) {
  if (goal.deletedAt || !session.mayEdit(goal)) return html``;
  const closed = ["done", "missed", "dropped"].includes(goal.state);
  const { archivedAt } = goal;
  return html`${goal.state === "active" && html`${button("pause", "pause", "Pause")} ${button("done", "check", "Mark done")}
      ${button("miss", "cross", "Missed it")} ${button("drop", "cross", "Let go")}`}
    ${goal.state === "paused" && button("resume", "play", "Resume")} ${closed && button("resume", "play", "Reopen")}
    ${session.hasAccounts && button("share", "link", "Share…", "quiet")}
    ${button("pauses", "soon", "Days off…", "quiet")} ${button("copy", "copy", "Copy…", "quiet")}
    ${archivedAt ? button("unarchive", "archive", "Unarchive", "quiet") : button("archive", "archive", "Archive", "quiet")}
    ${button("delete-goal", "trash", "Delete", "quiet")}`;
}

/** Says that a goal is in the trash, and offers the way back. */
export function trashBanner(goal) {
  if (!goal.deletedAt) return html``;
  return html`<div class="banner" role="status"><p>This goal is in the trash.</p>
    ${session.mayEdit(goal) && html`<button type="button" class="button primary" data-action="restore">Restore</button>`}</div>`;
}
