// A picture of the person's own, made as small as Telegram makes it before it travels.

import { element } from "./elements.js";
import { askForm, field } from "./dialogs.js";

const LONGEST_SIDE_PX = 1280; // Telegram's own size of a photo that isn't sent as a file
const QUALITY = 0.85;

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

function chooseFile() {
  return new Promise((resolve) => {
    const chooser = element("input", { type: "file", accept: "image/*" });
    chooser.addEventListener("change", () => resolve(chooser.files[0]));
    chooser.click();
  });
}

export async function sendPhoto(send, toast) {
  const file = await chooseFile();
  if (!file) return;
  try {
    const url = await shrink(file);
    const preview = element("img", { class: "preview", src: url, alt: "The photo to be sent" });
    const caption = field("Caption", { name: "caption", maxlength: 1024, autofocus: true });
    const answer = await askForm("Send a photo", [preview, caption], { confirm: "Send" });
    if (answer) send({ action: "photo", data_url: url, caption: answer.caption.trim() });
  } catch {
    toast("This file is no picture that the browser can read", "error");
  }
}
