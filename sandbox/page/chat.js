// What is known of one person's chat: the server's events applied to plain data, nothing of the screen.

const TYPING_MS = 5000; // as long as Telegram shows a chat action

export function newChat(person) {
  return {
    person,
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
    clockShift: 0,
  };
}

const lastId = (chat) => Math.max(0, ...chat.messages.keys());

const rules = {
  history(chat, { messages, commands, keyboard, now }) {
    chat.messages = new Map(messages.map((message) => [message.message_id, message]));
    Object.assign(chat, { commands, keyboard, keyboardOpen: true, loaded: true, taps: [], typingUntil: 0 });
    chat.waiting.clear();
    chat.clockShift = now * 1000 - Date.now();
    chat.seen = Math.min(chat.seen ?? Infinity, lastId(chat));
  },
  message(chat, { message }) {
    chat.messages.set(message.message_id, message);
    chat.clockShift = Math.max(chat.clockShift, message.date * 1000 - Date.now()); // the sandbox's clock may have moved on
    if (message.from === "bot") chat.typingUntil = 0;
  },
  edited(chat, { message }) {
    if (chat.messages.has(message.message_id)) chat.messages.set(message.message_id, message);
    // The button that was tapped may be another one now: no spinner on it, as in Telegram.
    for (const [id, tap] of chat.waiting) if (tap.message_id === message.message_id) chat.waiting.delete(id);
  },
  deleted(chat, { message_id: id }) {
    chat.messages.delete(id);
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

export const nowOf = (chat) => new Date(Date.now() + chat.clockShift);

export function markSeen(chat) {
  if (chat.loaded) chat.seen = lastId(chat);
}

export function unread(chat) {
  return [...chat.messages.values()].filter((message) => message.from === "bot" && message.message_id > chat.seen).length;
}

export function isWaiting(chat, tap) {
  return [...chat.waiting.values()].some(
    (other) => other.message_id === tap.message_id && other.row === tap.row && other.column === tap.column,
  );
}
