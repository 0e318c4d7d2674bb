// One message as an element.

import { element, icon } from "./elements.js";
import { cardOf } from "./cards.js";
import { linkCommands } from "./command_links.js";
import { clockTime, fullTime, isoTime } from "./dates.js";
import { inlineButtons } from "./inline_buttons.js";
import { openOutside } from "./links.js";
import { dotsOf, inColour } from "./message_menu.js";

const COLOURS = 6;

function hideUntilPressed(spoiler) {
  const reveal = () => {
    spoiler.classList.add("shown");
    for (const name of ["role", "tabindex", "aria-label"]) spoiler.removeAttribute(name);
  };
  spoiler.setAttribute("role", "button");
  spoiler.setAttribute("tabindex", "0");
  spoiler.setAttribute("aria-label", "Hidden text: press to show it");
  spoiler.addEventListener("click", reveal);
  spoiler.addEventListener("keydown", (event) => event.key === "Enter" && reveal());
}

function words(html, onCommand) {
  const text = element("div", { class: "words", dir: "auto" });
  // The only innerHTML of the page. It is safe because the server makes `html` from text and entities itself: the text
  // is escaped and only b i u s code pre a span.spoiler blockquote br are ever written. Nobody's own markup gets here,
  // and the page's Content-Security-Policy would still run no script and load nothing from elsewhere.
  text.innerHTML = html;
  text.querySelectorAll("a").forEach(openOutside);
  text.querySelectorAll(".spoiler").forEach(hideUntilPressed);
  linkCommands(text, onCommand);
  return text;
}

function quoteOf({ message_id: id, name, words: said }, onQuote) {
  const press = () => onQuote(id);
  return element("button", { type: "button", class: "quote", click: press }, element("strong", {}, name), element("span", {}, said));
}

function meta(message, mine) {
  return element(
    "span",
    { class: "meta" },
    message.edited ? element("span", { class: "edited" }, "edited") : null,
    element("time", { datetime: isoTime(message.date), title: fullTime(message.date) }, clockTime(message.date)),
    mine ? icon("tick") : null,
  );
}

function authorOf({ author, from }) {
  return element("p", { class: `author ${from === "bot" ? "ink-bot" : `ink-${author.id % COLOURS}`}` }, author.name);
}

function reactionsOf({ message_id: id, reactions }, view) {
  const buttonOf = ({ emoji, by }) => {
    const mine = by.includes(view.me());
    const label = `${emoji}, ${by.length}${mine ? ", yours" : ""}`;
    return element("button", { type: "button", class: "reaction", "aria-pressed": String(mine), "aria-label": label, click: () => view.onReact(id, mine ? null : emoji) }, element("span", {}, inColour(emoji)), by.length > 1 ? String(by.length) : null);
  };
  return element("div", { class: "reactions", role: "group", "aria-label": "Reactions" }, ...reactions.map(buttonOf));
}

/** `view`: { me, named } – as whom one looks, and whether authors are named – and what a person's presses lead to. */
export function bubbleOf(message, view) {
  const attributes = { "data-id": message.message_id, tabindex: "-1" };
  if (message.service) return element("p", { class: "service", ...attributes }, element("span", {}, message.service));
  attributes["data-author"] = message.author.id;
  const mine = message.author.id === view.me();
  const kind = `message ${mine ? "me" : "bot"} ${message.photo ? "with-photo" : ""} ${message.sticker === null ? "" : "with-sticker"} ${message.html ? "" : "wordless"}`;
  const bubble = element(
    "div",
    { class: "bubble" },
    view.named() && !mine ? authorOf(message) : null,
    message.forwarded ? element("p", { class: "forwarded" }, `Forwarded from ${message.forwarded}`) : null,
    message.reply ? quoteOf(message.reply, view.onQuote) : null,
    cardOf(message),
    message.html ? words(message.html, view.onCommand) : null,
    message.reactions.length > 0 ? reactionsOf(message, view) : null,
    meta(message, mine),
  );
  const buttons = message.buttons?.length ? inlineButtons(message, view) : null;
  return element("article", { class: kind, ...attributes }, element("div", { class: "beside" }, bubble, dotsOf()), buttons);
}
