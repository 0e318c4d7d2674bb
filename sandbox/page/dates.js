// Times as a messenger shows them, in the zone that the program names, else in the browser's.

import { now, zoneShown } from "./time.js";

const formats = new Map();

function format(options, date, locale = "en-GB") {
  const key = JSON.stringify([options, locale, zoneShown()]);
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat(locale, { ...options, timeZone: zoneShown() }));
  return formats.get(key).format(date);
}

const CLOCK = { hour: "2-digit", minute: "2-digit" };
const DAY = { day: "numeric", month: "long" };

export const atSeconds = (seconds) => new Date(seconds * 1000);

export const clockTime = (seconds) => format(CLOCK, atSeconds(seconds));

export const fullTime = (seconds) => `${format({ ...DAY, year: "numeric" }, atSeconds(seconds))}, ${clockTime(seconds)}`;

export const isoTime = (seconds) => atSeconds(seconds).toISOString();

/** "Mon, 23 Nov, 14:30" */
export const momentInWords = (date) =>
  [{ weekday: "short" }, { day: "numeric", month: "short" }, CLOCK].map((options) => format(options, date)).join(", ");

const keyOf = (date) => format({ year: "numeric", month: "2-digit", day: "2-digit" }, date, "en-CA");

export const dayKey = (seconds) => keyOf(atSeconds(seconds));

function dayBefore(key) {
  const day = new Date(`${key}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() - 1);
  return day.toISOString().slice(0, 10);
}

export function dayName(seconds) {
  const [key, today] = [dayKey(seconds), keyOf(now())];
  if (key === today) return "Today";
  if (key === dayBefore(today)) return "Yesterday";
  const sameYear = key.slice(0, 4) === today.slice(0, 4);
  return format(sameYear ? DAY : { ...DAY, year: "numeric" }, atSeconds(seconds));
}
