"""Opening hours as people write them in five languages: "пн-пт 8-20, сб 9:00–15:00"."""

import re
from collections.abc import Iterator
from datetime import time

from clinic.hours import check_order, overlaps, read_time
from reception.admin.changes import Json
from reception.typed import plain

# What names of weekdays begin with, Monday first: uk ru en pl it.
BEGINNINGS = (
    ("пн", "пон", "mon", "pon", "pn", "lun"),
    ("вт", "вів", "tue", "wt", "mar"),
    ("ср", "сер", "wed", "śr", "sr", "mer"),
    ("чт", "чет", "thu", "cz", "gio"),
    ("пт", "п'я", "пят", "fri", "pt", "pi", "ven"),
    ("сб", "суб", "sat", "so", "sab"),
    ("нд", "нед", "вс", "вос", "sun", "nd", "nie", "dom"),
)
NAME = r"[^\W\d_][\w'.]*"
LINE = re.compile(rf"(?P<first>{NAME})\s*(?:-\s*(?P<last>{NAME}))?\s*:?\s*(?P<spans>\d[\d:.\s,-]*)")
SPAN = re.compile(r"(\d{1,2})(?:[:.](\d\d))?\s*-\s*(\d{1,2})(?:[:.](\d\d))?")
BETWEEN = " \n,;"
Span = tuple[int, time, time]


def read_hours(text: str) -> Json | None:
    """As the clinic's JSON has them, by weekday; None where anything in the text is neither days nor hours."""
    try:
        spans = sorted(_spans(plain(text).lower()))
    except ValueError:
        return None
    if list(overlaps(spans)):
        return None
    return [{"weekday": day, "from": begin.isoformat(), "to": end.isoformat()} for day, begin, end in spans]


def _spans(text: str) -> Iterator[Span]:
    """Raise ``ValueError``."""
    rest = text
    while rest := rest.lstrip(BETWEEN):
        if (line := LINE.match(rest)) is None:
            raise ValueError(rest)
        days = _days(line["first"], line["last"] or line["first"])
        for begin, end in _times(line["spans"]):
            yield from ((day, begin, end) for day in days)
        rest = rest[line.end() :]


def _days(first: str, last: str) -> list[int]:
    """A range may run over Sunday."""
    begin, end = _weekday(first), _weekday(last)
    return [(begin + step) % 7 for step in range((end - begin) % 7 + 1)]


def _weekday(name: str) -> int:
    for number, beginnings in enumerate(BEGINNINGS):
        if name.startswith(beginnings):
            return number
    raise ValueError(name)


def _times(text: str) -> Iterator[tuple[time, time]]:
    found = SPAN.findall(text)
    if SPAN.sub("", text).strip(BETWEEN):
        raise ValueError(text)
    for hour, minute, until, then in found:
        span = read_time(f"{hour}:{minute or '00'}"), read_time("23:59" if until == "24" else f"{until}:{then or '00'}")
        check_order(*span)
        yield span
