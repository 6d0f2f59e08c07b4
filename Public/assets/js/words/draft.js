// What was understood of a line of text, and measures, in words.
import { number, quantity, shortDay, weekdayName } from "../format.js";

const priorities = ["", "Low priority", "Medium priority", "High priority"];

/** "Low priority" to "High priority"; empty without one. */
export const priorityName = (priority) => priorities[priority];

function habitWords({ times, unit, period, weekdays, atMost }) {
  const amount = unit ? quantity(times, unit) : `${number(times)}×`;
  const when = weekdays ? `on ${weekdays.map((day) => weekdayName(day)).join(", ")}` : `a ${period}`;
  return `${atMost ? "at most " : ""}${amount} ${when}`;
}

/** "0 → 500 km, adds up", "5× a week", "at most 200 €", "70–72 kg". */
export function measureWords(measure) {
  const { type, unit } = measure;
  if (type === "number") {
    const way = `${number(measure.baseline)} → ${quantity(measure.target, unit)}`;
    return `${way}, ${measure.aggregate === "sum" ? "adds up" : "latest value"}`;
  }
  if (type === "limit") return `at most ${quantity(measure.limit, unit)}${measure.aggregate === "sum" ? " in all" : ""}`;
  if (type === "range") return `${number(measure.low)}–${quantity(measure.high, unit)}`;
  if (type === "habit") return habitWords(measure);
  return type === "rollup" ? "made up of sub-goals" : "done or not done";
}

/** The chips for a draft: `{ kind, text }`, one for each thing that was understood. */
export function chipsOf(draft, today) {
  const kinds = new Set(draft.understood.map((span) => span.as));
  const chips = [
    ["measure", measureWords(draft.measure)],
    ["start", draft.start && `from ${shortDay(draft.start, today)}`],
    ["due", draft.due && `due ${shortDay(draft.due, today)}`],
    ["priority", priorityName(draft.priority)],
    ["weight", `weight ${number(draft.weight)}`],
    ["parent", draft.parentTitle && (draft.parent ? `part of “${draft.parentTitle}”` : `no goal “${draft.parentTitle}” yet`)],
  ];
  const single = chips.filter(([kind, text]) => kinds.has(kind) && text).map(([kind, text]) => ({ kind, text }));
  return [...single, ...(kinds.has("tag") ? draft.tags.map((tag) => ({ kind: "tags", text: `#${tag}` })) : [])];
}
