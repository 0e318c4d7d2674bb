"""Text and entities → HTML for the page: every letter escaped, only the tags that stand here."""

import html
from collections.abc import Sequence
from urllib.parse import urlsplit

from sandbox.entities import Entity, Formatted, ordered

TAGS = {
    "bold": ("<b>", "</b>"),
    "italic": ("<i>", "</i>"),
    "underline": ("<u>", "</u>"),
    "strikethrough": ("<s>", "</s>"),
    "spoiler": ('<span class="spoiler">', "</span>"),
    "code": ("<code>", "</code>"),
    "pre": ("<pre>", "</pre>"),
    "blockquote": ("<blockquote>", "</blockquote>"),
    "expandable_blockquote": ("<blockquote>", "</blockquote>"),
}
SCHEMES = frozenset({"http", "https", "mailto", "tel", "tg"})


def safe_html(formatted: Formatted) -> str:
    units = formatted.text.encode("utf-16-le")
    return _rendered(units, 0, len(units) // 2, ordered(formatted.entities))


def _rendered(units: bytes, start: int, end: int, entities: Sequence[Entity]) -> str:
    parts: list[str] = []
    rest = list(entities)
    while rest:
        entity = rest.pop(0)
        inner_end = min(entity.end, end)
        inside = [one for one in rest if one.offset < inner_end]
        rest = rest[len(inside) :]
        before, after = _tags(entity)
        parts += [
            _escaped(units, start, entity.offset),
            before,
            _rendered(units, entity.offset, inner_end, inside),
            after,
        ]
        start = inner_end
    return "".join([*parts, _escaped(units, start, end)])


def _tags(entity: Entity) -> tuple[str, str]:
    if entity.kind != "text_link":
        return TAGS.get(entity.kind, ("", ""))
    url = str(dict(entity.extra).get("url", ""))
    url = url if "://" in url or ":" in url else f"https://{url}"
    if urlsplit(url).scheme.lower() not in SCHEMES:
        return "", ""
    return f'<a href="{html.escape(url)}" target="_blank" rel="noopener noreferrer">', "</a>"


def _escaped(units: bytes, start: int, end: int) -> str:
    words = units[2 * start : 2 * end].decode("utf-16-le", "replace")
    return html.escape(words).replace("\n", "<br>")
