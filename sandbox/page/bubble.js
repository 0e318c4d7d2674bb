// One message as an element.

import { element, icon } from "./elements.js";
import { cardOf } from "./cards.js";
import { linkCommands } from "./command_links.js";
import { clockTime, fullTime, isoTime } from "./dates.js";
import { inlineButtons } from "./inline_buttons.js";
import { openOutside } from "./links.js";

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

function meta(message) {
  return element(
    "span",
    { class: "meta" },
    message.edited ? element("span", { class: "edited" }, "edited") : null,
    element("time", { datetime: isoTime(message.date), title: fullTime(message.date) }, clockTime(message.date)),
    message.from === "me" ? icon("tick") : null,
  );
}

export function bubbleOf(message, { onTap, onCommand }) {
  const attributes = { "data-id": message.message_id, tabindex: "-1" };
  if (message.service) return element("p", { class: "service", ...attributes }, element("span", {}, message.service));
  const card = cardOf(message);
  const kind = `message ${message.from} ${message.photo ? "with-photo" : ""} ${message.html ? "" : "wordless"}`;
  const text = message.html ? words(message.html, onCommand) : null;
  const buttons = message.buttons?.length ? inlineButtons(message, onTap) : null;
  return element("article", { class: kind, ...attributes }, element("div", { class: "bubble" }, card, text, meta(message)), buttons);
}
