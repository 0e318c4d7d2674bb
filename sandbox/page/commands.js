// The Menu button: the bot's commands, a tap sends one.

import { $ } from "./elements.js";
import { createPopup } from "./popups.js";
import { toast } from "./toasts.js";

export function startCommands(commandsNow, sendText) {
  const button = $("#menu");
  const itemOf = ({ command, description }) => ({ label: `/${command}`, note: description, choose: () => sendText(`/${command}`) });
  createPopup($("#commands"), button, () => commandsNow().map(itemOf));
  button.addEventListener("click", (event) => {
    if (commandsNow().length > 0) return;
    event.preventDefault();
    toast("This bot has set no commands yet");
  });
}
