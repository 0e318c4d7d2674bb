"""Reading what an admin has typed for a field: the clinic's JSON of it, or what is wrong with it."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from clinic.placeholders import misplaced
from reception.admin.changes import Json
from reception.admin.days import read_day
from reception.admin.hours import read_hours
from reception.admin.parts import Field, Kind
from reception.admin.spans import read_span
from reception.phones import parse_phone
from reception.typed import plain

URL = re.compile(r"https://\S{4,500}")


class Why(StrEnum):
    NOT_TYPED = "not typed"
    NOT_A_PLACE = "not a place"
    TOO_LONG = "too long"
    BRACES = "braces"
    NEEDED = "needed"
    LINK = "link"
    PHONE = "phone"
    HOURS = "hours"
    DAY = "day"
    SPAN = "span"


@dataclass(frozen=True, slots=True)
class Wrong:
    """``what``: the piece that is wrong, or how long it is and may be."""

    why: Why
    what: str = ""


@dataclass(frozen=True, slots=True)
class Heard:
    """A message: its words, or the place on the map that was sent (latitude, longitude)."""

    text: str = ""
    place: tuple[float, float] | None = None


def hear(field: Field, heard: Heard, region: str, now: datetime) -> Json | Wrong:
    """``region``: where a phone number without a country code belongs. ``now``: on the clinic's wall, naive."""
    if field.kind is Kind.PIN:
        return list(heard.place) if heard.place else Wrong(Why.NOT_A_PLACE)
    text = heard.text.strip()
    if not text:
        return Wrong(Why.NOT_TYPED)
    match field.kind:
        case Kind.LINK:
            return text if URL.fullmatch(text) else Wrong(Why.LINK)
        case Kind.PHONE:
            return parse_phone(text, region) or Wrong(Why.PHONE)
        case Kind.HOURS:
            return read_hours(text) or Wrong(Why.HOURS)
        case Kind.DAY:
            return read_day(plain(text)) or Wrong(Why.DAY)
        case Kind.SPAN:
            return read_span(text, now) or Wrong(Why.SPAN)
    return _words(field, text)


def _words(field: Field, text: str) -> str | Wrong:
    if len(text) > field.longest:
        return Wrong(Why.TOO_LONG, f"{len(text)} / {field.longest}")
    if field.braces is not None and (wrong := misplaced(text, field.braces)):
        return Wrong(Why.BRACES, wrong)
    missing = [f"{{{name}}}" for name in field.braces or () if f"{{{name}}}" not in text]
    if field.needed and missing:
        return Wrong(Why.NEEDED, missing[0])
    return text
