// The fields that say how one knows: one of six measures, each with what it needs.
import { editable, parseNumber, weekdayName } from "../format.js";
import { html } from "../html.js";
import { field, options } from "./fields.js";

const types = [
  ["done", "Just do it"], ["number", "Reach a number"], ["habit", "Build a habit"],
  ["limit", "Stay under a limit"], ["range", "Stay in a range"], ["rollup", "Add up sub-goals"],
];
const periods = [["day", "a day"], ["week", "a week"], ["month", "a month"]];
const everyDay = [1, 2, 3, 4, 5, 6, 7];
const blank = {
  unit: "", baseline: 0, target: null, aggregate: "sum", limit: null, low: null, high: null, times: 1, period: "day", weekdays: null, atMost: false,
};

function choice(kind, name, value, isChosen, label) {
  return html`<label class="choice"><input type="${kind}" name="${name}" value="${value}" ${isChosen ? html`checked` : ""} /> ${label}</label>`;
}

const choices = (name, legend, types, content) => html`<fieldset class="choices" data-field="measure.${name}" data-for="${types}">
  <legend>${legend}</legend>${content}<p class="field-error" hidden></p></fieldset>`;

/** Markup of the fields of a measure. */
export function measureFields(prefix, measure) {
  const known = { ...blank, ...measure };
  const text = (name, label, types, more = html`inputmode="decimal"`) => html`<div data-for="${types}">${field(prefix, `measure.${name}`, label, (id) =>
    html`<input ${id} value="${editable(known[name])}" autocomplete="off" ${more} />`)}</div>`;
  const period = (id) => html`<select ${id}>${options(periods, known.period)}</select>`;
  const days = known.weekdays ?? everyDay;
  return html`<fieldset class="choices" data-field="measure">
      <legend>How will you know?</legend>
      ${types.map(([value, label]) => choice("radio", "type", value, value === measure.type, label))}
      <p class="field-error" hidden></p>
    </fieldset>
    <div class="fields measure-fields">
      ${text("baseline", "From", "number")} ${text("target", "To", "number")} ${text("limit", "At most", "limit")}
      ${text("low", "Lowest", "range")} ${text("high", "Highest", "range")} ${text("times", "How often", "habit")}
      ${text("unit", "Unit", "number limit range habit", html`placeholder="km"`)}
      <div data-for="habit">${field(prefix, "measure.period", "Period", period)}</div>
      ${choices("aggregate", "Each check-in", "number limit", [
        choice("radio", "aggregate", "sum", known.aggregate === "sum", "adds up"),
        choice("radio", "aggregate", "last", known.aggregate === "last", "is the latest value"),
      ])}
      ${choices("weekdays", "On which days", "habit day", everyDay.map((day) => choice("checkbox", "weekdays", day, days.includes(day), weekdayName(day))))}
      ${choices("atMost", "Meant as", "habit", [
        choice("radio", "atMost", "", !known.atMost, "at least"), choice("radio", "atMost", "true", known.atMost, "at most"),
      ])}
    </div>`;
}

/** Reads a number field, or notes what is wrong with it. */
export function readNumber(controls, name, errors, message) {
  const value = parseNumber(controls[name].value);
  if (Number.isNaN(value)) errors.push({ field: name, message });
  return value;
}

/** Reads the measure back; what cannot be sent at all is added to `errors`. */
export function readMeasure(controls, errors) {
  const type = controls.type.value;
  const number = (name, message) => readNumber(controls, `measure.${name}`, errors, message);
  const unit = controls["measure.unit"].value.trim();
  const aggregate = controls.aggregate.value;
  switch (type) {
    case "number": {
      const baseline = controls["measure.baseline"].value.trim() ? number("baseline", "Enter a number, such as 82") : 0;
      return { type, unit, baseline, target: number("target", "Enter the number to reach, such as 500"), aggregate };
    }
    case "limit":
      return { type, unit, limit: number("limit", "Enter the most it may be, such as 200"), aggregate };
    case "range":
      return { type, unit, low: number("low", "Enter the lowest value, such as 70"), high: number("high", "Enter the highest value, such as 72") };
    case "habit": {
      const period = controls["measure.period"].value;
      const chosen = [...controls.weekdays].filter((box) => box.checked).map((box) => Number(box.value));
      if (period === "day" && !chosen.length) errors.push({ field: "measure.weekdays", message: "Choose a day" });
      const weekdays = period !== "day" || chosen.length === 7 ? null : chosen;
      return { type, unit, times: number("times", "Enter how often, such as 5"), period, weekdays, atMost: Boolean(controls.atMost.value) };
    }
    default:
      return { type };
  }
}
