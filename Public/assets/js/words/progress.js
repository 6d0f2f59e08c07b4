// Progress in words: where a goal stands, and the sentence a person can act on.
import { count, daysBetween, number, percent, quantity, relativeDay, shortDay } from "../format.js";
import { habitEnd, habitSentence, habitStanding, isDaily, streakText, streakWords } from "./habit.js";
import { keptEnd, keptSentence, keptStanding } from "./kept.js";
import { pace } from "./pace.js";

export { isDaily, pace, streakText, streakWords };

const isKept = ({ measure }) => measure.type === "limit" || measure.type === "range";

/** "75 days behind", "12 days ahead", "on time"; null when there is nothing to compare with. */
export function lead(goal) {
  const days = goal.progress.daysAhead;
  if (days === null || days === undefined || goal.measure.type === "habit") return null;
  if (days === 0) return "right on time";
  const [late, early] = goal.measure.type === "limit" ? ["too fast", "in hand"] : ["behind", "ahead"];
  return `${count(Math.abs(days), "day")} ${days < 0 ? late : early}`;
}

function left({ measure, progress }) {
  return quantity(Math.abs(measure.target - (progress.current ?? measure.baseline)), measure.unit);
}

function timeLeft(goal, today) {
  const days = daysBetween(today, goal.due);
  if (days === 0) return "Due today";
  return `${count(days, "day")} left, until ${shortDay(goal.due, today)}`;
}

function rollupSentence(goal, today) {
  if (goal.progress.fraction === null) return "Add sub-goals: they make up this goal";
  const late = ["behind", "at-risk"].includes(goal.progress.status) ? "Its sub-goals show where it is stuck" : "";
  return [late, goal.due ? timeLeft(goal, today) : late ? "" : "Its sub-goals carry it"].filter(Boolean).join("; ");
}

function openSentence(goal, today) {
  const { measure, progress, due } = goal;
  if (measure.type === "habit") return habitSentence(goal);
  if (isKept(goal)) return keptSentence(goal, today);
  if (measure.type === "rollup") return rollupSentence(goal, today);
  if (measure.type !== "number") return due ? timeLeft(goal, today) : "Whenever you are ready";
  if (progress.requiredPerDay && due) {
    if (due === today) return `${left(goal)} to go, due today`;
    const target = measure.aggregate === "last" ? `to ${quantity(measure.target, measure.unit)}` : "there";
    return `${pace(progress.requiredPerDay, measure.unit)} gets you ${target} by ${shortDay(due, today)}`;
  }
  if (progress.forecast?.day) return `At this pace you get there on ${shortDay(progress.forecast.day, today)}`;
  return due ? timeLeft(goal, today) : `${left(goal)} to go`;
}

function achieved(goal, today) {
  const { measure, progress } = goal;
  if (measure.type === "habit") return habitEnd(goal);
  if (isKept(goal)) return keptEnd(goal, today);
  if (measure.type === "rollup") return "All sub-goals are done";
  if (measure.type !== "number") return progress.lastCheckIn ? `Done ${relativeDay(progress.lastCheckIn, today)}` : "Done";
  return progress.lastCheckIn ? `You got there, last entry ${relativeDay(progress.lastCheckIn, today)}` : "You got there";
}

function overdue(goal, today) {
  if (goal.measure.type === "habit") return habitEnd(goal);
  if (isKept(goal)) return keptEnd(goal, today);
  if (goal.measure.type === "number") return `${left(goal)} missing since ${shortDay(goal.due, today)}`;
  return `Was due ${shortDay(goal.due, today)}: do it, move it or let it go`;
}

/** One sentence about a goal that someone can act on. */
export function sentence(goal, today) {
  const { progress, start } = goal;
  switch (progress.status) {
    case "achieved":
      return achieved(goal, today);
    case "done":
      return "Marked as done";
    case "missed":
      return "Closed as missed";
    case "dropped":
      return "Let go";
    case "paused":
      return goal.state === "paused" ? "Paused: resume when you are ready" : "Resting: a pause lasts over today";
    case "upcoming":
      return `Starts ${relativeDay(start, today)}, on ${shortDay(start, today)}`;
    case "overdue":
      return overdue(goal, today);
    default:
      return openSentence(goal, today);
  }
}

function partsStanding({ progress }, parts) {
  if (progress.fraction === null) return "No sub-goals that count yet";
  return `${percent(progress.fraction)} of ${parts ? count(parts, "goal") : "its sub-goals"}`;
}

/** "342 of 500 km", "78.1 kg, aim 75", "not done yet"; `parts` is how many sub-goals are known. */
export function standing(goal, parts = 0) {
  const { measure, progress } = goal;
  if (measure.type === "habit") return habitStanding(goal);
  if (isKept(goal)) return keptStanding(goal);
  if (measure.type === "rollup") return partsStanding(goal, parts);
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
