// Limits and ranges in words: what has to be kept, not reached.
import { number, quantity, round, shortDay } from "../format.js";
import { pace } from "./pace.js";

const none = "No value yet: enter today’s";

/** "120 of 200 € used"; "71.2 kg, within 70–72". */
export function keptStanding({ measure, progress }) {
  const { current } = progress;
  const { unit } = measure;
  if (measure.type === "range") {
    const bounds = `${number(measure.low)}–${number(measure.high)}`;
    if (current === null) return `Nothing yet, aim ${bounds}${unit ? ` ${unit}` : ""}`;
    return `${quantity(current, unit)}, ${isInside(measure, current) ? "within" : "aim"} ${bounds}`;
  }
  const most = quantity(measure.limit, unit);
  if (measure.aggregate === "sum") return `${number(current ?? 0)} of ${most} used`;
  return current === null ? `Nothing yet, at most ${most}` : `${quantity(current, unit)}, at most ${number(measure.limit)}`;
}

const isInside = ({ low, high }, current) => current >= low && current <= high;

function rangeSentence({ low, high, unit }, current) {
  if (current < low) return `${quantity(round(low - current), unit)} too low: bring it up to ${quantity(low, unit)}`;
  if (current > high) return `${quantity(round(current - high), unit)} too high: bring it down to ${quantity(high, unit)}`;
  return `Keep it between ${number(low)} and ${quantity(high, unit)}`;
}

function budgetSentence({ measure, progress, due }, today) {
  const { unit, limit } = measure;
  const room = round(limit - (progress.current ?? 0));
  if (room < 0) return `${quantity(-room, unit)} over the limit: nothing more until ${due ? shortDay(due, today) : "you raise it"}`;
  if (!due) return `${quantity(room, unit)} left`;
  if (!progress.requiredPerDay) return `Nothing left until ${shortDay(due, today)}`;
  const share = pace(progress.requiredPerDay, unit);
  const end = progress.forecast?.day;
  if (["behind", "at-risk"].includes(progress.status) && end && end < due) {
    return `Used up by ${shortDay(end, today)} at this pace; ${share} lasts until ${shortDay(due, today)}`;
  }
  return `${share} left until ${shortDay(due, today)}`;
}

/** What to do to keep it. */
export function keptSentence(goal, today) {
  const { measure, progress } = goal;
  const { current } = progress;
  if (measure.type === "limit" && measure.aggregate === "sum") return budgetSentence(goal, today);
  if (current === null) return none;
  if (measure.type === "range") return rangeSentence(measure, current);
  const over = round(current - measure.limit);
  const most = quantity(measure.limit, measure.unit);
  return over > 0 ? `${quantity(over, measure.unit)} over: bring it down to ${most}` : `Keep it at ${most} or less`;
}

/** How it ended. */
export const keptEnd = (goal, today) => (goal.progress.status === "achieved" ? "Kept until the end" : `Not kept by ${shortDay(goal.due, today)}`);
