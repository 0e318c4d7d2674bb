// The bot's keyboard under the message field, as Telegram lays it: keys of a row share its width.

import { $, element, focusForWriting, icon } from "./elements.js";

function keyOf(key, onPress) {
  const sign = key.request_contact ? icon("phone") : key.request_location ? icon("place") : null;
  return element("button", { type: "button", class: "key", click: () => onPress(key) }, sign, element("span", {}, key.text));
}

export function createReplyKeyboard({ onPress, onToggle }) {
  const keys = $("#keys");
  const toggle = $("#keys-toggle");
  toggle.addEventListener("click", onToggle);

  function fill(keyboard) {
    const hadFocus = keys.contains(document.activeElement);
    const rows = (keyboard?.rows ?? []).map((row) => element("div", { class: "row" }, ...row.map((key) => keyOf(key, onPress))));
    keys.replaceChildren(...rows);
    if (hadFocus) ($("button", keys) ?? $("#log")).focus({ preventScroll: true });
  }

  function showOpen(keyboard, open) {
    const hides = keys.contains(document.activeElement) && !open;
    const offer = open ? "Hide the bot's keyboard" : "Show the bot's keyboard";
    keys.hidden = !keyboard || !open;
    toggle.hidden = !keyboard;
    toggle.setAttribute("aria-expanded", String(open));
    toggle.setAttribute("aria-label", offer);
    toggle.title = offer;
    toggle.replaceChildren(icon(open ? "keys-hide" : "keys"));
    if (hides) focusForWriting();
  }

  return { fill, showOpen };
}
