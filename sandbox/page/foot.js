// Below the messages: the field for one's own, what it answers or edits, the bot's keyboard, and START in an empty chat.

import { forgetPayload, payloadFor } from "./address.js";
import { createAnswering } from "./answering.js";
import { sendPlace, shareOwnNumber, startAttachments } from "./attach.js";
import { startCommands } from "./commands.js";
import { createComposer } from "./composer.js";
import { createReplyKeyboard } from "./reply_keyboard.js";
import { createWelcome } from "./welcome.js";

export function createFoot(pane, bot, entryNow, sending, toast) {
  const chat = () => entryNow().chat;
  const { send, sendNew, sendText, sendCommand, sendTyped } = sending;

  /** `answering`: { kind: "reply" or "edit", message }, or null when it is done with. */
  function answer(answering) {
    const before = chat().answering?.kind;
    chat().answering = answering;
    answers.show(answering);
    if (before === "edit") composer.write("");
    if (answering?.kind === "edit") composer.write(answering.message.typed);
    if (answering) composer.focus();
  }

  function press(key) {
    if (key.request_contact) shareOwnNumber(entryNow().person, send);
    else if (key.request_location) sendPlace(send);
    else sendText(key.text);
  }

  function start() {
    const payload = payloadFor(entryNow().id);
    if (!sendText(payload ? `/start ${payload}` : "/start")) return;
    forgetPayload();
    show();
  }

  const answers = createAnswering(pane, () => answer(null));
  const composer = createComposer(pane, { onText: sendTyped, onEscape: () => chat().answering && answer(null) });
  const keys = createReplyKeyboard(pane, chat, press);
  const welcome = createWelcome(pane, bot, start);
  startAttachments(pane, sendNew, toast);
  startCommands(pane, () => chat().commands, sendCommand, toast);

  function show() {
    const empty = chat().loaded && chat().messages.size === 0 && !chat().group;
    const starting = empty || (chat().loaded && payloadFor(entryNow().id) !== "");
    composer.show(chat().loaded && !starting);
    keys.show(!starting);
    welcome.show({ empty, starting });
    answers.show(starting ? null : chat().answering);
  }

  return {
    show,
    answer,
    focus: composer.focus,
    showKeyboard() {
      keys.fill();
      composer.hint(chat().keyboard?.placeholder);
      show();
    },
    /** What was begun in a chat or topic stays with it. */
    keepDraft: (thread) => chat().drafts.set(thread, composer.text()),
    showDraft: (thread) => composer.write(chat().drafts.get(thread) ?? ""),
  };
}
