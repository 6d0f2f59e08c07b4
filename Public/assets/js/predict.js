// What a check-in will probably do to a goal's progress, shown until the server has answered.
import { round } from "./format.js";

const open = ["achieved", "on-track", "at-risk", "behind", "no-deadline", "overdue"];

function fractionOf(measure, current) {
  if (measure.type === "limit") return current <= measure.limit ? 1 : Math.max(0, 2 - current / measure.limit);
  if (measure.type === "range") {
    const distance = Math.max(measure.low - current, current - measure.high, 0);
    return Math.max(0, 1 - distance / (measure.high - measure.low));
  }
  if (measure.type !== "number") return current >= 1 ? 1 : 0;
  const span = measure.target - measure.baseline;
  if (span === 0) return current === measure.target ? 1 : 0;
  return Math.min(1, Math.max(0, (current - measure.baseline) / span));
}

function statusOf({ measure, progress }, fraction) {
  const { status, expected } = progress;
  if (!open.includes(status)) return status;
  if (measure.type === "limit" || measure.type === "range") return fraction >= 1 ? status : "behind";
  if (fraction >= 1) return "achieved";
  if (status === "overdue") return status;
  if (expected === null) return "no-deadline";
  const gap = expected - fraction;
  return gap <= 0.05 ? "on-track" : gap <= 0.15 ? "at-risk" : "behind";
}

function habit(goal, value, sign) {
  const { measure, progress } = goal;
  if (!progress.period) return {};
  const total = round(progress.period.total + sign * value);
  const met = measure.atMost ? progress.period.outcome : total >= progress.period.needed ? "met" : "open";
  const outcome = measure.atMost && total > progress.period.needed ? "unmet" : met;
  const streak = progress.streak + Number(outcome === "met") - Number(progress.period.outcome === "met");
  return { current: total, period: { ...progress.period, total, outcome }, streak: Math.max(0, streak) };
}

function kept(goal, value, sign) {
  const { measure, progress } = goal;
  const before = progress.current ?? measure.baseline ?? 0;
  const previous = measure.type === "done" ? 0 : progress.current;
  const current = measure.aggregate === "sum" ? round(before + sign * value) : sign > 0 ? value : previous;
  const fraction = fractionOf(measure, current ?? measure.baseline ?? 0);
  const status = statusOf(goal, fraction);
  const daysAhead = status === progress.status ? progress.daysAhead : null;
  return { current, fraction, status, daysAhead };
}

/** The goal as it will look with a check-in of `value` today, or without it when `sign` is -1. */
export function predict(goal, value, today, sign = 1) {
  const { measure, progress } = goal;
  const added = sign > 0 ? { lastCheckIn: today, usual: value, stale: false } : {};
  const changed = measure.type === "habit" ? habit(goal, value, sign) : kept(goal, value, sign);
  return { ...goal, progress: { ...progress, ...added, ...changed } };
}
