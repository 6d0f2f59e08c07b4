// Numbers and days in the person's own language; days are "YYYY-MM-DD" strings throughout.

const dayLength = 86_400_000;
const locales = navigator.languages?.length ? [...navigator.languages] : undefined;
const plain = new Intl.NumberFormat(locales, { maximumFractionDigits: 6 });
const short = new Intl.NumberFormat(locales, { maximumSignificantDigits: 3, notation: "compact" });
const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
const dayFormats = new Map();

const instant = (day) => Date.parse(`${day}T00:00:00Z`);

function dayFormat(options) {
  const key = JSON.stringify(options);
  if (!dayFormats.has(key)) dayFormats.set(key, new Intl.DateTimeFormat(locales, { timeZone: "UTC", ...options }));
  return dayFormats.get(key);
}

/** A number with the digits it has. */
export const number = (value) => plain.format(value).replace("-", "−");

/** A number in few characters, for a small button. */
export const brief = (value) => short.format(value).replace("-", "−");

/** A rate rounded to what the eye needs: three significant digits at most. */
export function rate(value) {
  return new Intl.NumberFormat(locales, { maximumSignificantDigits: Math.abs(value) < 10 ? 2 : 3 }).format(value);
}

/** A number with its unit, if it has one. */
export const quantity = (value, unit) => (unit ? `${number(value)} ${unit}` : number(value));

/** A share from 0 to 1 as whole per cent, never 100 before it is all. */
export const percent = (share) => `${share >= 1 ? 100 : Math.min(99, Math.round(share * 100))}%`;

/** A sum or difference of decimals without the dust of binary fractions. */
export const round = (value) => Math.round(value * 1e6) / 1e6;

/** Whole days from one day to another. */
export const daysBetween = (from, to) => Math.round((instant(to) - instant(from)) / dayLength);

/** The day some days after another. */
export const addDays = (day, count) => new Date(instant(day) + count * dayLength).toISOString().slice(0, 10);

/** "31 Dec", with the year when it is not this one. */
export function shortDay(day, today) {
  const sameYear = day.slice(0, 4) === today.slice(0, 4);
  return dayFormat({ day: "numeric", month: "short", ...(sameYear ? {} : { year: "numeric" }) }).format(instant(day));
}

/** "Sunday, 22 November". */
export const longDay = (day) => dayFormat({ weekday: "long", day: "numeric", month: "long" }).format(instant(day));

/** "22 Nov 2026". */
export const fullDay = (day) => dayFormat({ day: "numeric", month: "short", year: "numeric" }).format(instant(day));

/** The name of a day's month, with its year when asked. */
export const monthName = (day, withYear) => dayFormat({ month: "short", ...(withYear ? { year: "numeric" } : {}) }).format(instant(day));

/** "Mon" for 1 to "Sun" for 7; "Monday" when long. */
export const weekdayName = (weekday, long) => dayFormat({ weekday: long ? "long" : "short" }).format(instant(`2024-01-0${weekday}`));

/** 1 for Monday to 7 for Sunday. */
export const weekdayOf = (day) => new Date(instant(day)).getUTCDay() || 7;

/** "22 Nov, 14:05" of a moment, in the browser's own zone. */
export const moment = (text) => new Intl.DateTimeFormat(locales, { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" }).format(new Date(text));

/** "today", "yesterday", "9 days ago", "in 3 days". */
export const relativeDay = (day, today) => relative.format(daysBetween(today, day), "day");

/** "1 day", "3 days". */
export const count = (amount, noun) => `${number(amount)} ${noun}${amount === 1 ? "" : "s"}`;

const groupSeparator = plain.formatToParts(12345).find((part) => part.type === "group")?.value ?? ",";
const decimalSeparator = plain.formatToParts(1.5).find((part) => part.type === "decimal")?.value ?? ".";

/** Reads a typed number in the person's own notation, or with a plain point; NaN when it is none. */
export function parseNumber(text) {
  let digits = text.trim().replace(/[\s\u00a0\u202f]/g, "").replace("−", "-");
  const grouped = new RegExp(`^-?\\d{1,3}(\\${groupSeparator}\\d{3})+(\\${decimalSeparator}\\d*)?$`);
  if (groupSeparator.trim() && grouped.test(digits)) digits = digits.replaceAll(groupSeparator, "");
  digits = digits.replace(",", ".");
  return /^[-+]?(\d+\.?\d*|\.\d+)$/.test(digits) ? Number(digits) : NaN;
}

/** A number as it is put into a field for editing. */
export const editable = (value) => (value === null || value === undefined ? "" : String(value).replace(".", decimalSeparator));
