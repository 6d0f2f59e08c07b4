// The fields of a goal, the same when it is added and when it is edited.
import { editable } from "../format.js";
import { html } from "../html.js";
import { priorityName } from "../words.js";
import { field, options } from "./fields.js";
import { measureFields, readMeasure, readNumber } from "./measure-fields.js";
import { parentField, readParent } from "./parent-field.js";

const priorities = [0, 1, 2, 3].map((value) => [value, priorityName(value).split(" ")[0] || "None"]);

/** Markup of everything but the title and the notes. */
export function goalFields(prefix, { measure, start, due, tags, priority, cadenceDays, weight = 1 }) {
  const text = (value, more) => (id) => html`<input ${id} value="${value}" autocomplete="off" ${more ?? ""} />`;
  return html`
    ${measureFields(prefix, measure)}
    <div class="fields">
      ${field(prefix, "start", "Start", text(start, html`type="date" required`))}
      ${field(prefix, "due", "Due", text(due ?? "", html`type="date"`))}
      ${field(prefix, "priority", "Priority", (id) => html`<select ${id}>${options(priorities, priority)}</select>`)}
      ${field(prefix, "cadenceDays", "Rhythm in days", text(editable(cadenceDays), html`inputmode="numeric"`))}
      ${field(prefix, "tags", "Tags", text(tags.join(" "), html`placeholder="health family"`))}
      ${parentField(prefix)}
      ${field(prefix, "weight", "Weight as a part", text(editable(weight), html`inputmode="decimal"`))}
    </div>`;
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
    parent: readParent(form, errors),
    weight: readNumber(controls, "weight", errors, "Enter a number, such as 1"),
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
