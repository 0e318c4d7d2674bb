"""Birth dates as they are written in Poland, in Italy, in Russian, and on a phone without Cyrillic letters."""

from datetime import date

import pytest

from reception.dates import read_birth_date
from reception.dates.months import KEYS, SHORTEST_SPELLED, SPELLED

TODAY = date(2026, 11, 21)
OLENA = date(1987, 5, 12)
HABITS = {
    "pl": "12 maja 1987 r.|12 maj 87|12.V.1987|12.V.1987r.|dnia 12 maja 1987 roku|urodzona 12 maja 1987|12-go maja 1987"
    "|dwunastego maja 1987|12 maja '87|12 maia 1987",
    "it": "12 maggio 1987|12 mag. 1987|12 magg 87|il 12 maggio del 1987|nata il 12/5/87|12 magio 1987|12maggio1987"
    "|12 maggio dell'87|12 Maggio ’87|dodici maggio 1987",
    "ru": "12 мая 87|12 мая 1987 г.|12-го мая 1987 года|12.05.87г.р.|родилась 12 мая 1987|двенадцатое мая 87|12/V/87"
    "|12 Май 1987",
}


@pytest.mark.parametrize(("language", "texts"), HABITS.items())
def test_as_it_is_written_in_poland_in_italy_and_in_russian(language: str, texts: str) -> None:
    for text in texts.split("|"):
        assert read_birth_date(text, language, TODAY) == OLENA, text


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("1° maggio 1987", "it", date(1987, 5, 1)),
        ("l'8 marzo 1987", "it", date(1987, 3, 8)),
        ("ventitré febraio 1987", "it", date(1987, 2, 23)),
        ("3 pazdziernika 1987", "pl", date(1987, 10, 3)),
        ("21 września1987", "pl", date(1987, 9, 21)),
        ("dwudziestego pierwszego sierpnia 1987", "pl", date(1987, 8, 21)),
        ("3 сентебря 1987", "ru", date(1987, 9, 3)),
    ],
)
def test_other_days_as_people_type_them(text: str, language: str, day: date) -> None:
    assert read_birth_date(text, language, TODAY) == day


IN_LATIN = (
    "sichnya sichnia yanvarya yanv|lyutogo liutoho fevralya fevr|bereznya bereznia berez marta|kvitnya kvit aprelya|"
    "travnya travnia trav maya|chervnya chervnia iyunya iunia|lypnya lipnya lypnia iyulya|serpnya serpnia avgusta|"
    "veresnya veresnia sentyabrya|zhovtnya zhovtnia oktyabrya|lystopada lystopad noyabrya|grudnya hrudnia dekabrya"
)


@pytest.mark.parametrize(("month", "names"), list(enumerate(IN_LATIN.split("|"), 1)))
def test_months_in_latin_letters_for_want_of_cyrillic_ones(month: int, names: str) -> None:
    for name in names.split():
        assert read_birth_date(f"3 {name} 1987", "uk", TODAY) == date(1987, month, 3), name


def test_no_spelling_of_a_month_may_be_another() -> None:
    beginnings = {
        (name[:size], month) for name, month in KEYS.items() for size in range(SHORTEST_SPELLED, len(name) + 1)
    }
    assert len(beginnings) == len(SPELLED)
