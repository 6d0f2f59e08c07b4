// The form on a goal's page: today's check-in in two keystrokes, another day or a note when wanted.
import { api, newKey } from "../api.js";
import { undoCheckIn } from "../checking.js";
import { editable, number, parseNumber } from "../format.js";
import { html, render } from "../html.js";
import { icons } from "../icons.js";
import { store } from "../store.js";
import { explain } from "../words.js";
import { clearErrors, field, options, showErrors } from "./fields.js";
import { toast } from "./toast.js";

/** Markup of day, value and note, for a new check-in and for one that is edited; a skipped day has no value. */
export function checkInFields(prefix, goal, { day, value, note, last, skip }) {
  const { measure } = goal;
  const isDone = measure.type === "done";
  const adds = measure.aggregate === "sum" || measure.type === "habit";
  const amount = (id) => html`<input ${id} inputmode="decimal" autocomplete="off" value="${editable(value)}" placeholder="${last ?? ""}" />`;
  const choice = (id) => html`<select ${id}>${options([[1, "Done"], [0, "Not done"]], value ?? 1)}</select>`;
  const label = isDone ? "Result" : `${adds ? "Amount" : "Value"}${measure.unit ? ` (${measure.unit})` : ""}`;
  return html`${!skip && field(prefix, "value", label, isDone ? choice : amount)}
    ${field(prefix, "day", "Day", (id) => html`<input ${id} type="date" value="${day}" max="${store.today}" required />`)}
    ${field(prefix, "note", "Note", (id) => html`<input ${id} value="${note ?? ""}" autocomplete="off" />`)}`;
}

/** Reads those fields as `{ values, errors }`; the value is left out for a day that is skipped. */
export function readCheckIn(form, skip = false) {
  const { value, day, note } = form.elements;
  const values = { day: day.value, note: note.value.trim() };
  const errors = [];
  if (skip) values.skip = true;
  else if (value) values.value = parseNumber(value.value);
  if (Number.isNaN(values.value)) errors.push({ field: "value", message: "Enter a number, such as 6 or 6.5" });
  if (!values.day) errors.push({ field: "day", message: "Enter a day" });
  return { values, errors };
}

/** Shows a refusal of the server at its fields, or in the form's own message. */
export function showRefusal(form, error) {
  if (error.status === undefined) throw error;
  const homeless = showErrors(form, error.errors);
  if (!homeless.length && error.errors.length) return;
  const message = form.querySelector(".form-error");
  message.textContent = homeless.join("; ") || explain(error, "The check-in was not saved");
  message.hidden = false;
}

/** Puts the form into `holder`; `goalNow()` gives the goal as it is. */
export function mountCheckInForm(holder, goalNow) {
  let draft = null;

  function draw() {
    const goal = goalNow();
    const { measure, progress } = goal;
    const isHabit = measure.type === "habit";
    const usual = isHabit && !measure.unit ? 1 : progress.usual;
    const adds = isHabit || (measure.type === "number" && measure.aggregate === "sum");
    const start = { day: store.today, value: adds ? usual : null, last: usual === null ? "" : number(usual) };
    render(
      holder,
      html`<form class="check-in" novalidate aria-label="Check in">
        ${checkInFields("new", goal, start)}
        <p class="form-error" role="alert" hidden></p>
        <div class="check-in-buttons">
          <button class="button primary">Check in</button>
          ${isHabit && html`<button class="button" name="skip" value="skip" title="The day then counts neither for nor against the habit">${icons.skip} Skip this day</button>`}
        </div>
      </form>`,
    );
  }

  async function save(form, skip) {
    clearErrors(form);
    form.querySelector(".form-error").hidden = true;
    const { values, errors } = readCheckIn(form, skip);
    if (errors.length) return showErrors(form, errors);
    const goal = goalNow();
    const text = JSON.stringify(values);
    if (draft?.text !== text) draft = { text, key: newKey() };
    const buttons = form.querySelectorAll("button");
    for (const button of buttons) button.disabled = true;
    try {
      const made = await store.during(goal, () => api.createCheckIn(goal.id, values, draft.key));
      draft = null;
      draw();
      holder.querySelector("button").focus();
      toast({ text: skip ? "Day skipped" : "Checked in", action: { name: "Undo", run: () => undoCheckIn(goal, made) } });
    } catch (error) {
      if (!error.passing) draft = null;
      for (const button of buttons) button.disabled = false;
      showRefusal(form, error);
    }
  }

  holder.addEventListener("submit", (event) => {
    event.preventDefault();
    save(event.target, event.submitter?.name === "skip");
  });
  draw();
}
