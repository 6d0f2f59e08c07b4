// What a check-in will probably do to a goal's progress, shown until the server has answered.

function fractionOf(measure, current) {
  if (measure.type !== "number") return current >= 1 ? 1 : 0;
  const span = measure.target - measure.baseline;
  if (span === 0) return current === measure.target ? 1 : 0;
  return Math.min(1, Math.max(0, (current - measure.baseline) / span));
}

function statusOf(goal, fraction) {
  const { status, expected } = goal.progress;
  const open = ["achieved", "on-track", "at-risk", "behind", "no-deadline", "overdue"];
  if (!open.includes(status)) return status;
  if (fraction >= 1) return "achieved";
  if (status === "overdue") return status;
  if (expected === null) return "no-deadline";
  const gap = expected - fraction;
  return gap <= 0.05 ? "on-track" : gap <= 0.15 ? "at-risk" : "behind";
}

/** The goal as it will look with a check-in of `value` today, or without it when `sign` is -1. */
export function predict(goal, value, today, sign = 1) {
  const { measure, progress } = goal;
  const summed = measure.type === "number" && measure.aggregate === "sum";
  const before = progress.current ?? measure.baseline ?? 0;
  const sum = Math.round((before + sign * value) * 1e6) / 1e6;
  const current = summed ? sum : sign > 0 ? value : measure.type === "number" ? progress.current : 0;
  const fraction = fractionOf(measure, current ?? measure.baseline ?? 0);
  const added = sign > 0 ? { lastCheckIn: today, usual: value, stale: false } : {};
  const status = statusOf(goal, fraction);
  const daysAhead = status === progress.status ? progress.daysAhead : null;
  return { ...goal, progress: { ...progress, ...added, current, fraction, status, daysAhead, checkIns: progress.checkIns + sign } };
}
