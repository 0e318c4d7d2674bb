// Menus that open beside what they belong to. The browser's own popover closes on Escape or a tap beside it.

import { $, element } from "./elements.js";

const GAP_PX = 8;

/** Above its anchor where there is more room, else below; never past the edge of the window. */
function place(popup, anchor) {
  const { left, top, bottom } = anchor.getBoundingClientRect();
  const above = top > innerHeight - bottom;
  popup.style.left = `${Math.max(GAP_PX, Math.min(left, innerWidth - popup.offsetWidth - GAP_PX))}px`;
  popup.style.top = above ? "auto" : `${bottom + GAP_PX}px`;
  popup.style.bottom = above ? `${innerHeight - top + GAP_PX}px` : "auto";
  popup.style.maxHeight = `${(above ? top : innerHeight - bottom) - 2 * GAP_PX}px`;
  popup.style.visibility = popup.hasChildNodes() ? "visible" : "hidden"; // what is still to be asked for shows nothing
}

function moveWithArrows(popup, event) {
  const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const items = [...popup.querySelectorAll("button")];
  items.at((items.indexOf(document.activeElement) + step) % items.length).focus();
}

/** Items: [{ label, note, sign, choose }]. `above` and `below` stand around them. */
function fill(popup, items, { above = null, below = null } = {}) {
  const itemOf = ({ label, note, sign, choose }) => {
    const pick = () => {
      popup.hidePopover();
      choose();
    };
    const words = element("span", {}, element("strong", {}, label), note ? element("span", { class: "soft" }, note) : null);
    return element("button", { type: "button", class: "popup-item", click: pick }, sign, words);
  };
  popup.style.visibility = "hidden"; // until it has been measured and placed
  popup.replaceChildren(...[above, ...items.map(itemOf), below].filter(Boolean));
}

function settle(popup, anchor) {
  place(popup, anchor);
  $("button", popup)?.focus();
}

function prepare(popup, anchorNow) {
  popup.addEventListener("toggle", (event) => {
    if (event.newState !== "open") return;
    settle(popup, anchorNow());
  });
  popup.addEventListener("keydown", (event) => moveWithArrows(popup, event));
}

/** A menu of one button; `items()` is asked at each opening. Returns what fills it anew while it is open. */
export function createPopup(popup, button, items) {
  button.popoverTargetElement = popup;
  popup.addEventListener("beforetoggle", (event) => {
    button.setAttribute("aria-expanded", String(event.newState === "open"));
    if (event.newState === "open") fill(popup, items());
  });
  prepare(popup, () => button);
  return (later, above) => {
    if (!popup.matches(":popover-open")) return;
    fill(popup, later, { above });
    settle(popup, button);
  };
}

/** A menu for many things of a kind: `open(anchor, items, below)`; focus goes back to `anchor`. */
export function createContextMenu(popup) {
  let anchor = null;
  prepare(popup, () => anchor);
  return {
    open(at, items, below) {
      anchor = at;
      at.focus({ preventScroll: true });
      fill(popup, items, { below });
      popup.showPopover();
    },
    close: () => popup.hidePopover(),
  };
}
