"""Formatted text as Telegram keeps it: plain text and entities that count in UTF-16 units."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from aiogram.enums import MessageEntityType
from aiogram.types import MessageEntity

from sandbox.refusals import RefusedError, bad_request

KINDS = frozenset(kind.value for kind in MessageEntityType)
FIELDS = ("url", "language", "custom_emoji_id", "unix_time", "date_time_format")


@dataclass(frozen=True, slots=True)
class Entity:
    kind: str
    offset: int
    length: int
    extra: tuple[tuple[str, Any], ...] = ()

    @property
    def end(self) -> int:
        return self.offset + self.length

    def json(self) -> dict[str, Any]:
        return {"type": self.kind, "offset": self.offset, "length": self.length, **dict(self.extra)}


@dataclass(frozen=True, slots=True)
class Formatted:
    text: str
    entities: tuple[Entity, ...] = ()

    @property
    def units(self) -> int:
        return units(self.text)

    def json(self) -> list[dict[str, Any]]:
        return [entity.json() for entity in self.entities]


def units(text: str) -> int:
    """Length in UTF-16 units, as every limit and offset of Telegram counts; a ValueError for half an emoji."""
    return len(text.encode("utf-16-le")) // 2


def part(text: str, offset: int, length: int) -> str:
    """What an entity covers."""
    return text.encode("utf-16-le")[2 * offset : 2 * (offset + length)].decode("utf-16-le")


def explicit(text: str, entities: Iterable[MessageEntity]) -> Formatted:
    """Formatting that came as a list of entities instead of a parse mode."""
    size = units(text)
    return trimmed(Formatted(text, ordered(_checked(entity, size) for entity in entities)))


def _checked(entity: MessageEntity, size: int) -> Entity:
    if entity.type not in KINDS:
        raise RefusedError(bad_request(f"can't parse MessageEntity: unsupported type {entity.type!r} specified"))
    if entity.offset < 0 or entity.length <= 0 or entity.offset + entity.length > size:
        end = entity.offset + entity.length
        place = f"beginning at UTF-16 offset {entity.offset} ends after the end of the text at UTF-16 offset {end}"
        raise RefusedError(bad_request(f"entity {place}"))
    extra = tuple((name, value) for name in FIELDS if (value := getattr(entity, name)) is not None)
    return Entity(entity.type, entity.offset, entity.length, extra)


def ordered(entities: Iterable[Entity]) -> tuple[Entity, ...]:
    return tuple(sorted(entities, key=lambda entity: (entity.offset, -entity.length)))


def trimmed(formatted: Formatted) -> Formatted:
    """Telegram drops carriage returns and the white space around a text; entities move along."""
    text = formatted.text
    lead = units(text[: len(text) - len(text.lstrip())])
    body = text.strip()
    return Formatted(body, tuple(_shifted(formatted.entities, lead, units(body))))


def _shifted(entities: Sequence[Entity], lead: int, size: int) -> Iterable[Entity]:
    for entity in entities:
        start = max(entity.offset - lead, 0)
        end = min(entity.end - lead, size)
        if end > start:
            yield replace(entity, offset=start, length=end - start)
