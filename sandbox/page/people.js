// Who one can be: a list at the side, a strip on a narrow screen. Each is a link, so a tab can be pinned to a person.

import { $, element, initial } from "./elements.js";
import { addressOf } from "./address.js";
import { unread } from "./unread.js";
import { ROLES } from "./who.js";

const COLOURS = 6;
const HEADINGS = { patient: "Patients", manager: "Managers", admin: "Admin" };
const languages = new Intl.DisplayNames(["en"], { type: "language" });

const plainClick = (event) => !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);

function languageBadge(code) {
  return code ? element("span", { class: "language", title: `Telegram in ${languages.of(code)}` }, code) : null;
}

function linkOf({ person }, choose) {
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

function sectionOf(heading, links) {
  return element("section", {}, element("h2", {}, heading), element("ul", {}, ...links.map((link) => element("li", {}, link))));
}

export function createPeople(entries, choose) {
  const links = new Map(entries.map((entry) => [entry.id, linkOf(entry, choose)]));
  const roles = ROLES.filter((role) => entries.some((entry) => entry.role === role));
  const sections = roles.map((role) => {
    const heading = roles.length > 1 ? HEADINGS[role] : "You are";
    return sectionOf(heading, entries.filter((entry) => entry.role === role).map((entry) => links.get(entry.id)));
  });
  $("#people").replaceChildren(...sections);

  /** `place`: "page" for who is in the pane that one looks at, "true" for others whose pane is open, else null. */
  function refresh(entry, place, counted) {
    const link = links.get(entry.id);
    const count = counted ? unread(entry.chat, entry.id) : 0;
    const badge = $(".unread", link);
    badge.hidden = count === 0;
    badge.replaceChildren(String(count), element("span", { class: "spoken" }, " unread"));
    if (place) link.setAttribute("aria-current", place);
    else link.removeAttribute("aria-current");
  }

  return { refresh, reveal: (id) => links.get(id).scrollIntoView({ block: "nearest", inline: "nearest" }) };
}
