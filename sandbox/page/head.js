// The line above a chat: whom one talks to, what goes on, and a way to begin anew or back to the topics.

import { $, icon, initial } from "./elements.js";
import { isTyping, topicOf } from "./chat.js";
import { askForm, paragraph } from "./dialogs.js";
import { createTopicMenu } from "./topic_menu.js";
import { colourOf, signOf } from "./topics.js";
import { unread } from "./unread.js";

function statusOf({ chat, person }) {
  if (!chat.online) return ["offline", chat.loaded ? "Reconnecting…" : "Connecting…"];
  if (isTyping(chat)) return ["typing", "typing"];
  if (!chat.group) return ["", "bot"];
  return ["", `${topicOf(chat) ? chat.group.title : "group"}, you are ${person.first_name}`];
}

async function clear(person, onClear) {
  const fate = paragraph(`All messages between ${person.first_name} and the bot go. What the bot itself remembers stays.`);
  if (await askForm("Clear this chat?", [fate], { confirm: "Clear", style: "danger" })) onClear();
}

export function createHead(pane, bot, { entry, send, onTopics }) {
  const status = $(".status", pane);
  const clearing = $(".clear", pane);
  const avatar = $(".chat-head .avatar", pane);
  const back = $(".to-topics", pane);
  clearing.append(icon("clear"));
  clearing.addEventListener("click", () => clear(entry().person, () => send({ action: "clear" })));
  back.append(icon("back"));
  back.addEventListener("click", onTopics);
  createTopicMenu(pane, () => entry().chat, send);

  function showBack({ chat, id }) {
    const count = unread(chat, id);
    back.hidden = !topicOf(chat);
    back.classList.toggle("news", count > 0);
    back.setAttribute("aria-label", count > 0 ? `All topics, ${count} unread` : "All topics");
  }

  return {
    show(shown) {
      const { group } = shown.chat;
      const topic = topicOf(shown.chat);
      const name = topic?.name ?? group?.title ?? bot.first_name;
      const [kind, words] = statusOf(shown);
      if (status.textContent !== words) status.textContent = words; // said aloud only when it changes
      status.className = `status ${kind}`;
      avatar.textContent = topic ? signOf(topic) : initial(name);
      avatar.className = `avatar ${topic ? colourOf(topic) : group ? "colour-3" : ""}`;
      $(".chat-name", pane).textContent = name;
      clearing.hidden = group !== null;
      $(".topic-menu-button", pane).hidden = !topic;
      showBack(shown);
    },
  };
}
