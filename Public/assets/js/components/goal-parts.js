// The still parts of a goal's page, from what is known to markup.
import { fullDay, number, quantity, relativeDay, shortDay } from "../format.js";
import { html } from "../html.js";
import { icons } from "../icons.js";
import { store } from "../store.js";
import { lead, pace, sentence, silence, standing, statusOf } from "../words.js";
import { progressBar, silenceBadge, statusLine } from "./goal-row.js";

const priorities = ["", "Low priority", "Medium priority", "High priority"];

function span({ start, due }) {
  return due ? `${fullDay(start)} to ${fullDay(due)}` : `Since ${fullDay(start)}, no deadline`;
}

function bigNumber(goal) {
  const { measure, progress } = goal;
  if (measure.type !== "number") return html`<p class="big">${standing(goal)}</p>`;
  const current = progress.current === null ? "–" : number(progress.current);
  const aim = quantity(measure.target, measure.unit);
  const rest = measure.aggregate === "sum" ? `of ${aim}` : `${measure.unit}, aim ${aim}`;
  return html`<p class="big">${current} <small>${rest}</small></p>`;
}

/** Status, dates, tags, the big number and the bar. */
export function headline(goal) {
  const { today } = store;
  const status = statusOf(goal, today);
  return html`<div data-tone="${status.tone}">
    <p class="meta">
      ${statusLine(status)} ${silenceBadge(silence(goal, today))}
      <span>${span(goal)}</span>
      ${goal.priority > 0 && html`<span>${priorities[goal.priority]}</span>`}
      ${goal.tags.map((tag) => html`<a class="tag" href="/?tag=${encodeURIComponent(tag)}">#${tag}</a>`)}
    </p>
    ${bigNumber(goal)}
    ${progressBar(goal, "Progress")}
    <p class="lead">${sentence(goal, today)}</p>
  </div>`;
}

function lastCheckIn(goal, items) {
  const { lastCheckIn, usual } = goal.progress;
  if (!lastCheckIn) return "none yet";
  const value = items?.[0]?.value ?? usual;
  const amount = goal.measure.type === "number" && value !== null ? `, ${quantity(value, goal.measure.unit)}` : "";
  return `${relativeDay(lastCheckIn, store.today)}${amount}`;
}

/** The facts beside the chart. */
export function facts(goal, items) {
  const { measure, progress, due } = goal;
  const { today } = store;
  const open = !["achieved", "done", "missed", "dropped"].includes(progress.status);
  const rows = [["Pace", open && lead(goal)]];
  if (open && progress.requiredPerDay) rows.push(["To get there", pace(progress.requiredPerDay, measure.unit)]);
  if (open && measure.type === "number") {
    const { forecast } = progress;
    rows.push(["At this pace", !forecast ? "too early to say" : forecast.day ? fullDay(forecast.day) : "not reached"]);
  }
  rows.push(["Due", due && `${shortDay(due, today)}, ${relativeDay(due, today)}`]);
  rows.push(["Last check-in", lastCheckIn(goal, items)], ["Check-ins", number(progress.checkIns)]);
  const tone = statusOf(goal, today).tone;
  return html`<dl class="facts-list" data-tone="${tone}">
    ${rows.filter(([, value]) => value).map(([name, value]) => html`<div class="${name === "Pace" ? "toned" : ""}"><dt>${name}</dt><dd>${value}</dd></div>`)}
  </dl>`;
}

const button = (action, icon, text) => html`<button type="button" class="button" data-action="${action}" data-key="${action}">${icons[icon]} ${text}</button>`;

/** What can be done with the goal as a whole. */
export function actionBar(goal) {
  if (goal.deletedAt) return html``;
  return html`${goal.state === "active" && html`${button("pause", "pause", "Pause")} ${button("done", "check", "Mark done")} ${button("drop", "cross", "Let go")}`}
    ${goal.state === "paused" && button("resume", "play", "Resume")}
    ${["done", "missed", "dropped"].includes(goal.state) && button("resume", "play", "Reopen")}
    ${button("delete-goal", "trash", "Delete")}`;
}

/** Says that a goal is in the trash, and offers the way back. */
export function trashBanner(goal) {
  if (!goal.deletedAt) return html``;
  return html`<div class="banner" role="status"><p>This goal is in the trash.</p>
    <button type="button" class="button primary" data-action="restore">Restore</button></div>`;
}
