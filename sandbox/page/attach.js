// What can be sent besides words: a photo, a place, somebody else's contact card; and one's own number when asked.

import { $, element, icon } from "./elements.js";
import { askForm, field, openDialog, paragraph } from "./dialogs.js";
import { sendDocument, sendPhotos } from "./files.js";
import { createPopup } from "./popups.js";

const PLACES = [
  { label: "Derybasivska Street", latitude: 46.48435, longitude: 30.73562 },
  { label: "Railway station", latitude: 46.46757, longitude: 30.74028 },
  { label: "Arcadia beach", latitude: 46.42845, longitude: 30.76415 },
];

const degree = (name, limit) => ({ name, type: "number", step: "any", min: -limit, max: limit, required: true, inputmode: "decimal" });

const typedPlace = () =>
  askForm(
    "Another place",
    [field("Latitude", { ...degree("latitude", 90), placeholder: "46.4825" }), field("Longitude", { ...degree("longitude", 180), placeholder: "30.7233" })],
    { confirm: "Send" },
  );

const choosePlace = () =>
  openDialog("Send a location", (close) => [
    element("h2", {}, "Send a location"),
    paragraph("Where in Odesa are you?"),
    ...PLACES.map((place) => element("button", { type: "button", class: "choice", click: () => close(place) }, icon("place"), place.label)),
    element("button", { type: "button", class: "choice", click: () => close("typed") }, icon("keys"), "Type latitude and longitude"),
    element("div", { class: "dialog-buttons" }, element("button", { type: "button", click: () => close() }, "Cancel")),
  ]);

export async function sendPlace(send) {
  const chosen = await choosePlace();
  const place = chosen === "typed" ? await typedPlace() : chosen;
  if (place) send({ action: "location", latitude: Number(place.latitude), longitude: Number(place.longitude) });
}

async function sendForeignContact(send) {
  const answer = await askForm(
    "Send somebody else's contact",
    [
      field("Name", { name: "first_name", required: true, autofocus: true, maxlength: 64 }),
      field("Phone", { name: "phone_number", type: "tel", required: true, placeholder: "+380…", maxlength: 20 }),
    ],
    { confirm: "Send" },
  );
  if (answer) send({ action: "foreign_contact", ...answer });
}

export async function shareOwnNumber(person, send) {
  const explained = paragraph("The bot learns it together with your name, as from a real account.");
  const answer = await askForm(`Share your phone number ${person.phone ?? ""}?`, [explained], { confirm: "Share" });
  if (answer) send({ action: "contact" });
}

export function startAttachments(pane, send, toast) {
  createPopup($(".attachments", pane), $(".attach", pane), () => [
    { label: "Photo", sign: icon("photo"), choose: () => sendPhotos(send, toast) },
    { label: "Document", sign: icon("document"), choose: () => sendDocument(send, toast) },
    { label: "Voice message", note: "an invented one: a few notes", sign: icon("voice"), choose: () => send({ action: "voice" }) },
    { label: "Location", sign: icon("place"), choose: () => sendPlace(send) },
    { label: "Somebody else's contact", sign: icon("person"), choose: () => sendForeignContact(send) },
  ]);
}
