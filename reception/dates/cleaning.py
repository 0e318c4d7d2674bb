"""From keystrokes to a text whose numbers are numbers."""

import re
import unicodedata

from reception.typed import plain

DEGREES = str.maketrans(dict.fromkeys("°˚ºª", " "))  # before NFKC, which would make "12º" into "12o"
ELIDED = re.compile(r"\b(?:l|dell|nell)'(?=[^\W_])", re.IGNORECASE)  # l'otto maggio, maggio dell'87
INSIDE_WORD = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])")  # п'ятого
LOOK_ALIKE = re.compile(r"(?<![^\W_])(?=[^\W\d_]*\d)[\dOoОоlIІ]{2,8}(?![^\W_])")
ORDINAL_O = re.compile(r"(\d{1,2})[oо]")  # Italian "12o maggio"
AS_DIGITS = str.maketrans("OoОоlIІ", "0000111")


def readable(text: str) -> str:
    seen = plain(text.translate(DEGREES))
    seen = "".join(char for char in seen if unicodedata.category(char) != "Mn")  # stress marks
    return LOOK_ALIKE.sub(_digits, INSIDE_WORD.sub("", ELIDED.sub(" ", seen)))


def _digits(found: re.Match[str]) -> str:
    """O for 0 and l or I for 1; but "12o maggio" is the 12th, and "1o maggio" may be the 1st or the 10th."""
    ordinal = ORDINAL_O.fullmatch(found[0])
    if ordinal and found.string[found.end() :].lstrip()[:1].isalpha():
        return ordinal[1] if len(ordinal[1]) == len("12") else found[0]
    return found[0].translate(AS_DIGITS)
