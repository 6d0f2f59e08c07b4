// Lines of a goal's history in words.
import { fullDay, quantity } from "../format.js";
import { measureWords, priorityName } from "./draft.js";

const names = {
  title: "Title", notes: "Notes", measure: "Measure", parent: "Part of", start: "Start", due: "Due", priority: "Priority", weight: "Weight",
  tags: "Tags", state: "State", position: "Place in the list", cadenceDays: "Rhythm", archived: "Archive", day: "Day", value: "Value",
  skip: "Skip", note: "Note", first: "First day", last: "Last day", body: "Text",
};
const plain = {
  created: "Goal added", trashed: "Moved to the trash", restored: "Taken out of the trash", "check-in-created": "Checked in",
  "check-in-updated": "Check-in changed", "check-in-deleted": "Check-in deleted", "comment-created": "Comment added",
  "comment-updated": "Comment changed", "comment-deleted": "Comment deleted", "pause-created": "Pause added",
  "pause-updated": "Pause changed", "pause-deleted": "Pause ended",
};
const days = new Set(["start", "due", "day", "first", "last"]);
const hidden = new Set(["parent", "position", "notes", "body"]);
const longest = 60;

function valueWords(field, value, unit) {
  if (value === null || value === undefined || value === "") return "none";
  if (days.has(field)) return fullDay(value);
  if (field === "measure") return measureWords(value);
  if (field === "priority") return priorityName(value) || "none";
  if (field === "value") return quantity(value, unit);
  if (field === "tags") return value.map((tag) => `#${tag}`).join(" ") || "none";
  const text = String(value);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

function changeWords(field, before, after, unit) {
  if (field === "archived") return after ? "Archived" : "Taken out of the archive";
  if (hidden.has(field)) return `${names[field]} changed`;
  return `${names[field] ?? field}: ${valueWords(field, before, unit)} → ${valueWords(field, after, unit)}`;
}

function checkInWords({ action, before, after }, unit) {
  const { day, value, skip } = after ?? before;
  return `${plain[action]}: ${skip ? "skipped" : valueWords("value", value, unit)}, ${fullDay(day)}`;
}

function pauseWords({ action, before, after }) {
  const { first, last } = after ?? before;
  return `${plain[action]}: ${pauseSpan({ first, last })}`;
}

/** "20 Nov 2026 to 30 Nov 2026", "from 20 Nov 2026 on". */
export const pauseSpan = ({ first, last }) => (last ? (first === last ? fullDay(first) : `${fullDay(first)} to ${fullDay(last)}`) : `from ${fullDay(first)} on`);

/** One line of the history: what happened. */
export function activityWords(activity, goal) {
  const { action, before, after } = activity;
  const { unit } = goal.measure;
  if (action === "updated" || action === "check-in-updated" || action === "pause-updated") {
    const changes = Object.keys(after ?? {}).map((field) => changeWords(field, before?.[field], after[field], unit));
    return action === "updated" ? changes.join("; ") : `${plain[action]}: ${changes.join("; ")}`;
  }
  if (action === "check-in-created" || action === "check-in-deleted") return checkInWords(activity, unit);
  if (action === "pause-created" || action === "pause-deleted") return pauseWords(activity);
  return plain[action] ?? action;
}
