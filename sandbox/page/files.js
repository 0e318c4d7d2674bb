// A person's own pictures, made as small as Telegram makes them before they travel, and other files as they are.

import { element } from "./elements.js";
import { askForm, field, paragraph } from "./dialogs.js";

const LONGEST_SIDE_PX = 1280; // Telegram's own size of a photo that isn't sent as a file
const QUALITY = 0.85;
const MOST_IN_ALBUM = 10;
const MOST_BYTES = 14 << 20; // as much as a socket of the sandbox takes once it is written as text

async function shrink(file) {
  const picture = await createImageBitmap(file);
  const scale = Math.min(1, LONGEST_SIDE_PX / Math.max(picture.width, picture.height));
  const canvas = element("canvas", { width: Math.round(picture.width * scale), height: Math.round(picture.height * scale) });
  const pen = canvas.getContext("2d");
  pen.fillStyle = "white"; // JPEG knows no transparency
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL("image/jpeg", QUALITY);
}

function chooseFiles(attributes) {
  return new Promise((resolve) => {
    const chooser = element("input", { type: "file", ...attributes });
    chooser.addEventListener("change", () => resolve([...chooser.files]));
    chooser.click();
  });
}

function read(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => resolve(reader.result.replace(/^data:;/, "data:application/octet-stream;")));
    reader.addEventListener("error", () => reject(reader.error));
    reader.readAsDataURL(file);
  });
}

const captionField = () => field("Caption", { name: "caption", maxlength: 1024, autofocus: true });

const previewOf = (url) => element("img", { class: "preview", src: url, alt: "The photo to be sent" });

export async function sendPhotos(send, toast) {
  const files = await chooseFiles({ accept: "image/*", multiple: true });
  if (files.length === 0) return;
  try {
    const urls = await Promise.all(files.slice(0, MOST_IN_ALBUM).map(shrink));
    const title = urls.length > 1 ? `Send ${urls.length} photos` : "Send a photo";
    const previews = element("div", { class: "previews" }, ...urls.map(previewOf));
    const answer = await askForm(title, [previews, captionField()], { confirm: "Send" });
    if (answer) send({ action: "photos", data_urls: urls, caption: answer.caption.trim() });
  } catch {
    toast("This file is no picture that the browser can read", "error");
  }
}

export async function sendDocument(send, toast) {
  const [file] = await chooseFiles({});
  if (!file) return;
  if (file.size > MOST_BYTES) return void toast("The sandbox's page sends files of up to 14 MB", "error");
  const url = await read(file);
  const answer = await askForm("Send a document", [paragraph(file.name), captionField()], { confirm: "Send" });
  if (answer) send({ action: "document", data_url: url, name: file.name, caption: answer.caption.trim() });
}
