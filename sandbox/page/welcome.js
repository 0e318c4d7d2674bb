// An empty chat, or one opened by a deep link: the big START button instead of the message field.

import { $, focusForWriting, initial } from "./elements.js";

export function createWelcome(pane, bot, onStart) {
  const panel = $(".welcome", pane);
  const button = $(".start", pane);
  $(".avatar", panel).textContent = initial(bot.first_name);
  $(".welcome-name", panel).textContent = bot.first_name;
  $(".welcome-hint", panel).textContent = `@${bot.username}. Nothing said yet: press START, as everybody does who comes.`;
  button.addEventListener("click", onStart);

  return {
    show({ empty, starting }) {
      const hadFocus = button === document.activeElement;
      panel.hidden = !empty;
      button.hidden = !starting;
      if (hadFocus && !starting) focusForWriting(pane);
    },
  };
}
