// What is offered for one message: an answer always, changes where it is one's own to change.

import { icon } from "./elements.js";

const EDITABLE = ["html", "photo", "document", "voice"];
const REACTIONS = ["👍", "❤", "🙏", "😢"];

/** In one's own chat with the bot anything can be deleted, in a group what one has written. */
export function itemsFor({ id: me, chat }, messageId, { answer, remove, react }) {
  const message = chat.messages.get(messageId);
  if (!message) return { reactions: [], items: [] };
  const mine = message.author.id === me;
  const mineNow = message.reactions.find(({ by }) => by.includes(me))?.emoji;
  const reactions = REACTIONS.map((emoji) => ({ emoji, pressed: emoji === mineNow, choose: () => react(messageId, emoji === mineNow ? null : emoji) }));
  const items = [{ label: "Reply", sign: icon("reply"), choose: () => answer({ kind: "reply", message }) }];
  if (mine && EDITABLE.some((part) => message[part])) {
    items.push({ label: "Edit", sign: icon("edit"), choose: () => answer({ kind: "edit", message }) });
  }
  if (mine || !chat.group) items.push({ label: "Delete", sign: icon("clear"), choose: () => remove(messageId) });
  return { reactions, items };
}
