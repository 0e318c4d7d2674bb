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
  popup.style.visibility = "visible";
}

function moveWithArrows(popup, event) {
  const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const items = [...popup.querySelectorAll("button")];
  items.at((items.indexOf(document.activeElement) + step) % items.length).focus();
}

/** Items: [{ label, note, sign, choose }]. */
function fill(popup, items) {
  const itemOf = ({ label, note, sign, choose }) => {
    const pick = () => {
      popup.hidePopover();
      choose();
    };
    const words = element("span", {}, element("strong", {}, label), note ? element("span", { class: "soft" }, note) : null);
    return element("button", { type: "button", class: "popup-item", click: pick }, sign, words);
  };
  popup.style.visibility = "hidden"; // until it has been measured and placed
  popup.replaceChildren(...items.map(itemOf));
}

function prepare(popup, anchorNow) {
  popup.addEventListener("toggle", (event) => {
    if (event.newState !== "open") return;
    place(popup, anchorNow());
    $("button", popup)?.focus();
  });
  popup.addEventListener("keydown", (event) => moveWithArrows(popup, event));
}

/** A menu of one button; `items()` is asked at each opening. */
export function createPopup(popup, button, items) {
  button.popoverTargetElement = popup;
  popup.addEventListener("beforetoggle", (event) => {
    button.setAttribute("aria-expanded", String(event.newState === "open"));
    if (event.newState === "open") fill(popup, items());
  });
  prepare(popup, () => button);
}

/** A menu for many things of a kind: `open(anchor, items, foot)`; focus goes back to `anchor`. */
export function createContextMenu(popup) {
  let anchor = null;
  prepare(popup, () => anchor);
  return {
    open(at, items, foot) {
      anchor = at;
      at.focus({ preventScroll: true });
      fill(popup, items);
      popup.append(foot);
      popup.showPopover();
    },
    close: () => popup.hidePopover(),
  };
}
