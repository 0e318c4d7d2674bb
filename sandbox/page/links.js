// Where a bot may send a person: a new tab, without a handle on this page, and nothing that runs as script.

const ALLOWED = new Set(["http:", "https:", "mailto:", "tel:", "tg:"]);

export function isSafeUrl(url) {
  try {
    return ALLOWED.has(new URL(url, location.href).protocol);
  } catch {
    return false;
  }
}

export function openOutside(link) {
  if (!isSafeUrl(link.getAttribute("href"))) link.removeAttribute("href");
  link.target = "_blank";
  link.rel = "noopener";
  return link;
}
