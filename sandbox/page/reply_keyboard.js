// The bot's keyboard under the message field, as Telegram lays it: keys of a row share its width.

import { $, element, focusForWriting, icon } from "./elements.js";

let made = 0;

function keyOf(key, onPress) {
  const sign = key.request_contact ? icon("phone") : key.request_location ? icon("place") : null;
  return element("button", { type: "button", class: "key", click: () => onPress(key) }, sign, element("span", {}, key.text));
}

/** `chat()`: the one in view, which remembers whether its keyboard is open. */
export function createReplyKeyboard(pane, chat, onPress) {
  const keys = $(".keys", pane);
  const toggle = $(".keys-toggle", pane);
  keys.id = `keys-${++made}`;
  toggle.setAttribute("aria-controls", keys.id);
  toggle.addEventListener("click", () => setOpen(!chat().keyboardOpen));

  function press(key) {
    onPress(key);
    if (chat().keyboard?.one_time) setOpen(false);
  }

  function setOpen(open) {
    chat().keyboardOpen = open;
    show(true);
  }

  function show(wanted) {
    const { keyboard, keyboardOpen: open } = chat();
    const offer = open ? "Hide the bot's keyboard" : "Show the bot's keyboard";
    const hides = keys.contains(document.activeElement) && !open;
    keys.hidden = !wanted || !keyboard || !open;
    toggle.hidden = !wanted || !keyboard;
    toggle.setAttribute("aria-expanded", String(open));
    toggle.setAttribute("aria-label", offer);
    toggle.title = offer;
    toggle.replaceChildren(icon(open ? "keys-hide" : "keys"));
    if (hides) focusForWriting(pane);
  }

  return {
    show,
    fill() {
      const hadFocus = keys.contains(document.activeElement);
      const rows = (chat().keyboard?.rows ?? []).map((row) => element("div", { class: "row" }, ...row.map((key) => keyOf(key, press))));
      keys.replaceChildren(...rows);
      if (hadFocus) ($("button", keys) ?? $(".log", pane)).focus({ preventScroll: true });
    },
  };
}
