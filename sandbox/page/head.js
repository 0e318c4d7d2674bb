// The line above a chat: whom one talks to, what goes on, and a way to begin anew.

import { $, icon, initial } from "./elements.js";
import { isTyping } from "./chat.js";
import { askForm, paragraph } from "./dialogs.js";

function statusOf({ chat, person }) {
  if (!chat.online) return ["offline", chat.loaded ? "Reconnecting…" : "Connecting…"];
  if (isTyping(chat)) return ["typing", "typing"];
  return ["", chat.group ? `group, you are ${person.first_name}` : "bot"];
}

async function clear(person, onClear) {
  const fate = paragraph(`All messages between ${person.first_name} and the bot go. What the bot itself remembers stays.`);
  if (await askForm("Clear this chat?", [fate], { confirm: "Clear", style: "danger" })) onClear();
}

export function createHead(pane, bot, { person, onClear }) {
  const status = $(".status", pane);
  const clearing = $(".clear", pane);
  const avatar = $(".chat-head .avatar", pane);
  clearing.append(icon("clear"));
  clearing.addEventListener("click", () => clear(person(), onClear));

  return {
    show(entry) {
      const name = entry.chat.group?.title ?? bot.first_name;
      const [kind, words] = statusOf(entry);
      if (status.textContent !== words) status.textContent = words; // said aloud only when it changes
      status.className = `status ${kind}`;
      avatar.textContent = initial(name);
      avatar.classList.toggle("colour-3", entry.chat.group !== null);
      $(".chat-name", pane).textContent = name;
      clearing.hidden = entry.chat.group !== null;
    },
  };
}
