// What the page's address says: ?person=ID pins a tab to a person, &beside=ID,ID to who is in the other panes, and
// &start=PAYLOAD is a deep link's word for the bot.

const PAYLOAD = /^[A-Za-z0-9_-]{1,64}$/; // Telegram passes on nothing else

const parameters = () => new URLSearchParams(location.search);

export const personInAddress = () => Number(parameters().get("person"));

/** Whose panes are wanted beside the first; null when the address leaves it open. */
export function besideInAddress() {
  const beside = parameters().get("beside");
  return beside === null ? null : beside.split(",").filter(Boolean).map(Number);
}

/** What START says to the bot when this person presses it. */
export function payloadFor(personId) {
  const payload = parameters().get("start") ?? "";
  return personId === personInAddress() && PAYLOAD.test(payload) ? payload : "";
}

function queryOf(personId, beside) {
  return `?person=${personId}${beside.length > 0 ? `&beside=${beside.join(",")}` : ""}`;
}

export const addressOf = (personId) => queryOf(personId, []);

export function goTo(personId, beside) {
  const query = queryOf(personId, beside);
  if (location.search !== query) history.pushState(null, "", query);
}

export function settleOn(personId, beside) {
  const payload = payloadFor(personId);
  history.replaceState(null, "", `${queryOf(personId, beside)}${payload ? `&start=${payload}` : ""}`);
}

export function forgetPayload() {
  const query = parameters();
  query.delete("start");
  history.replaceState(null, "", `?${query.toString().replaceAll("%2C", ",")}`);
}
