// The sandbox's time as far as this page has heard of it, and the zone in which it is read.

let shift = 0;
let zone = undefined; // the browser's own

export const now = () => new Date(Date.now() + shift);

export const zoneShown = () => zone;

export function standsAt(seconds) {
  shift = seconds * 1000 - Date.now();
}

/** A message tells that it is at least so late. */
export function isAtLeast(seconds) {
  shift = Math.max(shift, seconds * 1000 - Date.now());
}

export function readIn(name) {
  zone = name ?? undefined;
}
