"""What Telegram's apps make of typed text: its ends trimmed, its commands, links and names marked."""

import re
from collections.abc import Iterator

from sandbox.entities import Entity, Formatted, ordered, trimmed, units
from sandbox.html_reading import read_html
from sandbox.messages import Json

MOST_TYPED = 4096
MOST_CAPTION = 1024
START_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")
FOUND = (
    ("bot_command", re.compile(r"(?<![\w/])/[A-Za-z0-9_]{1,32}(?:@\w+)?(?![\w/])")),
    ("email", re.compile(r"(?<![\w.])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    ("mention", re.compile(r"(?<![\w@.])@[A-Za-z]\w{3,31}\b")),
    ("url", re.compile(r"(?<![\w@./])(?:https?://)?(?:[\w-]+\.)+[a-z]{2,10}(?:/\S*)?(?![\w@])")),
)


def said(text: str, *, html: bool = False) -> Json:
    """The content of a text message; a ValueError for what the apps would not send. `html`: with bold words etc."""
    formatted = _marked(text, html=html)
    if not 1 <= formatted.units <= MOST_TYPED:
        raise ValueError(f"Telegram's apps send 1 to {MOST_TYPED} letters at once")
    return {"text": formatted.text, **({"entities": formatted.json()} if formatted.entities else {})}


def captioned(text: str | None, *, html: bool = False) -> Json:
    if not text:
        return {}
    formatted = _marked(text, html=html)
    if formatted.units > MOST_CAPTION:
        raise ValueError(f"Telegram's apps send captions of up to {MOST_CAPTION} letters")
    return {"caption": formatted.text, **({"caption_entities": formatted.json()} if formatted.entities else {})}


def _marked(text: str, *, html: bool) -> Formatted:
    formatted = read_html(text) if html else trimmed(Formatted(text))
    own = [entity for entity in _found(formatted.text) if not _overlap(entity, formatted.entities)]
    return Formatted(formatted.text, ordered([*formatted.entities, *own]))


def _found(text: str) -> Iterator[Entity]:
    taken: list[tuple[int, int]] = []
    for kind, pattern in FOUND:
        for match in pattern.finditer(text):
            start, end = match.span()
            if all(end <= other_start or start >= other_end for other_start, other_end in taken):
                taken.append((start, end))
                yield Entity(kind, units(text[:start]), units(match.group()))


def _overlap(entity: Entity, others: tuple[Entity, ...]) -> bool:
    linked = (other for other in others if other.kind in {"text_link", "code", "pre"})
    return any(entity.offset < other.end and other.offset < entity.end for other in linked)
