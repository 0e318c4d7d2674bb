// Starts the page: who there is, a socket for each chat, some of them in view.

import { $ } from "./elements.js";
import { apply } from "./chat.js";
import { startClockBar } from "./clock_bar.js";
import { connect, loadPeople } from "./connection.js";
import { createPanes } from "./panes.js";
import { createPeople } from "./people.js";
import { startTheme } from "./theme.js";
import { markSeen } from "./unread.js";
import { entriesOf } from "./who.js";

const TYPING_CHECK_MS = 5100; // a breath after a chat action has run out
const TAP_MS = 30000; // after about as long Telegram's clients stop the clock of a tap nobody answers

function watchTimers(chat, event, viewsOf) {
  const later = (show, wait) => setTimeout(() => viewsOf(chat).forEach(show), wait);
  if (event.event === "typing") later((view) => view.showStatus(), TYPING_CHECK_MS);
  if (event.event === "waiting") {
    setTimeout(() => chat.waiting.delete(event.callback_id), TAP_MS);
    later((view) => view.showTaps(), TAP_MS);
  }
}

function start(everybody) {
  const entries = entriesOf(everybody);
  const panes = createPanes(entries, everybody.bot, () => refresh());
  const people = createPeople(entries, (id) => {
    panes.look(id);
    people.reveal(id);
  });

  function placeOf(entry) {
    if (entry === panes.current()) return "page";
    return panes.isInView(entry) ? "true" : null;
  }

  function refresh() {
    for (const entry of entries) if (panes.isInView(entry)) markSeen(entry.chat, entry.chat.thread);
    for (const entry of entries) people.refresh(entry, placeOf(entry), !entry.chat.group || entry === panes.chosen(entry.role));
  }

  function receive(chat, event) {
    apply(chat, event);
    refresh(); // before it is shown: what comes into view is new nowhere
    for (const view of panes.viewsOf(chat)) view.react(event);
    watchTimers(chat, event, panes.viewsOf);
  }

  function join(chat) {
    const onOnline = (online) => {
      chat.online = online;
      for (const view of panes.viewsOf(chat)) view.showStatus();
    };
    chat.connection = connect(chat.socketPath, { onEvent: (event) => receive(chat, event), onOnline });
  }

  for (const chat of new Set(entries.map((entry) => entry.chat))) join(chat);
  panes.begin();
  people.reveal(panes.current().id);
  startClockBar({
    personNow: () => (panes.chosen("patient") ?? panes.current()).id,
    onMoved: (anew) => panes.views().forEach((view) => view.showTimes(anew)),
  });
  $(".skip").addEventListener("click", (event) => {
    event.preventDefault();
    panes.viewsOf(panes.current().chat)[0].focus();
  });
}

startTheme();
start(await loadPeople(() => ($(".connecting").textContent = "The sandbox does not answer. Trying again…")));
