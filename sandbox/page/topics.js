// The topics of a group: the one that was written in last first, each with what is new in it.

import { $, element, icon, initial } from "./elements.js";
import { clockTime } from "./dates.js";
import { askForm, field } from "./dialogs.js";
import { unreadIn } from "./unread.js";

const COLOURS = [7322096, 16766590, 13338331, 9367192, 16749490, 16478047]; // those that Telegram knows

export const colourOf = ({ colour, general }) => (general ? "topic-general" : `topic-${COLOURS.indexOf(colour)}`);

export const signOf = ({ name, general }) => (general ? "#" : initial(name));

function lastIn(chat, thread) {
  return [...chat.messages.values()].filter((message) => message.thread === thread).at(-1);
}

function entryOf(chat, topic, me, onOpen) {
  const last = lastIn(chat, topic.thread);
  const count = unreadIn(chat, topic.thread, me);
  const badge = count > 0 ? element("span", { class: "unread" }, String(count), element("span", { class: "spoken" }, " unread")) : null;
  const words = last && (last.service ?? `${last.author.name}: ${last.words}`);
  return element(
    "button",
    { type: "button", class: "topic", click: () => onOpen(topic.thread) },
    element("span", { class: `avatar ${colourOf(topic)}`, "aria-hidden": "true" }, signOf(topic)),
    element(
      "span",
      { class: "topic-words" },
      element("strong", {}, topic.name, topic.closed ? icon("lock") : null),
      element("span", { class: "soft" }, words ?? "Nothing said yet"),
    ),
    element("span", { class: "topic-side" }, last ? element("time", { class: "soft" }, clockTime(last.date)) : null, badge),
  );
}

export const askName = (title, confirm, name = "") =>
  askForm(title, [field("Name", { name: "name", required: true, autofocus: true, maxlength: 128, value: name })], { confirm });

export function createTopics(pane, { onOpen, onNew }) {
  const panel = $(".topics", pane);
  const list = $("ul", panel);
  const create = $(".new-topic", panel);
  create.prepend(icon("plus"));
  create.addEventListener("click", async () => {
    const answer = await askName("New topic", "Create");
    if (answer) onNew(answer.name.trim());
  });

  return {
    show(chat, me, visible) {
      panel.hidden = !visible;
      if (!visible) return;
      const newest = (topic) => lastIn(chat, topic.thread)?.message_id ?? topic.thread;
      const shown = chat.topics.filter(({ hidden }) => !hidden).sort((one, other) => newest(other) - newest(one));
      const focused = [...list.children].findIndex((item) => item.contains(document.activeElement));
      list.replaceChildren(...shown.map((topic) => element("li", {}, entryOf(chat, topic, me, onOpen))));
      if (focused >= 0) $("button", list.children[Math.min(focused, shown.length - 1)])?.focus();
    },
  };
}
