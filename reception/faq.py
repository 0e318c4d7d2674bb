"""What people ask, by category, and whether the answers help."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Protocol

from clinic.model import Category, Clinic, Entry
from reception.clock import Clock, today
from reception.phrases import Phrase, Phrases

IN_AN_ANSWER, IN_A_NAME = 0.45, 0.4  # what a word there is worth, beside one of the question


class Votes(Protocol):
    """Counted by day, without a person."""

    async def count(self, entry: str, on: date, *, helpful: bool) -> None: ...


class Faq:
    """The clinic file's questions; entries and categories by the numbers that buttons carry."""

    def __init__(self, clinic: Clinic, votes: Votes, clock: Clock) -> None:
        self._clinic = clinic
        self._votes = votes
        self._clock = clock
        self.categories: Mapping[int, Category] = {category.number: category for category in clinic.faq}
        self.entries: Mapping[int, Entry] = {entry.number: entry for one in clinic.faq for entry in one.entries}

    def category_of(self, entry: Entry) -> Category:
        return next(category for category in self._clinic.faq if entry in category.entries)

    async def vote(self, entry: Entry, *, helpful: bool) -> None:
        await self._votes.count(entry.id, today(self._clock, self._clinic.zone), helpful=helpful)

    @cached_property
    def phrases(self) -> Phrases:
        """Made when the first person types something: a start does not wait for it."""
        return Phrases(phrase for category in self._clinic.faq for phrase in _phrases(category))


def _phrases(category: Category) -> Iterator[Phrase]:
    for entry in category.entries:
        for text in (*entry.question.values(), *entry.also):
            yield Phrase(entry.number, text)
        for text in entry.answer.values():
            yield Phrase(entry.number, text, IN_AN_ANSWER, whole=False)
        for text in category.name.values():
            yield Phrase(entry.number, text, IN_A_NAME, whole=False)
