"""What stands in a field, as people read it."""

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime

from pydantic import TypeAdapter

from clinic.model import Away, OpeningHours
from clinic.placeholders import filled
from handlers.screens.closed import LONG, span
from handlers.screens.information import open_hours
from locales.words import NAMES, Words
from reception.admin.changes import Json
from reception.admin.parts import Field, Kind
from reception.phones import show_phone

HOURS = TypeAdapter(tuple[OpeningHours, ...])
NOTHING = "—"
ISO_SPAN = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")
EXAMPLE = datetime(2026, 11, 24, 14, 30, tzinfo=UTC)


def bold(words: str) -> str:
    return f"<b>{html.escape(words, quote=False)}</b>"


def in_short(say: Words, field: Field, value: Json, longest: int) -> str:
    """HTML, in the admin's own language where there are several."""
    if field.kind is Kind.TEXTS:
        return say.html(value or {}, longest) or NOTHING
    return _plain(say, field, value)


def in_full(say: Words, field: Field, value: Json, room: int) -> Iterator[str]:
    """HTML: each language by itself, as patients will read it; as much of each as ``room`` has for one."""
    if field.kind is not Kind.TEXTS or not value:
        yield _plain(say, field, value)
        return
    each = room // len(value)
    for code, words in value.items():
        yield f"<i>{NAMES[code]}</i>\n{say.html({say.language: _as_said(say, field, words)}, each)}"


def missing(field: Field, value: Json, languages: Sequence[str]) -> list[str]:
    """Languages that a text lacks."""
    if field.kind is not Kind.TEXTS or not value:
        return []
    return [NAMES[code] for code in languages if code not in value]


def named(say: Words, texts: Mapping[str, str]) -> str:
    """How an entry is called, plain: by its words, or by its days."""
    words = say.pick(texts)
    if ISO_SPAN.fullmatch(words):
        start, end = words.split("/")
        return _span(say, {"from": start, "to": end})
    try:
        return say.full_date(date.fromisoformat(words))
    except ValueError:
        return words


def _as_said(say: Words, field: Field, words: str) -> str:
    """With an example in place of the braces."""
    examples = {
        "when": say.moment(EXAMPLE, "UTC"),
        "name": say.label("Olena"),
        "clinic": say.label("our clinic"),
    }
    return filled(words, **{name: examples[name] for name in field.braces or ()})


def _span(say: Words, value: Json) -> str:
    """So that a slip of a year is seen."""
    away = Away.model_validate(value)
    said, long = span(say, away, year=True), away.end - away.start
    return say.count("{span}: {n} day", "{span}: {n} days", long.days, span=said) if long > LONG else said


def _plain(say: Words, field: Field, value: Json) -> str:
    if value is None or value in ([], {}, ""):
        return NOTHING
    match field.kind:
        case Kind.HOURS:
            return "\n".join(open_hours(say, HOURS.validate_python(value)))
        case Kind.PHONE:
            return html.escape(show_phone(value))
        case Kind.PIN:
            return "{:.5f}, {:.5f}".format(*value)
        case Kind.SWITCH:
            return say.label("yes") if value else say.label("no")
        case Kind.SPAN:
            return _span(say, value)
        case Kind.DAY:
            return say.full_date(date.fromisoformat(value))
    return html.escape(str(value))
