// Habits in words.
import { count, number, percent, quantity, round } from "../format.js";

const now = { day: "today", week: "this week", month: "this month" };
const lengths = { day: 1, week: 7, month: 30 };

/** "day", "week" or "month". */
export const nounOf = ({ period }) => period;

/** True for a habit that is done or not done each day, which one tap ticks. */
export const isDaily = (measure) =>
  measure.type === "habit" && measure.period === "day" && measure.times === 1 && !measure.unit && !measure.atMost;

/** How many periods were missed among the latest that count. */
export const missedLately = ({ measure, progress }) => Math.round(-(progress.daysAhead ?? 0) / lengths[measure.period]);

/** "4 weeks" for four periods of a habit. */
export const streakWords = (amount, measure) => count(amount, nounOf(measure));

/** How long the streak is; null without one. */
export const streakText = ({ measure, progress }) => (progress.streak ? streakWords(progress.streak, measure) : null);

function share({ measure, progress }) {
  const { total, needed, outcome } = progress.period;
  if (isDaily(measure)) {
    if (total >= 1) return "Done today";
    return outcome === "excused" ? "Skipped today" : "Not yet today";
  }
  if (outcome === "excused" && !total) return `Skipped ${now[measure.period]}`;
  const asked = measure.atMost ? `at most ${quantity(needed, measure.unit)}` : quantity(needed, measure.unit);
  return `${number(total)} of ${asked} ${now[measure.period]}`;
}

/** "3 of 5 this week · streak 4 weeks". */
export function habitStanding(goal) {
  const streak = streakText(goal);
  const { period, fraction } = goal.progress;
  const parts = period ? [share(goal)] : fraction === null ? [] : [`${percent(fraction)} kept`];
  if (streak) parts.push(`streak ${streak}`);
  return parts.join(" · ") || "Not begun yet";
}

function allowance({ measure, progress: { period } }) {
  const left = round(period.needed - period.total);
  if (left < 0) return `${quantity(-left, measure.unit)} over ${now[measure.period]}: start afresh with the next ${nounOf(measure)}`;
  return left === 0 ? `Nothing more ${now[measure.period]}` : `${quantity(left, measure.unit)} left ${now[measure.period]}`;
}

/** What is asked for now, and why it matters. */
export function habitSentence(goal) {
  const { measure, progress } = goal;
  const { period } = progress;
  if (!period) return "Nothing asked for today";
  const missed = missedLately(goal);
  const late = ["behind", "at-risk"].includes(progress.status) && missed > 0;
  const past = late ? `${count(missed, nounOf(measure))} missed lately` : "";
  if (measure.atMost) return [past, allowance(goal)].filter(Boolean).join("; ");
  if (period.outcome === "met") return [`Done for ${now[measure.period]}`, past].filter(Boolean).join("; ");
  if (period.outcome === "excused") return [`Nothing asked for ${now[measure.period]}`, past].filter(Boolean).join("; ");
  const left = round(period.needed - period.total);
  const more = isDaily(measure) ? "one check-in" : `${quantity(left, measure.unit)} more`;
  const makes = (verb) => (left === 1 ? `${verb}s` : verb);
  const rest = late ? `${more} ${makes("make")} ${now[measure.period]} count` : `${more} ${now[measure.period]} ${makes(progress.streak ? "keep" : "start")} ${progress.streak ? "your" : "a"} streak`;
  return late ? `${past}; ${rest}` : rest.charAt(0).toUpperCase() + rest.slice(1);
}

/** How a habit ended. */
export const habitEnd = ({ measure, progress }) => `Kept in ${percent(progress.fraction ?? 0)} of the ${nounOf(measure)}s`;
