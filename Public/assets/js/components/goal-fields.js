// The fields of a goal, the same when it is added and when it is edited.
import { editable, parseNumber } from "../format.js";
import { html } from "../html.js";
import { field, options } from "./fields.js";

const priorities = [[0, "None"], [1, "Low"], [2, "Medium"], [3, "High"]];

function radio(name, value, chosen, label) {
  return html`<label class="choice"><input type="radio" name="${name}" value="${value}" ${value === chosen ? html`checked` : ""} /> ${label}</label>`;
}

/** Markup of everything but the title and the notes. */
export function goalFields(prefix, { measure, start, due, tags, priority, cadenceDays }) {
  const number = measure.type === "number" ? measure : { baseline: 0, unit: "", aggregate: "sum" };
  const text = (value, more) => (id) => html`<input ${id} value="${value}" autocomplete="off" ${more ?? ""} />`;
  const decimal = html`inputmode="decimal"`;
  return html`
    <fieldset class="choices" data-field="measure">
      <legend>How will you know?</legend>
      ${radio("type", "done", measure.type, "Just do it")} ${radio("type", "number", measure.type, "Reach a number")}
      <p class="field-error" hidden></p>
    </fieldset>
    <div class="fields when-number">
      ${field(prefix, "measure.baseline", "From", text(editable(number.baseline), decimal))}
      ${field(prefix, "measure.target", "To", text(editable(number.target), decimal))}
      ${field(prefix, "measure.unit", "Unit", text(number.unit, html`placeholder="km"`))}
      <fieldset class="choices" data-field="measure.aggregate">
        <legend>Each check-in</legend>
        ${radio("aggregate", "sum", number.aggregate, "adds up")} ${radio("aggregate", "last", number.aggregate, "is the latest value")}
        <p class="field-error" hidden></p>
      </fieldset>
    </div>
    <div class="fields">
      ${field(prefix, "start", "Start", text(start, html`type="date" required`))}
      ${field(prefix, "due", "Due", text(due ?? "", html`type="date"`))}
      ${field(prefix, "priority", "Priority", (id) => html`<select ${id}>${options(priorities, priority)}</select>`)}
      ${field(prefix, "cadenceDays", "Rhythm in days", text(editable(cadenceDays), html`inputmode="numeric"`))}
      ${field(prefix, "tags", "Tags", text(tags.join(" "), html`placeholder="health family"`))}
    </div>`;
}

function readNumber(controls, name, errors, message) {
  const value = parseNumber(controls[name].value);
  if (Number.isNaN(value)) errors.push({ field: name, message });
  return value;
}

function readMeasure(controls, errors) {
  if (controls.type.value === "done") return { type: "done" };
  return {
    type: "number",
    unit: controls["measure.unit"].value.trim(),
    baseline: controls["measure.baseline"].value.trim() ? readNumber(controls, "measure.baseline", errors, "Enter a number, such as 82") : 0,
    target: readNumber(controls, "measure.target", errors, "Enter the number to reach, such as 500"),
    aggregate: controls.aggregate.value,
  };
}

/** Reads the fields back as `{ values, errors }`; only what cannot be sent at all is an error here. */
export function readGoalFields(form) {
  const controls = form.elements;
  const errors = [];
  const title = controls.title.value.trim();
  if (!title) errors.push({ field: "title", message: "Give the goal a title" });
  const values = {
    title,
    measure: readMeasure(controls, errors),
    start: controls.start.value || null,
    due: controls.due.value || null,
    priority: Number(controls.priority.value),
    cadenceDays: readNumber(controls, "cadenceDays", errors, "Enter a number of days, such as 7"),
    tags: [...new Set(controls.tags.value.split(/[\s,]+/).map((tag) => tag.replace(/^#+/, "")).filter(Boolean))],
  };
  if (!values.start) errors.push({ field: "start", message: "Enter a day" });
  return { values, errors };
}

/** What differs between a goal and the values read. */
export function changesOf(goal, values) {
  const same = (a, b) => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
  return Object.fromEntries(Object.entries(values).filter(([name, value]) => !same(goal[name], value)));
}

function sorted(value) {
  if (!value || typeof value !== "object" || Array.isArray(value)) return value;
  return Object.fromEntries(Object.keys(value).sort().map((name) => [name, value[name]]));
}
