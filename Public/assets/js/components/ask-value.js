// A small popover by the button that asks for one number.
import { checkIn } from "../checking.js";
import { number, parseNumber } from "../format.js";
import { element, html } from "../html.js";
import { clearErrors, showErrors } from "./fields.js";

const margin = 8;

function build({ title, measure, progress }) {
  const last = progress.usual ?? null;
  const adds = measure.aggregate === "sum" || measure.type === "habit";
  return element(html`<div class="ask" popover role="dialog" aria-labelledby="ask-label"><form novalidate>
    <div class="field" data-field="value">
      <label id="ask-label" for="ask-value">${title}: ${adds ? "how much" : "today’s value"}?</label>
      <div class="ask-line">
        <input id="ask-value" name="value" inputmode="decimal" autocomplete="off" autofocus placeholder="${last === null ? "" : number(last)}" />
        ${measure.unit && html`<span class="unit">${measure.unit}</span>`}
        <button class="button primary">${adds ? "Add" : "Check in"}</button>
      </div>
      <p class="field-error" hidden></p>
    </div>
  </form></div>`);
}

function place(popover, anchor) {
  const button = anchor.getBoundingClientRect();
  const size = popover.getBoundingClientRect();
  const room = document.documentElement.clientWidth - size.width - margin;
  const below = button.bottom + margin + size.height <= window.innerHeight;
  popover.style.left = `${window.scrollX + Math.max(margin, Math.min(button.left, room))}px`;
  popover.style.top = `${window.scrollY + (below ? button.bottom + margin : button.top - margin - size.height)}px`;
}

/** Asks for a value beside `anchor` and checks in with it. */
export function askValue(goal, anchor) {
  const popover = build(goal);
  const form = popover.querySelector("form");
  document.body.append(popover);
  popover.showPopover();
  place(popover, anchor);
  form.elements.value.focus();
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const value = parseNumber(form.elements.value.value);
    clearErrors(form);
    if (Number.isNaN(value)) return showErrors(form, [{ field: "value", message: "Enter a number, such as 6 or 6.5" }]);
    popover.hidePopover();
    checkIn(goal, value);
  });
  popover.addEventListener("toggle", (event) => {
    if (event.newState !== "closed") return;
    const inside = popover.contains(document.activeElement) || document.activeElement === document.body;
    popover.remove();
    // The row may have been drawn anew; its button is then another element with the same key.
    if (inside) (anchor.isConnected ? anchor : document.querySelector(`[data-goal="${CSS.escape(goal.id)}"] [data-action=check]`))?.focus();
  });
}
