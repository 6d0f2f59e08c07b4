// What a goal's bar shows: how far it is filled, where the tick stands, and the same in words.
import { percent } from "../format.js";
import { standing } from "../words.js";

const mostCuts = 14;

const share = (part, whole) => (whole > 0 ? Math.min(1, Math.max(0, part / whole)) : Number(part > 0));

function habit(goal) {
  const { measure, progress } = goal;
  const { period } = progress;
  const text = standing(goal);
  if (!period) return { value: progress.fraction ?? 0, text };
  const { total, needed } = period;
  const cuts = !measure.unit && Number.isInteger(needed) && needed > 1 && needed <= mostCuts ? needed : 1;
  return { value: share(total, needed), cuts, text };
}

function limit(goal) {
  const { measure, progress } = goal;
  const tick = measure.aggregate === "sum" ? progress.expected : null;
  return { value: share(progress.current ?? 0, measure.limit), tick, text: standing(goal) };
}

// The filled part is the range, with as much room on either side; the tick is where the value is.
function range(goal) {
  const { low, high } = goal.measure;
  const { current } = goal.progress;
  const tick = current === null ? null : Math.min(1, Math.max(0, (current - low + (high - low)) / (3 * (high - low))));
  return { start: 1 / 3, value: 2 / 3, tick, text: standing(goal) };
}

/** `{ start, value, tick, gap, cuts, text }`: shares of the bar, whether what is missing is drawn, and in how many pieces it is cut. */
export function barOf(goal) {
  const { measure, progress } = goal;
  const usual = { start: 0, tick: null, gap: false, cuts: 1 };
  if (measure.type === "habit") return { ...usual, ...habit(goal) };
  if (measure.type === "limit") return { ...usual, ...limit(goal) };
  if (measure.type === "range") return { ...usual, ...range(goal) };
  const value = progress.fraction ?? 0;
  const tick = progress.fraction === null ? null : progress.expected;
  const text = tick === null ? percent(value) : `${percent(value)}, should be ${percent(tick)} today`;
  return { ...usual, value, tick, gap: measure.type !== "done", text };
}
