// Every element of the page is made here: children that are strings become text nodes, never markup.

const SVG = "http://www.w3.org/2000/svg";

export const $ = (selector, within = document) => within.querySelector(selector);

export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(name, value);
    else if (value !== null && value !== undefined && value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

export function icon(name) {
  const drawing = document.createElementNS(SVG, "svg");
  drawing.setAttribute("class", "icon");
  drawing.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `/page/icons.svg#${name}`);
  drawing.append(use);
  return drawing;
}

export function initial(name) {
  return ([...name.trim()][0] ?? "?").toUpperCase();
}

// With a finger the field would raise the phone's own keyboard over the chat, so focus stays on the messages there.
export function focusForWriting(pane) {
  const target = matchMedia("(pointer: fine)").matches ? $(".text", pane) : $(".log", pane);
  target.focus({ preventScroll: true });
}
