// A chat in its pane: the server's events become what is seen, what a person does becomes the server's actions.

import { showAlert } from "./dialogs.js";
import { $ } from "./elements.js";
import { createFoot } from "./foot.js";
import { createHead } from "./head.js";
import { createLog } from "./log.js";
import { itemsFor } from "./message_items.js";
import { createMessageMenu, walkWithArrows } from "./message_menu.js";
import { createSending } from "./sending.js";
import { createToaster } from "./toasts.js";

const nameOf = ({ chat, person }) => (chat.group ? `${chat.group.title}, as ${person.first_name}` : person.first_name);

export function createConversation(pane, bot) {
  let entry = null;
  const entryNow = () => entry;
  const chat = () => entry.chat;
  const toast = createToaster($(".toasts", pane));
  const sending = createSending(bot, entryNow, () => foot.answer(null), toast);
  const foot = createFoot(pane, bot, entryNow, sending, toast);
  const head = createHead(pane, bot, { person: () => entry.person, onClear: () => sending.send({ action: "clear" }) });
  const log = createLog(pane, {
    me: () => entry.id,
    named: () => chat().group !== null,
    onTap: sending.tap,
    onCommand: sending.sendCommand,
    onQuote: (id) => log.reveal(id),
    toast,
  });
  createMessageMenu(pane, (id) => itemsFor(entry, id, { answer: foot.answer, remove: sending.remove }));
  walkWithArrows($(".log", pane));

  const showTaps = () => log.showWaiting(chat().waiting.values());

  function showAll() {
    log.reset(chat().messages.values());
    showTaps();
    foot.showKeyboard();
    head.show(entry);
  }

  const reactions = {
    history: showAll,
    message: ({ message }) => log.add(message),
    edited: ({ message }) => log.replace(message),
    deleted: ({ message_id: id }) => log.remove(id),
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
      if (entry) foot.keepDraft();
      entry = next;
      pane.setAttribute("aria-label", nameOf(entry));
      showAll();
      foot.showDraft();
    },
    react(event) {
      reactions[event.event]?.(event);
      foot.show();
      head.show(entry);
    },
    showStatus: () => head.show(entry),
    showTaps,
    focus: foot.focus,
    showTimes: (anew) => (anew ? log.reset(chat().messages.values()) : log.nameDays()),
  };
}
