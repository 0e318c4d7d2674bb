// Times as a messenger shows them, in the zone of the browser.

const timeFormat = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const dayFormat = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long" });
const yearFormat = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric" });

const atSeconds = (seconds) => new Date(seconds * 1000);

export const clockTime = (seconds) => timeFormat.format(atSeconds(seconds));

export const fullTime = (seconds) => `${yearFormat.format(atSeconds(seconds))}, ${clockTime(seconds)}`;

export const isoTime = (seconds) => atSeconds(seconds).toISOString();

export const dayKey = (seconds) => atSeconds(seconds).toDateString();

export function dayName(seconds, now) {
  const day = atSeconds(seconds);
  const yesterday = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1);
  if (day.toDateString() === now.toDateString()) return "Today";
  if (day.toDateString() === yesterday.toDateString()) return "Yesterday";
  return (day.getFullYear() === now.getFullYear() ? dayFormat : yearFormat).format(day);
}
