// What is known of one chat: the server's events applied to plain data, nothing of the screen.

import { isAtLeast, standsAt } from "./time.js";

const TYPING_MS = 5000; // as long as Telegram shows a chat action

/** `group`: { id, title } of the chat with several people in it, null for a person's own with the bot. */
export function newChat(socketPath, group = null) {
  return {
    socketPath,
    group,
    messages: new Map(),
    commands: [],
    keyboard: null,
    keyboardOpen: true,
    taps: [],
    waiting: new Map(),
    seen: null,
    loaded: false,
    online: false,
    typingUntil: 0,
    draft: "",
    answering: null,
  };
}

const lastId = (chat) => Math.max(0, ...chat.messages.keys());

const rules = {
  history(chat, { messages, commands, keyboard, now }) {
    chat.messages = new Map(messages.map((message) => [message.message_id, message]));
    Object.assign(chat, { commands, keyboard, keyboardOpen: true, loaded: true, taps: [], typingUntil: 0 });
    chat.waiting.clear();
    standsAt(now);
    chat.seen = Math.min(chat.seen ?? Infinity, lastId(chat));
  },
  message(chat, { message }) {
    chat.messages.set(message.message_id, message);
    isAtLeast(message.date);
    if (message.from === "bot") chat.typingUntil = 0;
  },
  edited(chat, { message }) {
    if (chat.messages.has(message.message_id)) chat.messages.set(message.message_id, message);
    // The button that was tapped may be another one now: no spinner on it, as in Telegram.
    for (const [id, tap] of chat.waiting) if (tap.message_id === message.message_id) chat.waiting.delete(id);
  },
  deleted(chat, { message_id: id }) {
    chat.messages.delete(id);
    if (chat.answering?.message.message_id === id) chat.answering = null;
  },
  keyboard(chat, { keyboard }) {
    Object.assign(chat, { keyboard, keyboardOpen: true });
  },
  commands(chat, { commands }) {
    chat.commands = commands;
  },
  typing(chat) {
    chat.typingUntil = Date.now() + TYPING_MS;
  },
  waiting(chat, { callback_id: id, message_id: messageId }) {
    // The server names the message only; which button it was is known to the tab that tapped.
    const place = chat.taps.findIndex((tap) => tap.message_id === messageId);
    if (place >= 0) chat.waiting.set(id, ...chat.taps.splice(place, 1));
  },
  answered(chat, { callback_id: id }) {
    chat.waiting.delete(id);
  },
  refused(chat) {
    chat.taps = [];
  },
};

export const apply = (chat, event) => rules[event.event]?.(chat, event);

export const isTyping = (chat) => chat.typingUntil > Date.now();

export function markSeen(chat) {
  if (chat.loaded) chat.seen = lastId(chat);
}

/** Messages by others than `me` that nobody has looked at. */
export function unread(chat, me) {
  return [...chat.messages.values()].filter(({ author, message_id: id }) => author.id !== me && id > chat.seen).length;
}

export function isWaiting(chat, tap) {
  return [...chat.waiting.values()].some(
    (other) => other.message_id === tap.message_id && other.row === tap.row && other.column === tap.column,
  );
}
