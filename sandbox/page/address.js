// What the page's address says: ?person=ID pins a tab to a person, &start=PAYLOAD is a deep link's word for the bot.

const PAYLOAD = /^[A-Za-z0-9_-]{1,64}$/; // Telegram passes on nothing else

const parameters = () => new URLSearchParams(location.search);

export const personInAddress = () => Number(parameters().get("person"));

export function startPayload() {
  const payload = parameters().get("start") ?? "";
  return PAYLOAD.test(payload) ? payload : "";
}

export const addressOf = (personId) => `?person=${personId}`;

export function goTo(personId) {
  if (personInAddress() !== personId) history.pushState(null, "", addressOf(personId));
}

export function settleOn(personId) {
  const query = parameters();
  query.set("person", personId);
  history.replaceState(null, "", `?${query}`);
}

export function forgetPayload(personId) {
  history.replaceState(null, "", addressOf(personId));
}
