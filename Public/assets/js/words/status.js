// What a status is called, with its icon and tone.
import { count, daysBetween } from "../format.js";
import { missedLately, nounOf } from "./habit.js";

const statuses = {
  achieved: { name: "Achieved", icon: "star", tone: "done" },
  upcoming: { name: "Upcoming", icon: "soon", tone: "calm" },
  paused: { name: "Paused", icon: "pause", tone: "calm" },
  "no-deadline": { name: "No deadline", icon: "open", tone: "calm" },
  overdue: { name: "Overdue", icon: "late", tone: "late" },
  "on-track": { name: "On track", icon: "check", tone: "ok" },
  "at-risk": { name: "At risk", icon: "notice", tone: "risk" },
  behind: { name: "Behind", icon: "warning", tone: "late" },
  done: { name: "Done", icon: "check", tone: "done" },
  missed: { name: "Missed", icon: "cross", tone: "calm" },
  dropped: { name: "Dropped", icon: "cross", tone: "calm" },
};

function behind({ measure, progress }) {
  const { current, daysAhead } = progress;
  if (measure.type === "habit") return `${count(missedLately({ measure, progress }), nounOf(measure))} missed`;
  if (measure.type === "limit") return current > measure.limit ? "Over the limit" : "Over pace";
  if (measure.type === "range") return "Out of range";
  return daysAhead < 0 ? `${count(-daysAhead, "day")} behind` : statuses.behind.name;
}

/** Name, icon and tone of a status; silence takes the green away. */
export function statusOf(goal, today) {
  const { status, stale } = goal.progress;
  const known = statuses[status] ?? { name: status, icon: "open", tone: "calm" };
  if (status === "behind") return { ...known, name: behind(goal) };
  if (status === "overdue" && goal.measure.type === "habit") return { ...known, name: "Not kept up" };
  if (status === "overdue" && ["limit", "range"].includes(goal.measure.type)) return { ...known, name: "Not kept" };
  if (status === "overdue" && goal.due) return { ...known, name: `${count(daysBetween(goal.due, today), "day")} overdue` };
  if (status === "on-track" && stale) return { ...known, tone: "calm" };
  return known;
}
