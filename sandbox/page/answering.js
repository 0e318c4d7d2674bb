// The line above the message field while one answers a message or edits one's own.

import { $, element, icon } from "./elements.js";

const TITLES = {
  reply: (message) => `Reply to ${message.author.name}`,
  edit: () => "Edit the message",
};

export function createAnswering(pane, onCancel) {
  const bar = $(".answering", pane);
  return {
    /** `answering`: { kind: "reply" or "edit", message } or null. */
    show(answering) {
      bar.hidden = !answering;
      if (!answering) return;
      const { kind, message } = answering;
      bar.replaceChildren(
        icon(kind),
        element("p", {}, element("strong", {}, TITLES[kind](message)), element("span", { class: "soft" }, message.words)),
        element("button", { type: "button", class: "icon-button", "aria-label": "Cancel", title: "Cancel", click: onCancel }, icon("close")),
      );
    },
  };
}
