// What is known of one chat: the server's events applied to plain data, nothing of the screen.

import { isAtLeast, standsAt } from "./time.js";
import { forgetTopics, markSeen } from "./unread.js";

const TYPING_MS = 5000; // as long as Telegram shows a chat action

/** `group`: { id, title, topics } of the chat with several people in it, null for a person's own with the bot.
 *
 * `thread`: the topic in view, null for the list of topics and where there are none. */
export function newChat(socketPath, group = null) {
  return {
    socketPath,
    group,
    thread: null,
    topics: [],
    pinned: [],
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
    drafts: new Map(),
    answering: null,
  };
}

/** Whether the list of topics stands where messages would. */
export const listsTopics = (chat) => Boolean(chat.group?.topics) && chat.thread === null;

export const topicOf = (chat) => chat.topics.find(({ thread }) => thread === chat.thread);

/** Of the topic in view, or all there are. */
export const messagesInView = (chat) => [...chat.messages.values()].filter(({ thread }) => thread === chat.thread);

function change(chat, id, changes) {
  const message = chat.messages.get(id);
  if (message) chat.messages.set(id, { ...message, ...changes });
}

const rules = {
  history(chat, { messages, commands, keyboard, topics, pinned, now }) {
    chat.messages = new Map(messages.map((message) => [message.message_id, message]));
    Object.assign(chat, { commands, keyboard, topics, pinned, keyboardOpen: true, loaded: true, taps: [], typingUntil: 0 });
    chat.waiting.clear();
    standsAt(now);
    forgetTopics(chat);
    if (chat.seen === null) {
      chat.seen = new Map();
      for (const { thread } of messages) markSeen(chat, thread);
    }
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
  reacted(chat, { message_id: id, reactions }) {
    change(chat, id, { reactions });
  },
  topics(chat, { topics }) {
    chat.topics = topics;
    forgetTopics(chat);
  },
  pinned(chat, { pinned }) {
    chat.pinned = pinned;
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

export function isWaiting(chat, tap) {
  return [...chat.waiting.values()].some(
    (other) => other.message_id === tap.message_id && other.row === tap.row && other.column === tap.column,
  );
}
