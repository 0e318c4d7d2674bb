"""Which pieces make one date, and which leave a doubt."""

import re
from dataclasses import replace
from datetime import date

from reception.dates.doubt import Doubt, Why
from reception.dates.foreign import unknown_month
from reception.dates.judge import age_on, judge
from reception.dates.pieces import UNSURE, YEAR, Piece

DATE = re.compile("NNN|N[MmR]N|[Mm]NN(?!N)|NN[Mm]|O[Mm]N|[Mm]ON|N[Mm]O|C")
UNKNOWN_MONTH = re.compile("(?<=[NO])W(?=N)|W(?=NN)")
AGE = re.compile("(N)A|P(N)(?![NMmRC])")
NAMED, NUMBERS, SIGNS = "MmR", "NCX", "NCXM"
JANUARY, DECEMBER, LAST_DAY = 1, 12, 31


def read_pieces(pieces: list[Piece], english: bool, today: date) -> date | Doubt:
    pieces, age = _without_age(pieces)
    found = DATE.search(_kinds(pieces))
    if not found:
        pieces = _with_unknown_month(pieces)
        found = DATE.search(_kinds(pieces))
    if not found:
        return _what_is_missing(pieces)
    rest = [*pieces[: found.start()], *pieces[found.end() :]]
    if len(rest) > 0 and age is None:
        rest, age = _age_beside(rest)
    read = _doubt_by(rest) or _read_date(pieces[found.start() : found.end()], english, today)
    if isinstance(read, date) and age not in {None, age_on(today, read)}:
        return Doubt(Why.AGE_DIFFERS, year=read.year, age=age)
    return read


def _kinds(pieces: list[Piece]) -> str:
    return "".join(piece.kind for piece in pieces)


def _without_age(pieces: list[Piece]) -> tuple[list[Piece], int | None]:
    """Less "39 years", and 39."""
    found = AGE.search(_kinds(pieces))
    if not found:
        return pieces, None
    years = pieces[found.start(1) if found[1] else found.start(2)]
    if len(years.text) >= YEAR:
        return pieces, None
    return [*pieces[: found.start()], *pieces[found.end() :]], int(years.text)


def _age_beside(rest: list[Piece]) -> tuple[list[Piece], int | None]:
    """Less the "33 года" beside a date that is complete without it."""
    ages = [piece for piece in rest if piece.perhaps_age and piece.kind == "N"]
    if len(ages) != 1:
        return rest, None
    return [piece for piece in rest if piece is not ages[0]], int(ages[0].text)


def _with_unknown_month(pieces: list[Piece]) -> list[Piece]:
    found = UNKNOWN_MONTH.search(_kinds(pieces))
    month = unknown_month(pieces[found.start()].text) if found else None
    if not found or not month:
        return pieces
    named = replace(pieces[found.start()], kind="M", value=month)
    return [*pieces[: found.start()], named, *pieces[found.end() :]]


def _doubt_by(rest: list[Piece]) -> Doubt | None:
    """What stands beside a date must not be another date, a number without meaning or a "perhaps"."""
    kinds = _kinds(rest)
    if DATE.search(kinds):
        return Doubt(Why.TWO_DATES)
    return Doubt(Why.AMBIGUOUS) if any(kind in kinds for kind in SIGNS + UNSURE) else None


def _what_is_missing(pieces: list[Piece]) -> Doubt:
    parts = [piece for piece in pieces if piece.kind in SIGNS + NAMED + "O"]
    kinds = _kinds(parts)
    if not kinds or "X" in kinds or any(":" in piece.gap for piece in parts[1:]):
        return Doubt(Why.NOT_A_DATE)
    if len(parts) > len(("day", "month", "year")) - 1:
        return Doubt(Why.AMBIGUOUS)
    if len(parts) > 1 and re.search("[NO][Mm]|[Mm][NO]|NN", _kinds(pieces)):
        return _no_year(parts)
    return Doubt(Why.INCOMPLETE) if kinds.strip("mRO") else Doubt(Why.NOT_A_DATE)


def _no_year(parts: list[Piece]) -> Doubt:
    day, month = sorted(parts, key=lambda piece: piece.kind in NAMED)
    days, months = day.value or int(day.text), month.value or int(month.text)
    return Doubt(Why.NO_YEAR, days, months) if days <= LAST_DAY and months <= DECEMBER else Doubt(Why.INCOMPLETE)


def _read_date(pieces: list[Piece], english: bool, today: date) -> date | Doubt:
    kinds = _kinds(pieces)
    if kinds == "C":
        return _compact(pieces[0].text, english, today)
    numbers = [piece.text for piece in pieces if piece.kind == "N"]
    if kinds != "NNN":
        return _named(pieces, numbers, today)
    if any(":" in piece.gap for piece in pieces[1:]) and max(map(len, numbers)) < YEAR:
        return Doubt(Why.NOT_A_DATE)  # a time of day
    return _in_numbers(numbers, english, today)


def _named(pieces: list[Piece], numbers: list[str], today: date) -> date | Doubt:
    month = next(str(piece.value) for piece in pieces if piece.kind in NAMED)
    spoken = [str(piece.value) for piece in pieces if piece.kind == "O"]
    if spoken:
        return judge(spoken[0], month, numbers[0], today)
    if pieces[-1].kind in NAMED and max(map(len, numbers)) < YEAR:
        return Doubt(Why.AMBIGUOUS)  # "12.05 (May)" has no year
    year_first = len(numbers[0]) >= YEAR
    day, year = reversed(numbers) if year_first else numbers
    return judge(day, month, year, today)


def _in_numbers(numbers: list[str], english: bool, today: date) -> date | Doubt:
    if len(numbers[0]) == YEAR:
        year, month, day = numbers
        return judge(day, month, year, today) if len(year) == YEAR else Doubt(Why.AMBIGUOUS)
    day, month, year = numbers
    if english and JANUARY <= int(day) <= DECEMBER < int(month):
        day, month = month, day
    return judge(day, month, year, today)


def _compact(digits: str, english: bool, today: date) -> date | Doubt:
    """DDMMYY, DDMMYYYY, or YYYYMMDD where it can only be that (no text of 8 digits can be both)."""
    short = len(digits) < len("12051987")
    if short and digits[2:4] in {"19", "20"}:
        return Doubt(Why.INCOMPLETE)  # "051987" is May 1987
    read = _in_numbers([digits[:2], digits[2:4], digits[4:]], english, today)
    if short or isinstance(read, date):
        return read
    year_first = judge(digits[6:], digits[4:6], digits[:4], today)
    return year_first if isinstance(year_first, date) else read
