// The Menu button: the bot's commands, a tap sends one.

import { $, icon } from "./elements.js";
import { createPopup } from "./popups.js";

export function startCommands(pane, commandsNow, sendCommand, toast) {
  const button = $(".menu", pane);
  button.prepend(icon("menu"));
  const itemOf = ({ command, description }) => ({ label: `/${command}`, note: description, choose: () => sendCommand(`/${command}`) });
  createPopup($(".commands", pane), button, () => commandsNow().map(itemOf));
  button.addEventListener("click", (event) => {
    if (commandsNow().length > 0) return;
    event.preventDefault();
    toast("This bot has set no commands yet");
  });
}
