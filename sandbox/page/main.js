// Starts the page: who there is, a socket for each of them, one of them in view.

import { $ } from "./elements.js";
import { goTo, personInAddress, settleOn } from "./address.js";
import { apply, markSeen, newChat } from "./chat.js";
import { connect, loadPeople } from "./connection.js";
import { createConversation } from "./conversation.js";
import { createPeople } from "./people.js";
import { startTheme } from "./theme.js";

const TYPING_CHECK_MS = 5100; // a breath after a chat action has run out
const TAP_MS = 30000; // after about as long Telegram's clients stop the clock of a tap nobody answers

function watchTimers(chat, event, view, inView) {
  const later = (show, wait) => setTimeout(() => inView() && show(), wait);
  if (event.event === "typing") later(view.showStatus, TYPING_CHECK_MS);
  if (event.event === "waiting") {
    setTimeout(() => chat.waiting.delete(event.callback_id), TAP_MS);
    later(view.showTaps, TAP_MS);
  }
}

function start({ bot, people: listed }) {
  const chats = new Map(listed.map((person) => [person.id, newChat(person)]));
  const view = createConversation(bot);
  const people = createPeople(chats, (id) => {
    goTo(id);
    open(id);
  });
  let current = chats.get(personInAddress()) ?? chats.values().next().value;
  settleOn(current.person.id);

  function open(id) {
    const before = current;
    current = chats.get(id) ?? current;
    markSeen(current);
    view.open(current);
    people.refresh(before, before === current);
    people.refresh(current, true);
    people.reveal(current.person.id);
  }

  function receive(chat, event) {
    apply(chat, event);
    if (chat === current) {
      markSeen(chat);
      view.react(event);
    }
    people.refresh(chat, chat === current);
    watchTimers(chat, event, view, () => chat === current);
  }

  for (const chat of chats.values()) {
    const onOnline = (online) => {
      chat.online = online;
      if (chat === current) view.showStatus();
    };
    chat.connection = connect(chat.person.id, { onEvent: (event) => receive(chat, event), onOnline });
  }
  open(current.person.id);
  addEventListener("popstate", () => open(personInAddress()));
}

startTheme();
start(await loadPeople(() => ($("#bot-name").textContent = "The sandbox does not answer. Trying again…")));
