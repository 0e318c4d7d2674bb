"""Days, money and plural forms as they are written in Poland and in Italy; and nobody is taken for a man or a woman."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from locales.extract import read
from locales.words import FOLDER, words

TUESDAY, SUNDAY = date(2026, 11, 24), date(2026, 11, 29)
AGE = ("{date}, {n} year", "{date}, {n} years")
TRIES = (
    "This date doesn't match. Please check it and type it again: {n} try left.",
    "This date doesn't match. Please check it and type it again: {n} tries left.",
)
VISITS = (
    "This patient already has {n} visit ahead: that is as many as can be booked here. Reception: {phone}",
    "This patient already has {n} visits ahead: that is as many as can be booked here. Reception: {phone}",
)
GENDERED = {
    "pl": re.compile(
        r"\b(?:Pan|Pani|Pana|Panu|\w+(?:łeś|łaś|łem|łam)|sam|sama|gotów|gotowa|pewien|pewna)\b", re.IGNORECASE
    ),
    "it": re.compile(r"\b(?:sicur[oa]|pront[oa]|benvenut[oa]|registrat[oa]|Signor[ea]?|è (?:stato|stata) lei)\b"),
}
ON_FIRST_NAME_TERMS = {
    "pl": re.compile(r"\b(?:Twój|Twoja|Twoje|Twojego|Ciebie|Ci|Cię|możesz|chcesz|masz)\b", re.IGNORECASE),
    "it": re.compile(r"\b(?:tuo|tua|tuoi|tue|puoi|vuoi|hai)\b", re.IGNORECASE),
}


def test_days_are_written_as_in_poland() -> None:
    pl = words("pl")
    assert pl.day(TUESDAY) == "wt., 24 listopada"
    assert (pl.short_day(TUESDAY), pl.short_day(SUNDAY)) == ("wt 24.11", "niedz 29.11")
    assert pl.full_date(date(1987, 5, 12)) == "12 maja 1987"
    assert pl.moment(datetime(2026, 11, 24, 12, 30, tzinfo=UTC), "Europe/Kyiv") == "wt., 24 listopada, 14:30"


def test_days_are_written_as_in_italy() -> None:
    it = words("it")
    assert it.day(TUESDAY) == "mar 24 novembre"
    assert (it.short_day(TUESDAY), it.short_day(SUNDAY)) == ("mar 24/11", "dom 29/11")
    assert it.full_date(date(1987, 5, 12)) == "12 maggio 1987"
    assert it.moment(datetime(2026, 11, 24, 12, 30, tzinfo=UTC), "Europe/Kyiv") == "mar 24 novembre, 14:30"


def test_money_has_the_separators_of_the_country() -> None:
    told = [words(code).money(Decimal("12500.50"), "EUR").replace("\xa0", " ") for code in ("pl", "it")]
    assert told == ["12 500,50 €", "12.500,50 €"]


@pytest.mark.parametrize(
    ("n", "years"),
    [
        (1, "rok"),
        *((n, "lata") for n in (2, 4, 22, 34, 102)),
        *((n, "lat") for n in (0, 5, 11, 12, 14, 21, 31, 101, 112)),
    ],
)
def test_polish_counts_in_three_forms_and_twenty_one_is_many(n: int, years: str) -> None:
    assert words("pl").count(*AGE, n, date="x") == f"x, {n} {years}"


@pytest.mark.parametrize(("n", "years"), [(0, "anni"), (1, "anno"), (2, "anni"), (21, "anni"), (101, "anni")])
def test_italian_counts_in_two(n: int, years: str) -> None:
    assert words("it").count(*AGE, n, date="x") == f"x, {n} {years}"


def test_the_verb_goes_with_the_number() -> None:
    pl, it = words("pl"), words("it")
    assert [pl.count(*TRIES, n).split(": ")[1] for n in (1, 2)] == ["została 1 próba.", "zostały 2 próby."]
    assert [it.count(*TRIES, n).split(": ")[1] for n in (1, 2)] == ["resta 1 tentativo.", "restano 2 tentativi."]
    assert "umówionych 5 wizyt" in pl.count(*VISITS, 5, phone="x")


@pytest.mark.parametrize("code", ["pl", "it"])
def test_nobody_is_taken_for_a_man_or_a_woman_or_a_friend(code: str) -> None:
    """docs/glossary.md: "How we address people"."""
    said = [form for message in read(FOLDER / code / "reception.po") if message.id for form in _forms(message.string)]
    assert len(said) > 100
    assert [text for text in said if GENDERED[code].search(text) or ON_FIRST_NAME_TERMS[code].search(text)] == []


def _forms(told: object) -> list[str]:
    return [str(form) for form in told] if isinstance(told, tuple | list) else [str(told)]
