"""Pages of a list, and lines that fit."""

from datetime import date

import pytest

from handlers.screen import Button
from handlers.screens.pages import Page, fitting, page_of
from handlers.taps import day, walk
from reception.booking.way import Way


@pytest.mark.parametrize(
    ("things", "number", "page"),
    [
        ("", 0, Page((), None, None)),
        ("abc", 0, Page(("a", "b", "c"), None, None)),
        ("abcd", 0, Page(("a", "b", "c"), None, 1)),
        ("abcd", 1, Page(("d",), 0, None)),
        ("abcdefg", 1, Page(("d", "e", "f"), 0, 2)),
        ("abcdef", 2, Page(("d", "e", "f"), 0, None)),
        ("ab", 1000, Page(("a", "b"), None, None)),
        ("", 7, Page((), None, None)),
    ],
)
def test_a_page_knows_its_neighbours_and_one_past_the_end_is_the_last(
    things: str, number: int, page: Page[str]
) -> None:
    assert page_of(things, number, 3) == page


def test_pages_are_turned_by_buttons_that_carry_the_whole_way() -> None:
    way = Way(1, 2, 3, 4, visit=True, service=5)
    middle = page_of("abcdefg", 1, 3)
    assert middle.turns("back", "on", lambda page: walk(way, page)) == (
        (Button("back", walk(way, 0)), Button("on", walk(way, 2))),
    )
    tuesday = day(way, date(2026, 11, 24), 2)
    assert (tuesday.way, tuesday.date, tuesday.page) == (way, date(2026, 11, 24), 2)
    assert page_of("abc", 0, 3).turns("back", "on", lambda page: walk(way, page)) == ()


@pytest.mark.parametrize(
    ("lines", "room", "kept"),
    [
        (["abc", "def"], 7, ["abc", "def"]),
        (["abc", "def"], 6, ["abc"]),
        (["abc"], 3, ["abc"]),
        (["abcd", "e"], 3, []),
        (["&amp;&lt;&amp;", "d"], 5, ["&amp;&lt;&amp;", "d"]),
    ],
)
def test_lines_are_kept_while_they_fit_as_people_read_them(lines: list[str], room: int, kept: list[str]) -> None:
    assert fitting(lines, room) == kept


def test_what_stands_between_lines_takes_room_too() -> None:
    assert fitting(["ab", "cd"], 6, between=2) == ["ab", "cd"]
    assert fitting(["ab", "cd"], 5, between=2) == ["ab"]
