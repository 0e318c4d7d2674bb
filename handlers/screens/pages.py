"""More than one screen or message has room for: lists in pages, lines as many as fit."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import unescape
from typing import Generic, TypeVar

from aiogram.filters.callback_data import CallbackData

from handlers.screen import Button, rows

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """``earlier`` and ``later`` number the pages beside it; None where there is none."""

    shown: tuple[T, ...]
    earlier: int | None
    later: int | None

    def turns(self, earlier: str, later: str, to: Callable[[int], CallbackData]) -> tuple[tuple[Button, ...], ...]:
        """The buttons, by their labels, that turn the page."""
        before = Button(earlier, to(self.earlier)) if self.earlier is not None else None
        after = Button(later, to(self.later)) if self.later is not None else None
        return rows(before, after, width=2)


def page_of(things: Iterable[T], number: int, size: int) -> Page[T]:
    """The page of this number, from 0; the last there is where the list has become shorter meanwhile."""
    everything = tuple(things)
    last = max(0, (len(everything) - 1) // size)
    number = min(number, last)
    shown = everything[number * size : (number + 1) * size]
    return Page(shown, number - 1 if number else None, number + 1 if number < last else None)


def fitting(lines: Iterable[str], room: int, between: int = 1) -> list[str]:
    """The first of the lines (HTML) that together, with so many characters between them, fit into ``room``."""
    kept: list[str] = []
    for line in lines:
        room -= len(unescape(line)) + (between if kept else 0)
        if room < 0:
            break
        kept.append(line)
    return kept
