// Light or dark: the system's wish until the person says otherwise.

import { $, icon } from "./elements.js";

const KEY = "sandbox-theme";
const system = matchMedia("(prefers-color-scheme: dark)");

const chosen = () => localStorage.getItem(KEY);
const isDark = () => (chosen() ?? (system.matches ? "dark" : "light")) === "dark";

function show() {
  const button = $("#theme");
  const offer = isDark() ? "Light theme" : "Dark theme";
  if (chosen()) document.documentElement.dataset.theme = chosen();
  button.setAttribute("aria-label", offer);
  button.title = offer;
  button.replaceChildren(icon(isDark() ? "sun" : "moon"));
}

export function startTheme() {
  show();
  system.addEventListener("change", show);
  $("#theme").addEventListener("click", () => {
    localStorage.setItem(KEY, isDark() ? "light" : "dark");
    show();
  });
}
