"""What no screen of the page has said, and every form of what is counted."""

from collections.abc import Iterator
from string import Formatter

from bot.screens.noting import Noting
from locales.extract import said
from locales.words import Words


class Blank:
    """Stands for any value, in whatever format."""

    def __format__(self, _spec: str) -> str:
        return "…"


def counted(noting: Noting) -> Iterator[str]:
    """Each plural text with the first number for each of its forms."""
    for one, many in sorted(texts.id for texts in said() if isinstance(texts.id, tuple)):
        values = blanks(one + many)
        yield "<br>".join(noting.count(one, many, n, **values) for n in noting.first_of_each_form(one, many))


def rarely(say: Noting, shown: str) -> list[str]:
    """Texts that take more than a sample to come up, with nothing in their places. ``shown``: what has come up.

    A label may have been said for a button that is not there: so both what was said and what is shown count.
    """
    texts = {texts.id: _blank(say, texts.id) for texts in said() if isinstance(texts.id, str) and texts.id}
    return [
        blank for text, blank in sorted(texts.items()) if text not in say.said or not _is_in(shown, blank.split("…"))
    ]


def _is_in(shown: str, pieces: list[str]) -> bool:
    return all(piece in shown for piece in pieces)


def _blank(say: Noting, text: str) -> str:
    """Unnoted, so that it may be asked for after what was said."""
    return Words(say.language).label(text, **blanks(text))


def blanks(text: str) -> dict[str, Blank]:
    return {name: Blank() for _, name, _, _ in Formatter().parse(text) if name and name != "n"}
