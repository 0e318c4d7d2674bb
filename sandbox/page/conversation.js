// The chat in view: the server's events become what is seen, what a person does becomes the server's actions.

import { forgetPayload, startPayload } from "./address.js";
import { sendPlace, shareOwnNumber, startAttachments } from "./attach.js";
import { isWaiting, nowOf } from "./chat.js";
import { startCommands } from "./commands.js";
import { createComposer } from "./composer.js";
import { showAlert } from "./dialogs.js";
import { createHead } from "./head.js";
import { createLog } from "./log.js";
import { createReplyKeyboard } from "./reply_keyboard.js";
import { toast } from "./toasts.js";
import { createWelcome } from "./welcome.js";

export function createConversation(bot) {
  let chat = null;

  function send(action) {
    const sent = chat.connection.send(action);
    if (!sent) toast("Not connected: nothing was sent", "error");
    return sent;
  }

  const sendText = (text) => send({ action: "text", text });

  function tap(place) {
    if (!isWaiting(chat, place) && send({ action: "tap", ...place })) chat.taps.push(place);
  }

  function press(key) {
    if (key.request_contact) shareOwnNumber(chat.person, send);
    else if (key.request_location) sendPlace(send);
    else sendText(key.text);
    if (chat.keyboard?.one_time) setKeysOpen(false);
  }

  function setKeysOpen(open) {
    chat.keyboardOpen = open;
    keys.showOpen(chat.keyboard, open);
  }

  function start() {
    const payload = startPayload();
    if (!sendText(payload ? `/start ${payload}` : "/start")) return;
    forgetPayload(chat.person.id);
    showFoot();
  }

  const head = createHead(bot, { person: () => chat.person, onClear: () => send({ action: "clear" }) });
  const log = createLog({ onTap: tap, onCommand: sendText });
  const composer = createComposer(sendText);
  const keys = createReplyKeyboard({ onPress: press, onToggle: () => setKeysOpen(!chat.keyboardOpen) });
  const welcome = createWelcome(bot, start);
  startAttachments(send);
  startCommands(() => chat.commands, sendText);

  function showFoot() {
    const empty = chat.loaded && chat.messages.size === 0;
    const starting = empty || (chat.loaded && startPayload() !== "");
    composer.show(chat.loaded && !starting);
    keys.showOpen(starting ? null : chat.keyboard, chat.keyboardOpen);
    welcome.show({ empty, starting });
  }

  function showKeyboard() {
    keys.fill(chat.keyboard);
    composer.hint(chat.keyboard?.placeholder);
    showFoot();
  }

  function showAll() {
    log.reset(chat.messages.values(), nowOf(chat));
    log.showWaiting(chat.waiting.values());
    showKeyboard();
    head.show(chat);
  }

  const showTaps = () => log.showWaiting(chat.waiting.values());

  const reactions = {
    history: showAll,
    message: ({ message }) => log.add(message, nowOf(chat)),
    edited: ({ message }) => log.replace(message),
    deleted: ({ message_id: id }) => log.remove(id),
    keyboard: showKeyboard,
    waiting: showTaps,
    answered({ text, alert }) {
      showTaps();
      if (text) (alert ? showAlert : toast)(text);
    },
    refused: ({ reason }) => toast(reason, "error"),
  };

  return {
    open(next) {
      if (chat) chat.draft = composer.text();
      chat = next;
      showAll();
      composer.write(chat.draft);
    },
    react(event) {
      reactions[event.event]?.(event);
      showFoot();
      head.show(chat);
    },
    showStatus: () => head.show(chat),
    showTaps,
  };
}
