"""Words that keep a note of what was said, to know what was not."""

from typing import Any

from locales.words import Words

FIRST_HUNDRED = range(1, 101)  # no language of ours has a plural form that begins later


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

    def first_of_each_form(self, one: str, many: str) -> list[int]:
        forms = {self._catalogue.ngettext(one, many, n): n for n in reversed(FIRST_HUNDRED)}
        return sorted(forms.values())

    def label(self, message: str, **values: Any) -> str:
        self.said.add(message)
        return super().label(message, **values)
