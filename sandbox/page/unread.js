// What nobody has looked at yet, counted by topic; a chat without topics is one by itself.

const inThread = (chat, thread) => [...chat.messages.values()].filter((message) => message.thread === thread);

const lastId = (messages) => Math.max(0, ...messages.map(({ message_id: id }) => id));

export function markSeen(chat, thread) {
  if (chat.loaded) chat.seen.set(thread, lastId(inThread(chat, thread)));
}

const isNew = (chat, me) => ({ author, thread, message_id: id }) => author.id !== me && id > (chat.seen?.get(thread) ?? 0);

/** Messages by others than `me`, in all topics. */
export const unread = (chat, me) => [...chat.messages.values()].filter(isNew(chat, me)).length;

export const unreadIn = (chat, thread, me) => inThread(chat, thread).filter(isNew(chat, me)).length;

/** A topic that was deleted is in view no longer; a chat that was cleared counts from its beginning. */
export function forgetTopics(chat) {
  if (chat.group?.topics && !chat.topics.some(({ thread }) => thread === chat.thread)) chat.thread = null;
  if (chat.messages.size === 0) chat.seen?.clear();
}
