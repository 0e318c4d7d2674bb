// The field for one's own words: grows with them, Enter sends, Shift+Enter begins a line.

import { $, icon } from "./elements.js";

export function createComposer(pane, { onText, onEscape }) {
  const form = $(".composer", pane);
  const field = $(".text", pane);
  $(".attach", pane).append(icon("attach"));
  $(".send", pane).append(icon("send"));

  function fit() {
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight + field.offsetHeight - field.clientHeight}px`;
    form.classList.toggle("filled", field.value.trim() !== "");
  }

  function write(text) {
    field.value = text;
    fit();
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = field.value.trim();
    if (text && onText(text)) write("");
  });
  field.addEventListener("input", fit);
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape") onEscape();
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });

  return {
    write,
    text: () => field.value,
    focus: () => field.focus({ preventScroll: true }),
    show(visible) {
      form.hidden = !visible;
      if (visible) fit();
    },
    hint(placeholder) {
      field.placeholder = placeholder || "Message";
    },
  };
}
