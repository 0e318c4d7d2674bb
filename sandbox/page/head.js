// The line above the chat: whom one talks to, what goes on, and a way to begin anew.

import { $, icon, initial } from "./elements.js";
import { isTyping } from "./chat.js";
import { askForm, paragraph } from "./dialogs.js";

function statusOf(chat) {
  if (!chat.online) return ["offline", chat.loaded ? "Reconnecting…" : "Connecting…"];
  return isTyping(chat) ? ["typing", "typing"] : ["", "bot"];
}

async function clear(person, onClear) {
  const fate = paragraph(`All messages between ${person.first_name} and the bot go. What the bot itself remembers stays.`);
  if (await askForm("Clear this chat?", [fate], { confirm: "Clear", style: "danger" })) onClear();
}

export function createHead(bot, { person, onClear }) {
  const status = $("#status");
  $("#bot-avatar").textContent = initial(bot.first_name);
  $("#bot-name").textContent = bot.first_name;
  $("#clear").append(icon("clear"));
  $("#clear").addEventListener("click", () => clear(person(), onClear));

  return {
    show(chat) {
      const [kind, words] = statusOf(chat);
      if (status.textContent !== words) status.textContent = words; // said aloud only when it changes
      status.className = kind;
      document.title = `${chat.person.first_name} · ${bot.first_name} · Sandbox`;
    },
  };
}
