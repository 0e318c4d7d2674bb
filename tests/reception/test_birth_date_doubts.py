"""Birth dates that are asked again, and the reason the patient hears."""

import subprocess
import sys
import time
from datetime import date

import pytest

from reception.dates import Doubt, Why, read_birth_date

TODAY = date(2026, 11, 21)
OLENA = date(1987, 5, 12)


def why(text: str, language: str = "uk") -> Why:
    read = read_birth_date(text, language, TODAY)
    assert isinstance(read, Doubt), f"{text!r} was read as {read}"
    return read.why


def test_month_comes_first_only_in_english_and_only_where_nothing_else_is_possible() -> None:
    for text in ("05/25/1987", "5-25-1987", "5.25.87", "05251987", "052587"):
        assert read_birth_date(text, "en", TODAY) == date(1987, 5, 25)
        assert why(text, "uk") is Why.NO_SUCH_MONTH
    assert read_birth_date("05/06/1987", "en", TODAY) == date(1987, 6, 5)
    assert why("1987-25-05", "en") is Why.NO_SUCH_MONTH
    assert why("11/12/2026", "en") is Why.IN_FUTURE


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("31.02.1987", Doubt(Why.NO_SUCH_DAY, 31, 2, 1987)),
        ("31 квітня 1987", Doubt(Why.NO_SUCH_DAY, 31, 4, 1987)),
        ("29.02.2001", Doubt(Why.NO_SUCH_DAY, 29, 2, 2001)),
        ("29 лютого 01", Doubt(Why.NO_SUCH_DAY, 29, 2, 2001)),
        ("00.05.1987", Doubt(Why.NO_SUCH_DAY, 0, 5, 1987)),
        ("12.13.1987", Doubt(Why.NO_SUCH_MONTH, month=13)),
        ("12.05", Doubt(Why.NO_YEAR, 12, 5)),
        ("12 травня", Doubt(Why.NO_YEAR, 12, 5)),
        ("May the twelfth", Doubt(Why.NO_YEAR, 12, 5)),
        ("12.05.2031", Doubt(Why.IN_FUTURE, year=2031)),
        ("22.11.2026", Doubt(Why.IN_FUTURE, year=2026)),
        ("12.05.1787", Doubt(Why.TOO_LONG_AGO, year=1787)),
        ("12.05.0087", Doubt(Why.TOO_LONG_AGO, year=87)),
        ("20.11.1906", Doubt(Why.TOO_LONG_AGO, year=1906)),
        ("12.05.1987 (25 років)", Doubt(Why.AGE_DIFFERS, year=1987, age=25)),
        ("12.05.1993, 31 год", Doubt(Why.AGE_DIFFERS, year=1993, age=31)),
        ("12.05.1987 і 13.06.1988", Doubt(Why.TWO_DATES)),
        ("12051987 13061988", Doubt(Why.TWO_DATES)),
    ],
)
def test_a_doubt_carries_what_the_patient_must_hear(text: str, doubt: Doubt) -> None:
    assert read_birth_date(text, "uk", TODAY) == doubt


@pytest.mark.parametrize(
    ("reason", "texts"),
    [
        (
            Why.NOT_A_DATE,
            "|-|вчора|next monday|39 years|12:05|12:05:30|0501112233|+380501112233|+12051987|1234567|🎂|дд.мм",
        ),
        (
            Why.INCOMPLETE,
            "12|05.1987|травень 1987|1987|кіт 5|через 3 дні|12 кота 1987|12 июдя 1987|051987",
        ),
        (Why.INCOMPLETE, "12 і 1987|12х87|12x87|12 days ago|1205 1987"),
        (Why.AMBIGUOUS, "12.05.1987 39|12.05.1987 14:30|050 112 22 33|1.2.3|12.05.187|12.1987.05|10-12 травня 1987"),
        (Why.AMBIGUOUS, "12 або 13 травня 1987|12.05 (травень)|1o maggio 1987|не 12.05.1987|приблизно 12.05.1987"),
        (Why.NO_SUCH_DAY, "87-05-12|87 May 12|870512"),
    ],
)
def test_what_is_not_sure_is_asked_again(reason: Why, texts: str) -> None:
    for text in texts.split("|"):
        assert why(text) is reason, text


def test_a_newborn_and_the_oldest_are_both_patients() -> None:
    assert read_birth_date("21.11.2026", "uk", TODAY) == TODAY
    assert read_birth_date("21.11.1906", "uk", TODAY) == date(1906, 11, 21)
    assert read_birth_date("29.02.2024", "uk", date(2024, 2, 29)) == date(2024, 2, 29)


def test_no_more_than_64_characters_are_read() -> None:
    assert read_birth_date("12.05.1987".rjust(64), "uk", TODAY) == OLENA
    assert why("12.05.1987".rjust(65)) is Why.TOO_LONG


def test_no_text_takes_long() -> None:
    for text in (
        "9" * 64,
        "1 " * 32,
        "a" * 64,
        "12 " + "т" * 58 + " 87",
        "ﷺ" * 64,
        "x 1 " * 16,
        "12 " + "o" * 19 + " 1987",
    ):
        started = time.perf_counter()
        read_birth_date(text, "uk", TODAY)
        assert time.perf_counter() - started < 0.25, text


def test_usual_dates_never_wake_dateparser() -> None:
    script = (
        "import sys; from datetime import date; from reception.dates import read_birth_date;"
        "read_birth_date('12 травня 1987', 'uk', date(2026, 11, 21)); sys.exit('dateparser' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0  # noqa: S603 - our own line
