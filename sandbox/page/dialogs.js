// Questions over the chat. The browser's own modal dialog keeps focus inside, closes on Escape and gives focus back.

import { element } from "./elements.js";

/** Opens a dialog with what `build(close)` returns; resolves to what `close(value)` was given, undefined when dismissed. */
export function openDialog(title, build, kind = "") {
  return new Promise((resolve) => {
    let answer;
    const close = (value) => {
      answer = value;
      dialog.close();
    };
    const dialog = element("dialog", { class: kind, "aria-label": title || "Notice" });
    dialog.append(...build(close));
    dialog.addEventListener("click", (click) => click.target === dialog && dialog.close());
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(answer);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** A form in a dialog: resolves to its fields as an object, undefined when cancelled. */
export function askForm(title, fields, { confirm, style = "primary" }) {
  return openDialog(title, (close) => {
    const form = element(
      "form",
      {
        submit: (event) => {
          event.preventDefault();
          close(Object.fromEntries(new FormData(form)));
        },
      },
      element("h2", {}, title),
      ...fields,
      element(
        "div",
        { class: "dialog-buttons" },
        element("button", { type: "button", click: () => close() }, "Cancel"),
        element("button", { type: "submit", class: style }, confirm),
      ),
    );
    return [form];
  });
}

export function field(label, attributes) {
  return element("label", { class: "field" }, element("span", {}, label), element("input", { autocomplete: "off", ...attributes }));
}

export const paragraph = (text) => element("p", {}, text);

export function showAlert(text) {
  return openDialog("", (close) => [
    element("p", {}, text),
    element(
      "div",
      { class: "dialog-buttons" },
      element("button", { type: "button", class: "primary", autofocus: true, click: () => close() }, "OK"),
    ),
  ]);
}

export function showPhoto(url) {
  return openDialog(
    "Photo",
    (close) => [
      element("img", { src: url, alt: "Photo" }),
      element("button", { type: "button", class: "icon-button", "aria-label": "Close", click: () => close() }, "✕"),
    ],
    "viewer",
  );
}
