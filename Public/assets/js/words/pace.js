// Rates in words.
import { rate } from "../format.js";

/** "4 km a day", or a week when a day's share is too small to picture. */
export function pace(perDay, unit) {
  const size = Math.abs(perDay);
  const [amount, period] = size < 1 ? [size * 7, "week"] : [size, "day"];
  return `${rate(amount)}${unit ? ` ${unit}` : ""} ${perDay < 0 ? "less " : ""}a ${period}`;
}
