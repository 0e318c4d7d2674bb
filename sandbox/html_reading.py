"""`parse_mode=HTML`: what Telegram reads, and where it refuses, with its offsets in UTF-8 bytes."""

import html
import re
from dataclasses import dataclass, field

from sandbox.entities import Entity, Formatted, ordered, trimmed, units
from sandbox.refusals import RefusedError, bad_request

KIND_OF_TAG = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
}
TAG = re.compile(r"<(/?)([^\s<>/]*)((?:\s+[^<>]*)?)>")
ATTRIBUTE = re.compile(r"""([a-zA-Z-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
# Only these names are known to Telegram; everything else, "&nbsp;" too, stays as it was typed.
CHARACTER = re.compile(r"&(?:lt|gt|amp|quot|#\d{1,7}|#x[0-9a-fA-F]{1,6});")


@dataclass(slots=True)
class _Open:
    tag: str
    attributes: dict[str, str]
    offset: int
    place: int


@dataclass(slots=True)
class _Reading:
    source: str
    text: list[str] = field(default_factory=list)
    units: int = 0
    opened: list[_Open] = field(default_factory=list)
    # In the order of their start tags: of two that cover the same letters the outer one comes first.
    entities: list[Entity | None] = field(default_factory=list)

    def say(self, raw: str) -> None:
        words = CHARACTER.sub(lambda found: html.unescape(found.group()), raw).replace("\r", "")
        self.text.append(words)
        self.units += units(words)


def read_html(source: str) -> Formatted:
    """Raises Telegram's refusal "can't parse entities: …" for HTML that it doesn't take."""
    reading = _Reading(source)
    position = 0
    while (start := source.find("<", position)) >= 0:
        reading.say(source[position:start])
        position = _tag(reading, start)
    reading.say(source[position:])
    if reading.opened:
        raise _wrong(f'Can\'t find end tag corresponding to start tag "{reading.opened[-1].tag}"')
    return trimmed(Formatted("".join(reading.text), ordered(filter(None, reading.entities))))


def _tag(reading: _Reading, start: int) -> int:
    found = TAG.match(reading.source, start)
    if found is None:
        name = re.match(r"</?([^\s<>]*)", reading.source[start:])
        if ">" in reading.source[start:] and name and name[1].lower() not in KIND_OF_TAG:
            raise _wrong(f'Unsupported start tag "{name[1]}"', reading, start)
        raise _wrong("Unclosed start tag", reading, start)
    closing, name_, attributes = found.groups()
    if closing:
        _close(reading, name_.lower(), start)
    else:
        _open(reading, name_.lower(), attributes, start)
    return found.end()


def _open(reading: _Reading, tag: str, raw: str, start: int) -> None:
    if tag not in KIND_OF_TAG:
        raise _wrong(f'Unsupported start tag "{tag}"', reading, start)
    attributes = {
        name.lower(): html.unescape(double or single or bare) for name, double, single, bare in ATTRIBUTE.findall(raw)
    }
    if tag == "span" and attributes.get("class") != "tg-spoiler":
        raise _wrong('Tag "span" must have class "tg-spoiler"', reading, start)
    reading.opened.append(_Open(tag, attributes, reading.units, len(reading.entities)))
    reading.entities.append(None)


def _close(reading: _Reading, tag: str, start: int) -> None:
    if not reading.opened:
        raise _wrong("Unexpected end tag", reading, start)
    last = reading.opened.pop()
    if tag != last.tag:
        raise _wrong("Unmatched end tag", reading, start, f', expected "</{last.tag}>", found "</{tag}>"')
    if reading.units > last.offset:
        reading.entities[last.place] = _entity(last, reading)


def _entity(opened: _Open, reading: _Reading) -> Entity | None:
    length = reading.units - opened.offset
    kind = KIND_OF_TAG[opened.tag]
    match opened.tag:
        case "a":
            # A link without an address links to its own text, as in Telegram.
            url = opened.attributes.get("href") or "".join(reading.text)[-length:]
            return Entity(kind, opened.offset, length, (("url", url),)) if _is_link(url) else None
        case "blockquote" if "expandable" in opened.attributes:
            kind = "expandable_blockquote"
        case "code" if reading.opened and reading.opened[-1].tag == "pre" and _language(opened):
            # As one block in a language, the way Telegram keeps <pre><code class="language-…">.
            reading.opened[-1].attributes["class"] = opened.attributes["class"]
            return None
        case "pre" if _language(opened):
            return Entity(kind, opened.offset, length, (("language", _language(opened)),))
        case "tg-emoji":
            return Entity(kind, opened.offset, length, (("custom_emoji_id", opened.attributes.get("emoji-id", "")),))
        case "tg-time":
            return Entity(kind, opened.offset, length, _time(opened))
    return Entity(kind, opened.offset, length)


def _language(opened: _Open) -> str:
    name, found, language = opened.attributes.get("class", "").partition("language-")
    return language if found and not name else ""


def _time(opened: _Open) -> tuple[tuple[str, object], ...]:
    stamp = opened.attributes.get("unix", "")
    if not stamp.isdigit():
        raise _wrong('Tag "tg-time" must have attribute "unix"')
    form = opened.attributes.get("format")
    return (("unix_time", int(stamp)), *((("date_time_format", form),) if form else ()))


def _is_link(url: str) -> bool:
    return bool(re.match(r"(?i)(https?://|tg://|mailto:|tel:)?[^\s.]+\.?\S*$", url))


def _wrong(words: str, reading: _Reading | None = None, start: int = 0, rest: str = "") -> RefusedError:
    place = f" at byte offset {len(reading.source[:start].encode())}" if reading else ""
    return RefusedError(bad_request(f"can't parse entities: {words}{place}{rest}"))
