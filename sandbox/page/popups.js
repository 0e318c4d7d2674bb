// Menus that open above their button. The browser's own popover closes on Escape or a tap beside it.

import { $, element } from "./elements.js";

const GAP_PX = 8;

function placeAbove(popup, button) {
  const { left, top } = button.getBoundingClientRect();
  popup.style.left = `${left}px`;
  popup.style.bottom = `${innerHeight - top + GAP_PX}px`;
  popup.style.maxHeight = `${top - 2 * GAP_PX}px`;
}

function moveWithArrows(popup, event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const items = [...popup.querySelectorAll("button")];
  items.at((items.indexOf(document.activeElement) + step) % items.length).focus();
}

/** `items()` is asked at each opening: [{ label, note, sign, choose }]. */
export function createPopup(popup, button, items) {
  const itemOf = ({ label, note, sign, choose }) => {
    const pick = () => {
      popup.hidePopover();
      choose();
    };
    const words = element("span", {}, element("strong", {}, label), note ? element("span", { class: "soft" }, note) : null);
    return element("button", { type: "button", class: "popup-item", click: pick }, sign, words);
  };
  popup.addEventListener("beforetoggle", (event) => {
    button.setAttribute("aria-expanded", String(event.newState === "open"));
    if (event.newState !== "open") return;
    popup.replaceChildren(...items().map(itemOf));
    placeAbove(popup, button);
  });
  popup.addEventListener("toggle", (event) => event.newState === "open" && $("button", popup)?.focus());
  popup.addEventListener("keydown", (event) => moveWithArrows(popup, event));
}
