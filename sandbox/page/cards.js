// What a message can carry besides words: photo, document, place, contact.

import { element, icon, initial } from "./elements.js";
import { showPhoto } from "./dialogs.js";
import { voiceCard } from "./voice.js";

const UNITS = ["bytes", "KB", "MB", "GB"];

function sizeOf(bytes) {
  const step = bytes > 0 ? Math.min(Math.floor(Math.log(bytes) / Math.log(1024)), UNITS.length - 1) : 0;
  return `${(bytes / 1024 ** step).toFixed(step > 1 ? 1 : 0)} ${UNITS[step]}`;
}

const degrees = ({ latitude, longitude }) => `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;

function photoCard(url) {
  return element(
    "button",
    { type: "button", class: "photo", "aria-label": "Open the photo", click: () => showPhoto(url) },
    element("img", { src: url, alt: "Photo" }),
  );
}

function documentCard({ name, size, url }) {
  return element(
    "a",
    { class: "card document", href: url, download: name, "aria-label": `Download ${name}, ${sizeOf(size)}` },
    element("span", { class: "card-sign" }, icon("download")),
    element("span", { class: "card-words" }, element("strong", {}, name), element("span", { class: "soft" }, sizeOf(size))),
  );
}

function placeCard(place, title, address) {
  return element(
    "div",
    { class: "place" },
    element("div", { class: "map", role: "img", "aria-label": "A map with a pin" }, element("span", { class: "pin" })),
    element(
      "div",
      { class: "card-words" },
      element("strong", {}, title),
      address ? element("span", {}, address) : null,
      element("span", { class: "soft" }, degrees(place)),
    ),
  );
}

function contactCard({ first_name: name, phone_number: phone }) {
  return element(
    "div",
    { class: "card contact" },
    element("span", { class: "card-sign", "aria-hidden": "true" }, initial(name)),
    element("span", { class: "card-words" }, element("strong", {}, name), element("span", { class: "soft" }, phone)),
  );
}

function videoNoteCard({ seconds }) {
  return element(
    "div",
    { class: "card video-note" },
    element("span", { class: "card-sign" }, icon("play")),
    element("span", { class: "card-words" }, element("strong", {}, "Video message"), element("span", { class: "soft" }, `${seconds} s`)),
  );
}

export function cardOf({ photo, document: file, voice, video_note: note, sticker, venue, location: place, contact }) {
  if (photo) return photoCard(photo);
  if (voice) return voiceCard(voice);
  if (note) return videoNoteCard(note);
  if (sticker !== null) return element("p", { class: "sticker", role: "img", "aria-label": `Sticker ${sticker}` }, sticker || "🙂");
  if (file) return documentCard(file);
  if (venue) return placeCard(venue, venue.title, venue.address);
  if (place) return placeCard(place, "Location", "");
  return contact ? contactCard(contact) : null;
}
