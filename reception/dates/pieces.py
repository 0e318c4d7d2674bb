"""A text cut into the pieces a date can be made of, one letter of kind for each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from reception.dates.months import fold, full_month, roman_month, short_month
from reception.dates.ordinals import day_in_words, is_tens

TOKEN = re.compile(r"\d+|[^\W\d_]+")
COMPACT = (len("120587"), len("12051987"))
YEAR = len("1987")

AGE = "A"  # "39 років"
PERHAPS_AGE = "a"  # "33 года", but also "1987 года"
AGE_LABEL = "P"  # "вік 39"
UNSURE = "U"
SKIPPED = " "
WORDS = {
    AGE: "років роки роков лет летний летняя річний річна years yrs yr yo y lat lata latek anni",
    PERHAPS_AGE: "рік року год года году год rok roku rokiem year anno",
    AGE_LABEL: "вік возраст мені мне age aged wiek età",
    UNSURE: "не нет ні not nie non або или or lub albo oppure приблизно примерно орієнтовно близько около circa "
    "about approximately approx około може можливо может наверное напевно мабуть здається кажется maybe perhaps "
    "probably może chyba forse",
    SKIPPED: "го ого его ое ье му ому й ий ій ый ой е є те ше th st nd rd ego go tego ty of the day in di de del dello "
    "il dnia dn день дня число числа місяць місяця месяц месяца month miesiąc miesiąca mese r р г",
}
KINDS = {fold(word): kind for kind, words in WORDS.items() for word in words.split()}


@dataclass(frozen=True, slots=True)
class Piece:
    """`kind`: N a number of up to 4 digits, C of 6 or 8, X any other; M a month's name, m a shortened one,
    R a Roman one; O a day in words; A, a, P, U as in `WORDS`; W any other word.
    `gap` is what parts it from the piece before."""

    kind: str
    text: str
    gap: str
    value: int = 0
    perhaps_age: bool = False


def pieces_of(text: str) -> list[Piece]:
    pieces: list[Piece] = []
    gap = ""
    for piece in _tokens(text):
        last = pieces[-1] if pieces else None
        gap += piece.gap
        if piece.kind == SKIPPED:
            continue
        if piece.kind == PERHAPS_AGE:
            pieces[-1:] = [replace(last, perhaps_age=True)] if last else []
            continue
        if last and piece.kind == last.kind == "O" and is_tens(last.value) and piece.value < len("1234567890"):
            pieces[-1] = replace(last, value=last.value + piece.value)
        else:
            pieces.append(replace(piece, gap=gap))
        gap = ""
    return pieces


def _tokens(text: str) -> Iterator[Piece]:
    """Every number and word by itself."""
    end = 0
    for token in TOKEN.finditer(text):
        gap, end = text[end : token.start()], token.end()
        yield _number(token[0], gap) if token[0].isdigit() else _word(token[0], gap, text[end:])


def _number(digits: str, gap: str) -> Piece:
    if gap.endswith("+"):  # a phone number
        return Piece("X", digits, gap)
    kind = "N" if len(digits) <= YEAR else "C" if len(digits) in COMPACT else "X"
    return Piece(kind, digits, gap)


def _word(word: str, gap: str, rest: str) -> Piece:
    following = TOKEN.search(rest)
    readings = (
        ("R", roman_month(word, gap, rest[: following.start()] if following else "")),
        (KINDS.get(fold(word)), 0),
        ("M", full_month(word)),
        ("O", day_in_words(word)),
        ("m", short_month(word)),
    )
    kind, value = next(((kind, value) for kind, value in readings if kind and value is not None), ("W", 0))
    return Piece(kind, word, gap, value)
