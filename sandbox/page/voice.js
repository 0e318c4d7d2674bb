// A voice message: a button to hear it, and how far it has come.

import { element, icon } from "./elements.js";

const lasting = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

export function voiceCard({ seconds, url }) {
  const sound = element("audio", { src: url, preload: "none" });
  const done = element("span", { class: "voice-done" });
  const button = element("button", { type: "button", class: "card-sign", click: () => (sound.paused ? sound.play() : sound.pause()) });

  function show() {
    const playing = !sound.paused && !sound.ended;
    button.replaceChildren(icon(playing ? "pause" : "play"));
    button.setAttribute("aria-label", playing ? "Pause the voice message" : `Play the voice message, ${seconds} seconds`);
    done.style.width = `${Math.min(100, (100 * sound.currentTime) / Math.max(seconds, 1))}%`;
  }

  for (const event of ["play", "pause", "ended", "timeupdate"]) sound.addEventListener(event, show);
  show();
  const line = element("span", { class: "voice-line", "aria-hidden": "true" }, done);
  return element("div", { class: "card voice" }, button, element("span", { class: "card-words" }, line, element("span", { class: "soft" }, lasting(seconds))), sound);
}
