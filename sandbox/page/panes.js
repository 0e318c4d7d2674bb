// Which chats are in view: one pane for each role, as many as the window is wide enough for.

import { $ } from "./elements.js";
import { besideInAddress, goTo, personInAddress, settleOn } from "./address.js";
import { createConversation } from "./conversation.js";
import { ROLES } from "./who.js";

const WIDE = [matchMedia("(min-width: 1100px)"), matchMedia("(min-width: 1560px)")];

const room = () => 1 + WIDE.filter((query) => query.matches).length;

function paneOf(number) {
  const pane = $("#pane").content.firstElementChild.cloneNode(true);
  $(".text", pane).id = number === 0 ? "text" : `text-${number + 1}`;
  return pane;
}

/** `onShown()` is called whenever other panes or people are in view. */
export function createPanes(entries, bot, onShown) {
  const roles = ROLES.filter((role) => entries.some((entry) => entry.role === role));
  const views = new Map(roles.map((role, number) => [role, createConversation(paneOf(number), bot, () => onShown())]));
  const chosen = new Map(); // by role: who is in its pane
  let order = []; // roles, the one looked at last first
  $(".panes").replaceChildren(...[...views.values()].map((view) => view.pane));

  const find = (id) => entries.find((entry) => entry.id === id);
  const chosenOf = (role) => chosen.get(role) ?? entries.find((entry) => entry.role === role);
  const isOpen = (role) => order.slice(0, room()).includes(role);
  const current = () => chosen.get(order[0]);
  const beside = () => order.slice(1).map((role) => chosen.get(role).id);

  function put(entry) {
    if (views.get(entry.role).entry() !== entry) views.get(entry.role).open(entry);
    chosen.set(entry.role, entry);
    order = [entry.role, ...order.filter((role) => role !== entry.role)];
  }

  function show() {
    for (const [role, view] of views) view.pane.hidden = !isOpen(role);
    onShown();
  }

  /** The address names who is looked at, and who else; what it leaves open is the first of each role. */
  function readAddress() {
    const first = find(personInAddress()) ?? entries[0];
    const named = besideInAddress()?.map(find).filter(Boolean);
    const others = (named ?? roles.map(chosenOf)).filter((entry) => entry.role !== first.role);
    order = [];
    for (const entry of [first, ...others].reverse()) put(entry);
    show();
  }

  function look(id) {
    put(find(id));
    goTo(id, beside());
    show();
  }

  for (const query of WIDE) query.addEventListener("change", show);
  addEventListener("popstate", readAddress);
  return {
    begin() {
      readAddress();
      settleOn(current().id, beside());
    },
    look,
    current,
    chosen: chosenOf,
    isInView: (entry) => chosen.get(entry.role) === entry && isOpen(entry.role),
    viewsOf: (chat) => [...views.values()].filter((view) => view.entry()?.chat === chat),
    views: () => [...views.values()].filter((view) => view.entry()),
  };
}
