"""Two days in any way of writing, as admins type them."""

from datetime import date

import pytest

from reception.figures.period import Period
from reception.figures.reading import NoPeriod, read_period

TODAY = date(2026, 11, 23)
FIRST, MIDDLE = date(2026, 11, 1), date(2026, 11, 15)


@pytest.mark.parametrize(
    "text",
    [
        "1.11.2026 – 15.11.2026",
        "01.11.2026-15.11.2026",
        "1.11-15.11.2026",
        "1.11.26 15.11.26",
        "2026-11-01 2026-11-15",
        "2026-11-01 - 2026-11-15",
        "з 1 листопада до 15 листопада 2026",
        "с 1 ноября по 15 ноября",
        "from 1 Nov 2026 to 15 Nov 2026",
        "od 1 listopada 2026 do 15 listopada 2026",
        "dal 1 novembre al 15 novembre 2026",
        "15.11.2026 – 1.11.2026",
    ],
)
def test_two_days_are_read_as_people_write_them(text: str) -> None:
    assert read_period(text, "uk", TODAY) == Period(FIRST, MIDDLE)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("15.11.2026", MIDDLE, MIDDLE),
        ("1 Nov", FIRST, FIRST),
        ("25.12", date(2025, 12, 25), date(2025, 12, 25)),
        ("29 February", date(2024, 2, 29), date(2024, 2, 29)),
        ("1.11 – 30.11", FIRST, TODAY),
        ("1.11.2026 – 30.11.2026", FIRST, TODAY),
        ("1.12 – 31.12", date(2025, 12, 1), date(2025, 12, 31)),
        ("20.12 – 10.01.2026", date(2025, 12, 20), date(2026, 1, 10)),
        ("20.12.2025 – 10.01", date(2025, 12, 20), date(2026, 1, 10)),
    ],
)
def test_a_day_alone_and_days_without_a_year_are_the_latest_that_were(text: str, first: date, last: date) -> None:
    assert read_period(text, "en", TODAY) == Period(first, last)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", NoPeriod.UNREADABLE),
        ("yesterday", NoPeriod.UNREADABLE),
        ("1.11.2026 – 31.02.2026", NoPeriod.UNREADABLE),
        ("1.11.2026 5.11.2026 15.11.2026", NoPeriod.UNREADABLE),
        ("1.11.2026 " * 20, NoPeriod.UNREADABLE),
        ("1.12.2026 – 5.12.2026", NoPeriod.AHEAD),
        ("1.1.2024 – 15.11.2026", NoPeriod.TOO_LONG),
    ],
)
def test_what_is_no_period_says_why(text: str, why: NoPeriod) -> None:
    assert read_period(text, "en", TODAY) is why
