// The messages on screen: grouped by day, replaced in place, scrolled only for those who read the end.

import { albumIn } from "./albums.js";
import { $, element } from "./elements.js";
import { bubbleOf } from "./bubble.js";
import { dayKey, dayName } from "./dates.js";
import { showWaiting } from "./inline_buttons.js";

const NEAR_BOTTOM_PX = 120;

export function createLog(pane, view) {
  const root = $(".log", pane);
  const days = $(".days", pane);
  const pill = $(".newer", pane);
  let atBottom = true;
  let last = { top: 0, height: 0 };

  const find = (id) => $(`[data-id="${id}"]`, days);

  function toBottom() {
    root.scrollTop = root.scrollHeight;
    atBottom = true;
    pill.hidden = true;
  }

  root.addEventListener("scroll", () => {
    const { scrollTop: top, scrollHeight: height, clientHeight } = root;
    if (height - top - clientHeight < NEAR_BOTTOM_PX) atBottom = true;
    else if (top < last.top && height === last.height) atBottom = false; // a person scrolled up, the content did not grow
    if (atBottom) pill.hidden = true;
    last = { top, height };
  });
  pill.addEventListener("click", toBottom);
  // Pictures that arrive and keyboards that open change the height: who was at the end stays there.
  const follow = new ResizeObserver(() => atBottom && toBottom());
  follow.observe(root);
  follow.observe(days);

  // Today becomes yesterday while one looks on, or the clock is moved.
  function nameDays() {
    for (const name of days.querySelectorAll("[data-date]")) name.textContent = dayName(Number(name.dataset.date));
  }

  function dayFor(message) {
    const key = dayKey(message.date);
    if (days.lastElementChild?.dataset.day === key) return days.lastElementChild;
    const heading = element("h2", { class: "date" }, element("span", { "data-date": message.date }));
    days.append(element("section", { class: "day", "data-day": key }, heading));
    nameDays();
    return days.lastElementChild;
  }

  function append(message) {
    const day = dayFor(message);
    const before = day.lastElementChild;
    const made = bubbleOf(message, view);
    made.classList.toggle("goes-on", Boolean(made.dataset.author) && before.dataset.author === made.dataset.author);
    if (message.album) albumIn(day, message, made).append(made);
    else day.append(made);
  }

  // A keyboard user's focus stands on a button that goes: it stays with a message, so Tab leads on from there.
  function swap(old, change, heir) {
    const hadFocus = old.contains(document.activeElement);
    change();
    if (hadFocus) (heir ?? root).focus({ preventScroll: true });
  }

  function put(message) {
    const old = find(message.message_id);
    if (!old) return null;
    const fresh = bubbleOf(message, view);
    fresh.classList.toggle("goes-on", old.classList.contains("goes-on"));
    swap(old, () => old.replaceWith(fresh), fresh);
    return fresh;
  }

  return {
    nameDays,
    add(message) {
      append(message);
      if (atBottom || message.author.id === view.me()) toBottom();
      else pill.hidden = false;
    },
    reset(messages) {
      root.setAttribute("aria-busy", "true");
      days.replaceChildren();
      for (const message of messages) append(message);
      root.removeAttribute("aria-busy");
      toBottom();
    },
    replace(message) {
      put(message)?.classList.add("changed");
    },
    /** Only a mark on it is another one: nobody's eye need be drawn to it. */
    mark(message) {
      if (message) put(message)?.classList.add("still");
    },
    remove(id) {
      const old = find(id);
      if (!old) return;
      const [day, album] = [old.closest(".day"), old.closest(".album")];
      const others = [...days.querySelectorAll("[data-id]")].filter((other) => other !== old);
      swap(old, () => old.remove(), others.at(-1));
      if (album?.childElementCount === 0) album.remove();
      if (day.childElementCount === 1) day.remove();
    },
    reveal(id) {
      const found = find(id);
      found?.scrollIntoView({ block: "center" });
      found?.focus({ preventScroll: true });
    },
    showWaiting: (taps) => showWaiting(days, taps),
  };
}
