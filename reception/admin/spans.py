"""From when until when, as people type it: "24.12", "24.12 10:00 - 26.12 14:00", "до 15:00", "tomorrow"."""

import re
from datetime import date, datetime, time, timedelta

from clinic.hours import YEARS
from reception.admin.changes import Json
from reception.typed import plain

BEGINS = r"\b(?:from|since|on|з|із|від|с|со|от|od|dal|dall'|da|il)\b"
ENDS = r"\b(?:until|till|to|до|по|do|fino|al|alle|a)\b"
BY_NAME = {
    **dict.fromkeys(("today", "сьогодні", "сегодня", "dziś", "dzisiaj", "oggi"), 0),
    **dict.fromkeys(("tomorrow", "завтра", "jutro", "jutra", "domani"), 1),
}  # days from today
NAMES = re.compile(rf"\b(?:{'|'.join(BY_NAME)})\b")
DATE = r"(?:(?P<{0}d>\d{{1,2}})[./](?P<{0}m>\d{{1,2}})(?:[./](?P<{0}y>\d{{4}}))?|(?P<{0}iso>\d{{4}}-\d\d-\d\d))"
POINT = DATE + r"?[\s,]*(?P<{0}at>\d{{1,2}}:\d\d)?"
BEGINS_WITHIN, ENDS_WITHIN = 300, 60  # days over the turn of the year
SPAN = re.compile(rf"{POINT.format('f')}\s*(?P<dash>-)?\s*{POINT.format('t')}")


def read_span(text: str, now: datetime) -> Json | None:
    """As the clinic's JSON has it; None for what is none, or is over. ``now``: by the clinic's own clock, naive.

    A day without a year is the next one of that name, and none where that is so far that a slip is likelier; an end
    without a day is on the day of the beginning.
    """
    dated = NAMES.sub(lambda name: f"{now.date() + timedelta(days=BY_NAME[name[0]])}", plain(text).lower())
    words = re.sub(ENDS, "-", re.sub(BEGINS, " ", dated))
    typed = SPAN.fullmatch(re.sub(r"-[\s-]*-", "-", words).strip())
    try:
        span = _span(typed, now.replace(second=0, microsecond=0)) if typed else None
    except ValueError:
        return None
    if span is None or not max(span[0], now) < span[1]:
        return None
    return {"from": span[0].isoformat(), "to": span[1].isoformat()}


def _span(typed: re.Match[str], now: datetime) -> tuple[datetime, datetime] | None:
    """Raise ``ValueError``."""
    on, at = _day(typed, "f", now.date(), BEGINS_WITHIN), typed["fat"]
    if not typed["dash"]:
        return (_begins(on), _ends(on)) if on and not at else None
    start = _at(on or now.date(), at) if at else _begins(on) if on else now
    until, then = _day(typed, "t", start.date(), ENDS_WITHIN), typed["tat"]
    if until is None and not then:
        return None
    end = until or start.date()
    return start, _at(end, then) if then else _ends(end)


def _day(typed: re.Match[str], of: str, since: date, within: int) -> date | None:
    """Raise ``ValueError``."""
    if typed[f"{of}iso"]:
        return _checked(date.fromisoformat(typed[f"{of}iso"]))
    if not typed[f"{of}d"]:
        return None
    year, month, day = typed[f"{of}y"], int(typed[f"{of}m"]), int(typed[f"{of}d"])
    if year:
        return _checked(date(int(year), month, day))
    this_year = date(since.year, month, day)
    return this_year if this_year >= since else _near(date(since.year + 1, month, day), since, within)


def _near(on: date, since: date, within: int) -> date:
    if (on - since).days > within:
        raise ValueError(on)
    return on


def _checked(on: date) -> date:
    if on.year not in YEARS:
        raise ValueError(on)
    return on


def _begins(on: date) -> datetime:
    return datetime.combine(on, time())


def _ends(on: date) -> datetime:
    return _begins(on) + timedelta(days=1)


def _at(on: date, wall: str) -> datetime:
    """Raise ``ValueError``."""
    hour, minute = map(int, wall.split(":"))
    return _ends(on) if (hour, minute) == (24, 0) else datetime.combine(on, time(hour, minute))
