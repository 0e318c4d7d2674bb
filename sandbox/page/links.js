// Where a bot may send a person: a new tab, without a handle on this page, and nothing that runs as script.

const ALLOWED = new Set(["http:", "https:", "mailto:", "tel:", "tg:"]);

// Telegram takes a bare "clinic.example" for a web address; a browser would look for it beside this page.
const withScheme = (url) => (/^[a-z][a-z0-9+.-]*:/i.test(url) ? url : `http://${url}`);

function isSafe(url) {
  try {
    return ALLOWED.has(new URL(url).protocol);
  } catch {
    return false;
  }
}

export function openOutside(link) {
  const url = withScheme(link.getAttribute("href") ?? "");
  if (isSafe(url)) link.href = url;
  else link.removeAttribute("href");
  link.target = "_blank";
  link.rel = "noopener";
  return link;
}
