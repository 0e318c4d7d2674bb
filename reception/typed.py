"""What a keyboard, a clipboard or a right-to-left phone adds to a typed text, taken away again."""

import unicodedata

APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼʻ`´′＇ʹ՚", "'"))
DASHES = frozenset("\u2212\u2043")  # minus sign and hyphen bullet: dashes to people, not to Unicode
INVISIBLE = ("Cf", "Me")  # direction marks, zero-width characters, the keycap frame of an emoji digit


def plain(text: str) -> str:
    """Full-width and other scripts' digits as 0-9, one apostrophe, one dash, one blank, nothing invisible."""
    return "".join(map(_plain, unicodedata.normalize("NFKC", text.translate(APOSTROPHES))))


def _plain(char: str) -> str:
    if char.isascii():
        return char
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    kind = unicodedata.category(char)
    if kind in INVISIBLE or "\ufe00" <= char <= "\ufe0f":
        return ""
    if kind == "Pd" or char in DASHES:
        return "-"
    return " " if kind == "Zs" else char
