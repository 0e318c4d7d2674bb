// The rows of buttons under a message.

import { element, icon } from "./elements.js";
import { openOutside } from "./links.js";
import { copyWithToast } from "./toasts.js";

function madeOf(button, tap, toast) {
  const classes = `inline-button ${button.style ?? ""}`;
  if (button.url && !button.disabled) {
    return openOutside(element("a", { class: classes, href: button.url }, button.text, icon("out")));
  }
  const press = button.copy ? () => copyWithToast(button.copy, toast) : tap;
  const sign = button.copy ? icon("copy") : button.url ? icon("out") : null;
  return element("button", { type: "button", class: classes, disabled: button.disabled, click: press }, button.text, sign);
}

export function inlineButtons(message, { onTap, toast }) {
  const rows = message.buttons.map((buttons, row) => {
    const made = buttons.map((button, column) => {
      const tap = { message_id: message.message_id, row, column };
      const shown = madeOf(button, () => onTap(tap), toast);
      shown.dataset.place = `${row}:${column}`;
      return shown;
    });
    return element("div", { class: "row" }, ...made);
  });
  return element("div", { class: "buttons", role: "group", "aria-label": "Buttons" }, ...rows);
}

/** Spinners on exactly the buttons whose taps wait for the bot's answer. */
export function showWaiting(root, taps) {
  for (const button of root.querySelectorAll(".waiting")) {
    button.classList.remove("waiting");
    button.removeAttribute("aria-busy");
  }
  for (const { message_id: id, row, column } of taps) {
    const button = root.querySelector(`[data-id="${id}"] [data-place="${row}:${column}"]`);
    button?.classList.add("waiting");
    button?.setAttribute("aria-busy", "true");
  }
}
