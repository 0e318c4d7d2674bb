// The newest message that is pinned in view: a line below the head that leads to it.

import { $, element, icon } from "./elements.js";

export function createPinned(pane, onOpen) {
  const line = $(".pinned", pane);
  let shown = null;
  line.addEventListener("click", () => onOpen(shown));

  return {
    show(chat, visible) {
      const here = chat.pinned.map((id) => chat.messages.get(id)).filter((message) => message?.thread === chat.thread);
      const message = here.at(-1);
      shown = message?.message_id ?? null;
      line.hidden = !visible || !message;
      if (message) line.replaceChildren(icon("pin"), element("span", { class: "spoken" }, "Pinned: "), element("span", {}, message.words));
    },
  };
}
