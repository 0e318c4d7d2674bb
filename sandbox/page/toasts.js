// Short words at the bottom of the chat that go by themselves.

import { $, element } from "./elements.js";

const SHOWN_MS = 3500;
const PER_LETTER_MS = 50; // 200 letters are the most a bot can say in a toast: they need longer to be read

export function toast(text, kind = "plain") {
  const shown = element("p", { class: `toast ${kind}` }, text);
  $("#toasts").append(shown);
  setTimeout(() => shown.remove(), SHOWN_MS + PER_LETTER_MS * text.length);
}

export async function copyWithToast(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast("Copied");
  } catch {
    toast("The browser did not let it be copied", "error");
  }
}
