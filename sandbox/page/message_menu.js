// What can be done with a message: by its dots, by a right click or a long press, by Enter on it.

import { $, element, icon } from "./elements.js";
import { createContextMenu } from "./popups.js";

const MORE = "Message menu";

export function dotsOf() {
  return element("button", { type: "button", class: "dots icon-button", tabindex: "-1", "aria-label": MORE, title: MORE }, icon("more"));
}

/** Telegram writes ❤ without the sign that asks for its colours. */
export const inColour = (emoji) => (emoji === "❤" ? "❤\ufe0f" : emoji);

function reactionRow(reactions, close) {
  const buttonOf = ({ emoji, pressed, choose }) => {
    const pick = () => {
      close();
      choose();
    };
    return element("button", { type: "button", class: "react", "aria-pressed": String(pressed), "aria-label": `React with ${emoji}`, click: pick }, inColour(emoji));
  };
  return element("div", { class: "react-row", role: "group", "aria-label": "Reactions" }, ...reactions.map(buttonOf));
}

/** `itemsFor(id)` says what is offered for a message: { items, reactions }, no items for none. */
export function createMessageMenu(pane, itemsFor) {
  const log = $(".log", pane);
  const menu = createContextMenu($(".message-menu", pane));

  function open(event, article) {
    const { items, reactions } = itemsFor(Number(article.dataset.id));
    if (items.length === 0) return;
    event.preventDefault();
    menu.open(article, items, reactionRow(reactions, () => menu.close()));
  }

  const articleOf = (target) => target.closest("article");

  log.addEventListener("contextmenu", (event) => {
    const article = articleOf(event.target);
    if (article && !event.target.closest("a")) open(event, article);
  });
  log.addEventListener("click", (event) => {
    if (event.target.closest(".dots")) open(event, articleOf(event.target));
  });
  log.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target === articleOf(event.target)) open(event, event.target);
  });
}

/** With the arrow keys from message to message; Tab reaches what stands in one. */
export function walkWithArrows(log) {
  log.addEventListener("keydown", (event) => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const articles = [...log.querySelectorAll("article")];
    const place = articles.indexOf(event.target);
    if (!step || (event.target !== log && place < 0) || articles.length === 0) return;
    event.preventDefault();
    const next = event.target === log ? articles.length - 1 : place + step;
    articles[Math.max(0, Math.min(next, articles.length - 1))].focus();
  });
}
