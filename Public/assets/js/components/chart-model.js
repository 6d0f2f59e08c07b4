// What the chart shows, as days and values; pure, so that drawing is only drawing.
import { addDays, daysBetween, monthName, shortDay } from "../format.js";

const later = (a, b) => (a > b ? a : b);
const earlier = (a, b) => (a < b ? a : b);

/** What a chart needs of a measure: where it begins, which values it aims at, whether its values add up; null for one without a chart. */
export function chartBasis(measure) {
  const { type, aggregate } = measure;
  if (type === "number") return { baseline: measure.baseline, aims: [measure.target], adds: aggregate === "sum", planned: true };
  if (type === "limit" && aggregate === "sum") return { baseline: 0, aims: [measure.limit], adds: true, planned: true };
  if (type === "limit") return { baseline: null, aims: [measure.limit], adds: false, planned: false };
  if (type === "range") return { baseline: null, aims: [measure.low, measure.high], adds: false, planned: false };
  return null;
}

function pointsOf(goal, { baseline, adds }, checkIns, today) {
  const { progress, start } = goal;
  const items = checkIns.toReversed();
  // Seen from the end, so that it is right even when the oldest check-ins are not loaded.
  let level = adds ? (progress.current ?? baseline) - items.reduce((total, item) => total + item.value, 0) : baseline;
  const points = new Map(level === null ? [] : [[earlier(start, items[0]?.day ?? start), level]]);
  for (const item of items) {
    level = adds ? level + item.value : item.value;
    points.set(item.day, level);
  }
  const last = [...points.keys()].at(-1);
  if (items.length && last < today) points.set(today, level);
  return [...points].map(([day, value]) => ({ day, value }));
}

function endOf(goal, first, today) {
  const { due, progress } = goal;
  const base = due ? later(due, today) : addDays(today, Math.max(14, Math.round(daysBetween(first, today) * 0.2)));
  const span = daysBetween(first, base);
  const reached = progress.forecast?.day;
  if (!reached || reached <= base) return base;
  return daysBetween(base, reached) <= span * 0.4 ? reached : addDays(base, Math.round(span * 0.15));
}

function forecastOf(goal, aim, end, today) {
  const { forecast, current } = goal.progress;
  if (!forecast || current === null || (goal.measure.type === "number" && goal.progress.fraction >= 1)) return null;
  const day = forecast.day ? earlier(forecast.day, end) : end;
  const value = forecast.day && forecast.day <= end ? aim : current + forecast.ratePerDay * daysBetween(today, day);
  return [{ day: today, value: current }, { day, value }];
}

/** Round numbers within a range. */
export function niceTicks(low, high, wanted) {
  const span = high - low;
  const power = 10 ** Math.floor(Math.log10(span / wanted));
  const step = [1, 2, 2.5, 5, 10].map((each) => each * power).find((each) => span / each <= wanted);
  const ticks = [];
  for (let index = Math.ceil(low / step - 1e-9); index <= Math.floor(high / step + 1e-9); index += 1) ticks.push(Number((index * step).toPrecision(12)));
  return ticks;
}

function monthTicks(first, end, wanted, today) {
  const ticks = [];
  let year = Number(first.slice(0, 4));
  let month = Number(first.slice(5, 7));
  const months = (Number(end.slice(0, 4)) - year) * 12 + Number(end.slice(5, 7)) - month + 1;
  const step = [1, 2, 3, 6, 12, 24, 60, 120].find((each) => months / each <= wanted) ?? 240;
  for (;;) {
    const day = `${year}-${String(month).padStart(2, "0")}-01`;
    if (day > end) return ticks;
    if (day >= first && (step < 12 ? (month - 1) % step === 0 : month === 1)) {
      const januaryElsewhere = month === 1 && year !== Number(today.slice(0, 4));
      ticks.push({ day, label: step >= 12 ? String(year) : monthName(day, januaryElsewhere) });
    }
    month += 1;
    if (month > 12) [year, month] = [year + 1, 1];
  }
}

/** Days to write under the chart. */
export function dayTicks(first, end, wanted, today) {
  const span = daysBetween(first, end);
  if (span > 75) return monthTicks(first, end, wanted, today);
  const step = [1, 2, 7, 14, 28].find((each) => span / each <= wanted) ?? 28;
  return Array.from({ length: Math.floor(span / step) + 1 }, (_, index) => addDays(first, index * step)).map((day) => ({ day, label: shortDay(day, today) }));
}

/** Lines, ends and ticks of a goal's chart. */
export function chartModel(goal, checkIns, today) {
  const basis = chartBasis(goal.measure);
  const { baseline, aims } = basis;
  const points = pointsOf(goal, basis, checkIns, today);
  const first = earlier(points[0]?.day ?? goal.start, goal.start);
  const end = endOf(goal, first, today);
  const plan = goal.due && basis.planned ? [{ day: goal.start, value: baseline }, { day: goal.due, value: aims[0] }] : null;
  const forecast = forecastOf(goal, aims[0], end, today);
  const values = [baseline ?? aims[0], ...aims, ...points.map((point) => point.value), ...(forecast ?? []).map((point) => point.value)];
  const low = Math.min(...values);
  const high = Math.max(...values);
  return { points, plan, forecast, first, end, aims, baseline, entries: checkIns, low, high: high > low ? high : low + 1 };
}
