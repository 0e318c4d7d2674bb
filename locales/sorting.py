"""Names in the order of each language's own alphabet, as in its phone book."""

import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TypeVar

T = TypeVar("T")
LATIN = "abcdefghijklmnopqrstuvwxyz"
ALPHABETS = {
    "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
    "ru": "абвгдежзийклмнопрстуфхцчшщъыьэюя",  # ё stands with е
    "pl": "aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż",
}
STROKED = str.maketrans({"ł": "l", "đ": "d", "ø": "o", "ı": "i", "æ": "ae", "œ": "oe"})  # Unicode keeps them whole
BETWEEN_WORDS = "- "
Place = tuple[tuple[tuple[int, int], ...], str]


def in_order(things: Iterable[T], language: str, name: Callable[[T], str]) -> list[T]:
    """The same things by their names. Accents that are no letters of the language decide only between equals,
    as do capitals and apostrophes; letters of other scripts come last."""
    return sorted(things, key=lambda thing: place(name(thing), language))


@lru_cache(maxsize=1000)
def place(name: str, language: str) -> Place:
    """What a name is compared by. A shorter word goes before the longer one that begins with it."""
    letters = _letters(unicodedata.normalize("NFC", name.casefold()), ALPHABETS.get(language, LATIN))
    return tuple(letters), name


def _letters(name: str, alphabet: str) -> Iterable[tuple[int, int]]:
    for char in name:
        for letter in char if char in alphabet else unicodedata.normalize("NFKD", char.translate(STROKED)):
            if letter in BETWEEN_WORDS:
                yield 0, 0
            elif letter.isalpha():
                own = alphabet.find(letter)
                yield (1, own) if own >= 0 else (2, ord(letter))
