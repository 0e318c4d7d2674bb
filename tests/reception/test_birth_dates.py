"""Birth dates that are read: the shared cases, and every day in every shape and language."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reception.dates import Doubt, parse_birth_date, read_birth_date

TODAY = date(2026, 11, 21)
OLENA = date(1987, 5, 12)
CASES_FILE = Path(__file__).parents[1] / "cases" / "birth_dates.jsonl"
CASES = [json.loads(line) for line in CASES_FILE.read_text("utf-8").splitlines()]
LANGUAGES = ("uk", "ru", "en", "pl", "it")

GENITIVE = {
    "uk": "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "en": "January February March April May June July August September October November December",
    "pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
}
NOMINATIVE = {
    "uk": "січень лютий березень квітень травень червень липень серпень вересень жовтень листопад грудень",
    "ru": "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
    "pl": "styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad grudzień",
}
SHORT = {
    "uk": "січ лют бер квіт трав черв лип серп вер жовт лист груд",
    "ru": "янв фев мар апр май июн июл авг сен окт ноя дек",
    "en": "Jan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec",
    "pl": "sty lut mar kwi maj cze lip sie wrz paź lis gru",
    "it": "gen feb mar apr mag giu lug ago set ott nov dic",
}
ROMAN_NUMBERS = "I II III IV V VI VII VIII IX X XI XII"
ROMAN = ROMAN_NUMBERS.split()
MONTHS = [(code, names.split()) for table in (GENITIVE, NOMINATIVE, SHORT) for code, names in table.items()]

birth_dates = st.dates(date(1906, 11, 21), TODAY)
languages = st.sampled_from([*LANGUAGES, "de", "xx", ""])
separators = st.sampled_from([".", "-", "/", " ", ",", "..", " . ", "—", "–", "_", "|", "\\", ". ", "−", "\u00a0"])


@pytest.mark.parametrize("case", CASES, ids=[f"{case['language']}: {case['text']}" for case in CASES])
def test_the_shared_cases_are_all_right(case: dict[str, str]) -> None:
    read = parse_birth_date(case["text"], case["language"], TODAY)
    assert (read.isoformat() if read else "ask") == case["expected"]


@given(birth_dates, languages, separators)
def test_any_day_in_numbers_reads_as_itself(day: date, language: str, mark: str) -> None:
    for text in (
        f"{day.day}{mark}{day.month}{mark}{day.year}",
        f"{day:%d}{mark}{day:%m}{mark}{day:%Y}",
        f"{day:%Y}{mark}{day:%m}{mark}{day:%d}",
        f"{day:%d}{mark}{ROMAN[day.month - 1]}{mark}{day:%Y}",
    ):
        assert read_birth_date(text, language, TODAY) == day, text
    assert read_birth_date(f"{day:%d%m%Y}", language, TODAY) == day
    assert read_birth_date(f"{day:%Y%m%d}", language, TODAY) == day


@given(birth_dates, languages, st.sampled_from(MONTHS))
def test_any_day_with_a_months_name_reads_as_itself(day: date, language: str, months: tuple[str, list[str]]) -> None:
    name = months[1][day.month - 1]
    for text in (
        f"{day.day} {name} {day.year}",
        f"{day.day} {name.upper()} {day.year}",
        f"{day:%d}-{name}-{day.year}",
        f"{day.day}{name}{day.year}",
        f"{name} {day.day}, {day.year}",
        f"{day.year} {name} {day.day}",
        f"{day.day} {name}. {day.year} р.",
    ):
        assert read_birth_date(text, language, TODAY) == day, text


@given(st.dates(date(1926, 11, 22), TODAY), languages)
def test_two_digits_are_the_latest_year_that_is_not_ahead(day: date, language: str) -> None:
    for shape in ("%d.%m.%y", "%d-%m-%y", "%d/%m/%y", "%d %m %y", "%d%m%y"):
        assert read_birth_date(day.strftime(shape), language, TODAY) == day
    assert read_birth_date(f"{day.day} {ROMAN[day.month - 1]} {day:%y}", language, TODAY) == day


@pytest.mark.parametrize(
    ("text", "year"),
    [("01.09.24", 2024), ("20.11.26", 2026), ("21.11.26", 2026), ("22.11.26", 1926), ("01.01.27", 1927)],
)
def test_this_year_and_the_next_are_told_apart_by_the_day(text: str, year: int) -> None:
    read = parse_birth_date(text, "uk", TODAY)
    assert read
    assert read.year == year


@given(st.text(max_size=70) | st.text("0123456789.- /:+VIXтравняmayО", max_size=30), languages)
def test_no_text_breaks_it_or_is_read_outside_a_life(text: str, language: str) -> None:
    read = read_birth_date(text, language, TODAY)
    assert isinstance(read, Doubt) or date(1906, 11, 21) <= read <= TODAY
    assert parse_birth_date(text, language, TODAY) == (None if isinstance(read, Doubt) else read)


@pytest.mark.parametrize(
    "text",
    [
        *("12-V-1987", "12.v.87", "12 V 1987", "12/V/87", "1987-V-12"),
        *("12-го травня 1987", "12го травня 1987 року", "12th of May 1987", "12° maggio 1987", "12º maggio 1987"),
        *(
            "12o maggio 1987",
            "12-ое мая 1987",
            "12-tego maja 1987",
            "the twelfth of May, 1987",
            "May the twelfth, 1987",
            "двенадцатого мая 1987",
        ),
        *("дванадцяте травня 1987 р.", "ДВАНАДЦЯТОГО ТРАВНЯ 87", "dodici maggio 1987", "dwunastego maja 1987 roku"),
        *("l2.O5.l987", "12.О5.l987", "１２／０５／１９８７", "١٢.٠٥.١٩٨٧", "1️⃣2️⃣.0️⃣5️⃣.1987"),
        *("\u200f12.\u200b05.\u202a1987\ufeff", "12.тра́вня.1987", "12 mая 1987", "🎂12.05.1987🎂"),
        *("12 травеня 1987", "12 Трвня 1987", "12 травння 87", "12 майя 1987", "12 magio 1987", "12 magigo 1987"),
        *("дата народження: 12.05.1987", "ur. 12 maja 1987 r.", "born on May 12th, 1987", "nato il 12/05/1987"),
        *(
            "urodziłam się 12 maja 1987",
            "urodzilam sie 12.05.1987",
            "sono nata il 12 mag. 1987",
            "12 числа 5 місяця 1987",
        ),
        *(
            "12.05.1987р.",
            "12.05.1987 г.р.",
            "12 мая 87 года",
            "12.05.'87",
            "12 травня ’87",
            "(12.05.1987).",
            "«12/5/87»!",
        ),
        *("12 mei 1987", "12 Mai 1987", "12 de mayo de 1987", "12 května 1987"),
        *("12.05.1987 (39 років)", "39 лет, 12 мая 1987", "12.05.1987, вік 39", "12 May 1987, 39 years", "12:05:1987"),
    ],
)
def test_olenas_birthday_is_read_however_she_types_it(text: str) -> None:
    assert read_birth_date(text, "uk", TODAY) == OLENA


ORDINALS = {
    1: "першого травня|первое мая|first of May|primo maggio|pierwszego maja",
    3: "третього травня|третьего мая|third of May|tre maggio|trzeciego maja",
    8: "восьме травня|восьмое мая|May eighth|l'otto maggio|ósmego maja",
    9: "дев’ятого травня|девятого мая|May the ninth|nove maggio|dziewiątego maja",
    20: "двадцятого травня|двадцатое мая|twentieth of May|venti maggio|dwudziestego maja",
    21: "двадцять першого травня|двадцать первое мая|twenty-first of May|ventuno maggio|dwudziestego pierwszego maja",
    30: "тридцяте травня|тридцатого мая|May thirtieth|trenta maggio|trzydziestego maja",
    31: "тридцять перше травня|тридцать первого мая|thirty first of May|trentuno maggio|trzydziesty pierwszy maja",
}


@pytest.mark.parametrize(("day", "texts"), ORDINALS.items())
def test_the_day_may_be_a_word(day: int, texts: str) -> None:
    for text in texts.split("|"):
        assert read_birth_date(f"{text} 1987", "uk", TODAY) == date(1987, 5, day), text
