"""Words that keep a note of what was said, to know what was not."""

from typing import Any

from locales.words import Words


class Noting(Words):
    """A person's words, as the screens are given them; ``said``: the English of all that they have said."""

    def __init__(self, language: str) -> None:
        super().__init__(language)
        self.said: set[str] = set()

    def __call__(self, message: str, **values: Any) -> str:
        self.said.add(message)
        return super().__call__(message, **values)

    def count(self, one: str, many: str, n: int, **values: Any) -> str:
        self.said |= {one, many}
        return super().count(one, many, n, **values)

    def label(self, message: str, **values: Any) -> str:
        self.said.add(message)
        return super().label(message, **values)
