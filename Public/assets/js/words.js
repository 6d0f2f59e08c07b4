// Progress in words: what a status is called, and the sentence a person can act on.
import { count, daysBetween, number, quantity, rate, relativeDay, shortDay } from "./format.js";

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

/** Name, icon and tone of a status; silence takes the green away. */
export function statusOf(goal, today) {
  const { status, daysAhead, stale } = goal.progress;
  const known = statuses[status] ?? { name: status, icon: "open", tone: "calm" };
  if (status === "behind" && daysAhead < 0) return { ...known, name: `${count(-daysAhead, "day")} behind` };
  if (status === "overdue" && goal.due) return { ...known, name: `${count(daysBetween(goal.due, today), "day")} overdue` };
  if (status === "on-track" && stale) return { ...known, tone: "calm" };
  return known;
}

/** The plain name of a status, for the filter. */
export const statusName = (status) => statuses[status].name;

/** "4 km a day", or a week when a day's share is too small to picture. */
export function pace(perDay, unit) {
  const size = Math.abs(perDay);
  const [amount, period] = size < 1 ? [size * 7, "week"] : [size, "day"];
  return `${rate(amount)}${unit ? ` ${unit}` : ""} ${perDay < 0 ? "less " : ""}a ${period}`;
}

/** "75 days behind", "12 days ahead", "on time"; null when there is nothing to compare with. */
export function lead(goal) {
  const days = goal.progress.daysAhead;
  if (days === null || days === undefined) return null;
  if (days === 0) return "right on time";
  return `${count(Math.abs(days), "day")} ${days < 0 ? "behind" : "ahead"}`;
}

function left(goal) {
  const { measure, progress } = goal;
  return quantity(Math.abs(measure.target - (progress.current ?? measure.baseline)), measure.unit);
}

function timeLeft(goal, today) {
  const days = daysBetween(today, goal.due);
  if (days === 0) return "Due today";
  return `${count(days, "day")} left, until ${shortDay(goal.due, today)}`;
}

function openSentence(goal, today) {
  const { measure, progress, due } = goal;
  if (measure.type !== "number") return due ? timeLeft(goal, today) : "Whenever you are ready";
  if (progress.requiredPerDay && due) {
    if (due === today) return `${left(goal)} to go, due today`;
    const target = measure.aggregate === "last" ? `to ${quantity(measure.target, measure.unit)}` : "there";
    return `${pace(progress.requiredPerDay, measure.unit)} gets you ${target} by ${shortDay(due, today)}`;
  }
  if (progress.forecast?.day) return `At this pace you get there on ${shortDay(progress.forecast.day, today)}`;
  return due ? timeLeft(goal, today) : `${left(goal)} to go`;
}

/** One sentence about a goal that someone can act on. */
export function sentence(goal, today) {
  const { measure, progress, start, due } = goal;
  switch (progress.status) {
    case "achieved":
      if (measure.type !== "number") return progress.lastCheckIn ? `Done ${relativeDay(progress.lastCheckIn, today)}` : "Done";
      return progress.lastCheckIn ? `You got there, last entry ${relativeDay(progress.lastCheckIn, today)}` : "You got there";
    case "done":
      return "Marked as done";
    case "missed":
      return "Closed as missed";
    case "dropped":
      return "Let go";
    case "paused":
      return "Paused: resume when you are ready";
    case "upcoming":
      return `Starts ${relativeDay(start, today)}, on ${shortDay(start, today)}`;
    case "overdue":
      return measure.type === "number" ? `${left(goal)} missing since ${shortDay(due, today)}` : `Was due ${shortDay(due, today)}: do it, move it or let it go`;
    default:
      return openSentence(goal, today);
  }
}

/** "342 of 500 km", "78.1 kg, aim 75", "not done yet". */
export function standing(goal) {
  const { measure, progress } = goal;
  if (measure.type !== "number") {
    if (progress.fraction >= 1 || goal.state === "done") return "Done";
    return ["missed", "dropped"].includes(goal.state) ? "Not done" : "Not done yet";
  }
  if (progress.current === null) return `Nothing yet, aim ${quantity(measure.target, measure.unit)}`;
  if (measure.aggregate === "sum") return `${number(progress.current)} of ${quantity(measure.target, measure.unit)}`;
  return `${quantity(progress.current, measure.unit)}, aim ${number(measure.target)}`;
}

/** "no check-in for 12 days", or null while a goal is not stale. */
export function silence(goal, today) {
  if (!goal.progress.stale) return null;
  const since = goal.progress.lastCheckIn ?? goal.start;
  return `no check-in for ${count(daysBetween(since, today), "day")}`;
}

/** What to tell someone about a failed request, and what to do. */
export function explain(error, what) {
  if (error.status === 0) return `${what}: the server cannot be reached. Check your connection and try again.`;
  if (error.status === 404) return `${what}: it is no longer there.`;
  if (error.status === 401 || error.status === 403) return `${what}: please sign in again.`;
  if (error.passing) return `${what}: the server is busy. Try again in a moment.`;
  if (error.status === 422 && error.errors.length) return `${what}: ${error.errors.map((each) => `${each.field} ${each.message}`).join("; ")}.`;
  return `${what}. ${error.message || "Try again; if it stays so, tell whoever runs this server."}`;
}
