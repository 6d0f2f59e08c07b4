// The round button that checks in by one gesture, in rows and wherever a goal is shown.
import { checkIn, uncheck } from "../checking.js";
import { brief, quantity } from "../format.js";
import { html } from "../html.js";
import { icons } from "../icons.js";
import { session } from "../session.js";
import { isDaily } from "../words.js";
import { askValue } from "./ask-value.js";

const closed = new Set(["done", "missed", "dropped"]);

/** True for what one tap ticks and another takes off. */
const isTick = ({ measure }) => measure.type === "done" || isDaily(measure);

const isTicked = ({ measure, progress }) => (measure.type === "done" ? progress.fraction >= 1 : progress.period?.total >= 1);

/** What one tap adds; null when a value has to be asked for. */
function step({ measure, progress }) {
  if (measure.type === "habit") return measure.unit ? progress.usual : 1;
  return measure.type === "number" && measure.aggregate === "sum" ? progress.usual || null : null;
}

function label(goal) {
  const { measure, title } = goal;
  if (isTick(goal)) {
    const today = measure.type === "done" ? "" : " today";
    return isTicked(goal) ? `${title}: done${today}, take the tick off` : `${title}: mark as done${today}`;
  }
  if (step(goal)) return `${title}: add ${quantity(step(goal), measure.unit)}`;
  const adds = measure.aggregate === "sum" || measure.type === "habit";
  return `${title}: enter ${adds ? "an amount" : "today’s value"}`;
}

function face(goal) {
  if (isTick(goal)) return icons.check;
  const amount = step(goal);
  if (!amount) return icons.plus;
  return `${amount > 0 ? "+" : ""}${brief(amount)}`;
}

/** The button's markup; what cannot be checked in on shows a mark instead. */
export function checkButton(goal, today) {
  const { measure, progress, state } = goal;
  if (closed.has(state)) return html`<span class="check check-closed">${state === "done" ? icons.check : icons.cross}</span>`;
  if (measure.type === "rollup") return html`<span class="check check-closed">${icons.stack}</span>`;
  if (!session.mayEdit(goal)) return html`<span class="check check-closed">${progress.fraction >= 1 ? icons.check : icons.open}</span>`;
  const pressed = isTick(goal) ? html`aria-pressed="${String(Boolean(isTicked(goal)))}"` : "";
  const text = face(goal);
  return html`<button type="button" class="check" data-action="check" data-key="check" aria-label="${label(goal)}" title="${label(goal)}"
    data-long="${String(typeof text === "string" && text.length > 3)}" data-today="${String(progress.lastCheckIn === today)}" ${pressed}>${text}</button>`;
}

/** What the button does. */
export function check(goal, button) {
  if (closed.has(goal.state) || goal.measure.type === "rollup" || !session.mayEdit(goal)) return;
  if (isTick(goal)) {
    if (isTicked(goal)) uncheck(goal);
    else checkIn(goal, 1);
  } else if (step(goal)) checkIn(goal, step(goal));
  else askValue(goal, button);
}
