// What a manager can do to the topic in view.

import { $, icon } from "./elements.js";
import { topicOf } from "./chat.js";
import { askForm, paragraph } from "./dialogs.js";
import { createPopup } from "./popups.js";
import { askName } from "./topics.js";

export function createTopicMenu(pane, chat, send) {
  const button = $(".topic-menu-button", pane);
  button.append(icon("more"));

  async function rename({ name }) {
    const answer = await askName("Rename the topic", "Rename", name);
    if (answer) send({ action: "rename_topic", name: answer.name.trim() });
  }

  async function remove({ name }) {
    const fate = paragraph(`“${name}” goes for everybody, with all that was said in it.`);
    if (await askForm("Delete the topic?", [fate], { confirm: "Delete", style: "danger" })) send({ action: "delete_topic" });
  }

  createPopup($(".topic-menu", pane), button, () => {
    const topic = topicOf(chat());
    const shutting = { label: topic.closed ? "Reopen" : "Close", sign: icon("lock") };
    return [
      { label: "Rename", sign: icon("edit"), choose: () => rename(topic) },
      { ...shutting, choose: () => send({ action: topic.closed ? "reopen_topic" : "close_topic" }) },
      ...(topic.general ? [] : [{ label: "Delete", sign: icon("clear"), choose: () => remove(topic) }]),
    ];
  });
}
