// Short words that go by themselves, at the bottom of a chat or below the clock.

import { element } from "./elements.js";

const SHOWN_MS = 3500;
const PER_LETTER_MS = 50; // 200 letters are the most a bot can say in a toast: they need longer to be read

export function createToaster(region) {
  return function toast(text, kind = "plain") {
    const shown = element("p", { class: `toast ${kind}` }, text);
    region.append(shown);
    setTimeout(() => shown.remove(), SHOWN_MS + PER_LETTER_MS * text.length);
  };
}

export async function copyWithToast(text, toast) {
  try {
    await navigator.clipboard.writeText(text);
    toast("Copied");
  } catch {
    toast("The browser did not let it be copied", "error");
  }
}
