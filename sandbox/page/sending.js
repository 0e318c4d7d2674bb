// What a person does in a pane, as actions for the socket of its chat.

import { isWaiting } from "./chat.js";

/** `entryNow()`: who acts, and where. `settle()` is called when an answer or an edit is done with. */
export function createSending(bot, entryNow, settle, toast) {
  const chat = () => entryNow().chat;

  function send(action) {
    const { group, thread, connection } = chat();
    const sent = connection.send(group ? { ...action, as: entryNow().id, thread } : action);
    if (!sent) toast("Not connected: nothing was sent", "error");
    return sent;
  }

  /** A new message, perhaps in answer to the one that stands above the field. */
  function sendNew(action) {
    const { answering } = chat();
    const reply = answering?.kind === "reply" ? { reply_to: answering.message.message_id } : {};
    const sent = send({ ...action, ...reply });
    if (sent && answering) settle();
    return sent;
  }

  const sendText = (text) => sendNew({ action: "text", text });

  return {
    send,
    sendNew,
    sendText,
    /** In a group a command names the bot that it is for. */
    sendCommand: (command) => sendText(chat().group && !command.includes("@") ? `${command}@${bot.username}` : command),
    sendTyped(text) {
      const { answering } = chat();
      if (answering?.kind !== "edit") return sendText(text);
      const sent = send({ action: "edit", message_id: answering.message.message_id, text });
      if (sent) settle();
      return sent;
    },
    react: (id, emoji) => send({ action: "react", message_id: id, emoji }),
    remove: (id) => send({ action: "delete", message_id: id }),
    tap(place) {
      if (!isWaiting(chat(), place) && send({ action: "tap", ...place })) chat().taps.push(place);
    },
  };
}
