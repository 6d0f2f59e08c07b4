// The round button that checks in by one gesture, in rows and wherever a goal is shown.
import { checkIn, uncheck } from "../actions.js";
import { brief, quantity } from "../format.js";
import { html } from "../html.js";
import { icons } from "../icons.js";
import { askValue } from "./ask-value.js";

const closed = new Set(["done", "missed", "dropped"]);

const adds = ({ measure, progress }) => measure.type === "number" && measure.aggregate === "sum" && Boolean(progress.usual);

function label(goal) {
  const { measure, progress, title } = goal;
  if (measure.type !== "number") return progress.fraction >= 1 ? `${title}: done, take the tick off` : `${title}: mark as done`;
  if (adds(goal)) return `${title}: add ${quantity(progress.usual, measure.unit)}`;
  return `${title}: enter ${measure.aggregate === "sum" ? "an amount" : "today’s value"}`;
}

function face(goal) {
  const { measure, progress } = goal;
  if (measure.type !== "number") return icons.check;
  if (!adds(goal)) return icons.plus;
  return `${progress.usual > 0 ? "+" : ""}${brief(progress.usual)}`;
}

/** The button's markup; a closed goal shows its mark instead. */
export function checkButton(goal, today) {
  const { measure, progress, state } = goal;
  if (closed.has(state)) return html`<span class="check check-closed">${state === "done" ? icons.check : icons.cross}</span>`;
  const simple = measure.type !== "number";
  const pressed = simple ? html`aria-pressed="${String(progress.fraction >= 1)}"` : "";
  const text = face(goal);
  return html`<button type="button" class="check" data-action="check" data-key="check" aria-label="${label(goal)}" title="${label(goal)}"
    data-long="${String(typeof text === "string" && text.length > 3)}" data-today="${String(progress.lastCheckIn === today)}" ${pressed}>${text}</button>`;
}

/** What the button does. */
export function check(goal, button) {
  if (closed.has(goal.state)) return;
  if (goal.measure.type !== "number") {
    if (goal.progress.fraction >= 1) uncheck(goal);
    else checkIn(goal, 1);
  } else if (adds(goal)) checkIn(goal, goal.progress.usual);
  else askValue(goal, button);
}
