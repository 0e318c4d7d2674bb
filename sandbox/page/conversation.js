// A chat in its pane: the server's events become what is seen, what a person does becomes the server's actions.

import { listsTopics, messagesInView } from "./chat.js";
import { showAlert } from "./dialogs.js";
import { $, focusForWriting } from "./elements.js";
import { createFoot } from "./foot.js";
import { createHead } from "./head.js";
import { createLog } from "./log.js";
import { itemsFor } from "./message_items.js";
import { createMessageMenu, walkWithArrows } from "./message_menu.js";
import { createPinned } from "./pinned.js";
import { createSending } from "./sending.js";
import { createToaster } from "./toasts.js";
import { createTopics } from "./topics.js";

const nameOf = ({ chat, person }) => (chat.group ? `${chat.group.title}, as ${person.first_name}` : person.first_name);

/** `onSeen()` is called when other messages of the chat are in view. */
export function createConversation(pane, bot, onSeen) {
  let entry = null;
  let shownThread = null;
  const entryNow = () => entry;
  const chat = () => entry.chat;
  const toast = createToaster($(".toasts", pane));
  const sending = createSending(bot, entryNow, () => foot.answer(null), toast);
  const foot = createFoot(pane, bot, entryNow, sending, toast);
  const head = createHead(pane, bot, { entry: entryNow, send: sending.send, onTopics: () => openTopic(null) });
  const topics = createTopics(pane, { onOpen: (thread) => openTopic(thread), onNew: (name) => sending.send({ action: "new_topic", name }) });
  const pinned = createPinned(pane, (id) => log.reveal(id));
  const log = createLog(pane, {
    me: () => entry.id,
    named: () => chat().group !== null,
    onTap: sending.tap,
    onCommand: sending.sendCommand,
    onQuote: (id) => log.reveal(id),
    onReact: sending.react,
    toast,
  });
  createMessageMenu(pane, (id) => itemsFor(entry, id, { answer: foot.answer, remove: sending.remove, react: sending.react }));
  walkWithArrows($(".log", pane));

  const showTaps = () => log.showWaiting(chat().waiting.values());
  const inView = ({ message }) => message.thread === chat().thread;

  function openTopic(thread) {
    foot.keepDraft(shownThread);
    Object.assign(chat(), { thread, answering: null });
    onSeen(); // before it is shown: what comes into view is new nowhere
    showAll();
    if (thread === null) $(".topic", pane)?.focus();
    else focusForWriting(pane);
  }

  function showAll() {
    shownThread = chat().thread;
    log.reset(messagesInView(chat()));
    showTaps();
    foot.showKeyboard();
    foot.showDraft(shownThread);
    showAround();
  }

  function showAround() {
    const listing = listsTopics(chat());
    topics.show(chat(), entry.id, listing && chat().loaded);
    pinned.show(chat(), !listing);
    $(".stream", pane).hidden = $(".foot", pane).hidden = listing;
    foot.show();
    head.show(entry);
  }

  const reactions = {
    history: showAll,
    message: (event) => inView(event) && log.add(event.message),
    edited: (event) => inView(event) && log.replace(event.message),
    deleted: ({ message_id: id }) => log.remove(id),
    reacted: ({ message_id: id }) => log.mark(chat().messages.get(id)),
    topics: () => shownThread !== chat().thread && showAll(),
    keyboard: foot.showKeyboard,
    waiting: showTaps,
    answered({ person_id: whose, text, alert }) {
      showTaps();
      if (text && whose === entry.id) (alert ? showAlert : toast)(text);
    },
    refused: ({ reason }) => toast(reason, "error"),
  };

  return {
    pane,
    entry: entryNow,
    open(next) {
      if (entry) foot.keepDraft(shownThread);
      entry = next;
      pane.setAttribute("aria-label", nameOf(entry));
      showAll();
    },
    react(event) {
      reactions[event.event]?.(event);
      showAround();
    },
    showStatus: () => head.show(entry),
    showTaps,
    focus: foot.focus,
    showTimes: (anew) => (anew ? showAll() : log.nameDays()),
  };
}
