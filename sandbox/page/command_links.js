// A /command inside a text is a thing to tap, as in Telegram.

import { element } from "./elements.js";

const COMMAND = /(?<![\p{L}\p{N}_/.:@-])\/[A-Za-z][A-Za-z0-9_]{0,31}(?:@[A-Za-z0-9_]+)?(?![\p{L}\p{N}_/.])/gu;

function split(node, onCommand) {
  let from = 0;
  const parts = [];
  for (const { 0: command, index } of node.data.matchAll(COMMAND)) {
    parts.push(node.data.slice(from, index));
    parts.push(element("button", { type: "button", class: "command", click: () => onCommand(command) }, command));
    from = index + command.length;
  }
  if (parts.length > 0) node.replaceWith(...parts, node.data.slice(from));
}

export function linkCommands(text, onCommand) {
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (walker.nextNode()) if (!walker.currentNode.parentElement.closest("a, code, pre, .spoiler")) nodes.push(walker.currentNode);
  for (const node of nodes) split(node, onCommand);
}
