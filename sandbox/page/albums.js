// Messages that were sent together stand together.

import { element } from "./elements.js";

/** Where the next message of an album belongs: beside those before it, if nothing else was said since. */
export function albumIn(day, { album, photo, author }, made) {
  const before = day.lastElementChild;
  if (before.dataset.album === album) return before;
  const side = made.classList.contains("me") ? "me" : "bot";
  const kind = `album ${side} ${photo ? "of-photos" : ""}`;
  const opened = element("div", { class: kind, role: "group", "aria-label": "Album", "data-album": album, "data-author": author.id });
  day.append(opened);
  return opened;
}
