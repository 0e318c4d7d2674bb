// Who one can be: a list at the side, a strip on a narrow screen. Each is a link, so a tab can be pinned to a person.

import { $, element, initial } from "./elements.js";
import { addressOf } from "./address.js";
import { unread } from "./chat.js";

const COLOURS = 6;
const languages = new Intl.DisplayNames(["en"], { type: "language" });

const plainClick = (event) => !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);

function languageBadge(code) {
  return code ? element("span", { class: "language", title: `Telegram in ${languages.of(code)}` }, code) : null;
}

function entryOf(person, choose) {
  const click = (event) => {
    if (!plainClick(event)) return;
    event.preventDefault();
    choose(person.id);
  };
  const name = element("span", { class: "person-name" }, element("strong", {}, person.first_name), languageBadge(person.language_code));
  return element(
    "a",
    { href: addressOf(person.id), click, title: person.about },
    element("span", { class: `avatar colour-${person.id % COLOURS}`, "aria-hidden": "true" }, initial(person.first_name)),
    element("span", { class: "person-words" }, name, element("span", { class: "about soft" }, person.about)),
    element("span", { class: "unread", hidden: true }),
  );
}

export function createPeople(chats, choose) {
  const entries = new Map([...chats.values()].map(({ person }) => [person.id, entryOf(person, choose)]));
  $("#people ul").replaceChildren(...[...entries.values()].map((entry) => element("li", {}, entry)));

  function refresh(chat, current) {
    const entry = entries.get(chat.person.id);
    const count = current ? 0 : unread(chat);
    const badge = $(".unread", entry);
    badge.hidden = count === 0;
    badge.replaceChildren(String(count), element("span", { class: "spoken" }, " unread"));
    if (current) entry.setAttribute("aria-current", "page");
    else entry.removeAttribute("aria-current");
  }

  return { refresh, reveal: (id) => entries.get(id).scrollIntoView({ block: "nearest", inline: "nearest" }) };
}
