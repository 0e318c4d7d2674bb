"""Words, dates, plural forms and money as people of each language write them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from locales.words import NAMES, Words, everywhere, languages, words

TUESDAY = date(2026, 11, 24)
PEOPLE = ("{date}, {n} year", "{date}, {n} years")
TRIES = (
    "This date doesn't match. Please check it and type it again: {n} try left.",
    "This date doesn't match. Please check it and type it again: {n} tries left.",
)


@pytest.fixture
def uk() -> Words:
    return words("uk")


@pytest.fixture
def en() -> Words:
    return words("en")


def test_a_day_is_named_as_people_say_it(uk: Words, en: Words) -> None:
    assert (uk.day(TUESDAY), en.day(TUESDAY)) == ("вт, 24 листопада", "Tue, 24 November")
    assert (uk.short_day(TUESDAY), en.short_day(TUESDAY)) == ("вт 24.11", "Tue 24.11")
    assert (uk.full_date(date(1987, 5, 12)), en.full_date(date(1987, 5, 12))) == ("12 травня 1987", "12 May 1987")
    assert (uk.month(5), en.month(5)) == ("травня", "May")


@pytest.mark.parametrize(
    ("language", "day", "short", "full", "month"),
    [
        ("ru", "вт, 24 ноября", "вт 24.11", "12 мая 1987", "мая"),
        ("pl", "wt., 24 listopada", "wt 24.11", "12 maja 1987", "maja"),
        ("it", "mar 24 novembre", "mar 24/11", "12 maggio 1987", "maggio"),
    ],
)
def test_and_as_they_say_it_in_russian_polish_and_italian(
    language: str, day: str, short: str, full: str, month: str
) -> None:
    say = words(language)
    assert (say.day(TUESDAY), say.short_day(TUESDAY)) == (day, short)
    assert (say.full_date(date(1987, 5, 12)), say.month(5)) == (full, month)


@pytest.mark.parametrize(
    ("at", "zone", "told"),
    [
        (datetime(2026, 11, 24, 12, 30, tzinfo=UTC), "Europe/Kyiv", "Tue, 24 November, 14:30"),
        (datetime(2026, 7, 1, 12, 30, tzinfo=UTC), "Europe/Kyiv", "Wed, 1 July, 15:30"),  # summer time
        (datetime(2026, 11, 24, 22, 30, tzinfo=UTC), "Europe/Kyiv", "Wed, 25 November, 00:30"),  # the next day there
        (datetime(2026, 11, 24, 12, 30, tzinfo=UTC), "America/New_York", "Tue, 24 November, 07:30"),
        (
            datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
            "Europe/Kyiv",
            "Sun, 25 October, 03:30",
        ),  # the hour that comes twice
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "Europe/Kyiv", "Sun, 25 October, 03:30"),
    ],
)
def test_a_moment_is_told_by_the_clock_of_its_place(en: Words, at: datetime, zone: str, told: str) -> None:
    assert en.moment(at, zone) == told


@pytest.mark.parametrize(
    ("n", "years"),
    [
        *((n, "рік") for n in (1, 21, 101)),
        *((n, "роки") for n in (2, 3, 4, 22, 122)),
        *((n, "років") for n in (0, 5, 11, 12, 14, 25, 111, 112)),
    ],
)
def test_ukrainian_counts_in_three_forms(uk: Words, n: int, years: str) -> None:
    assert uk.count(*PEOPLE, n, date="x") == f"x, {n} {years}"


@pytest.mark.parametrize(
    ("language", "years"),
    [
        ("ru", {"год": (1, 21, 101), "года": (2, 4, 22, 104), "лет": (0, 5, 11, 12, 14, 25, 112)}),
        ("pl", {"rok": (1,), "lata": (2, 4, 22, 104), "lat": (0, 5, 11, 12, 14, 21, 25, 101, 112)}),
        ("it", {"anno": (1,), "anni": (0, 2, 11, 21, 101)}),
    ],
)
def test_russian_polish_and_italian_count_in_forms_of_their_own(
    language: str, years: dict[str, tuple[int, ...]]
) -> None:
    for word, numbers in years.items():
        assert [words(language).count(*PEOPLE, n, date="x") for n in numbers] == [f"x, {n} {word}" for n in numbers]


@pytest.mark.parametrize(("n", "years"), [(0, "years"), (1, "year"), (2, "years"), (21, "years")])
def test_english_counts_in_two(en: Words, n: int, years: str) -> None:
    assert en.count(*PEOPLE, n, date="x") == f"x, {n} {years}"


def test_the_number_itself_stands_in_the_text(uk: Words) -> None:
    assert "лишилося 2 спроби" in uk.count(*TRIES, 2)


@pytest.mark.parametrize(
    ("amount", "currency", "english", "ukrainian"),
    [
        ("600", "UAH", "600 UAH", "600 ₴"),
        ("1250.00", "UAH", "1,250 UAH", "1 250 ₴"),
        ("99.50", "UAH", "99.50 UAH", "99,50 ₴"),
        ("0", "EUR", "0 €", "0 EUR"),
    ],
)
def test_money_has_decimals_only_where_needed(
    uk: Words, en: Words, amount: str, currency: str, english: str, ukrainian: str
) -> None:
    told = [say.money(Decimal(amount), currency).replace("\xa0", " ") for say in (en, uk)]
    assert told == [english, ukrainian]


@pytest.mark.parametrize("name", ["<b>Bold</b>", "O'Neil & Sons", "a < b > c", '"quoted"'])
def test_values_in_a_message_are_escaped_and_its_own_tags_are_not(uk: Words, name: str) -> None:
    escaped = name.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert uk("Registered: <b>{name}</b> ✅", name=name) == f"Зареєстровано: <b>{escaped}</b> ✅"
    assert uk.count(*PEOPLE, 1, date=name) == f"{escaped}, 1 рік"


def test_values_in_a_label_stand_as_they_are(uk: Words) -> None:
    assert uk.label("🔁 Again with Dr {doctor}", doctor="O'Neil & Sons") == "🔁 Знову до лікаря: O'Neil & Sons"


def test_braces_that_somebody_typed_are_only_braces(uk: Words) -> None:
    assert "{phone} {0}" in uk("Registered: <b>{name}</b> ✅", name="{phone} {0}")


def test_a_clinics_own_words_are_those_of_the_language_or_the_first_it_wrote(uk: Words, en: Words) -> None:
    texts = {"uk": "Клініка", "en": "Clinic"}
    assert (uk.pick(texts), en.pick(texts)) == ("Клініка", "Clinic")
    assert en.pick({"uk": "Клініка", "pl": "Klinika"}) == "Клініка"
    assert en.pick({}) == ""


def test_a_clinics_own_words_are_escaped_and_cut_in_a_message(en: Words) -> None:
    assert en.html({"en": "A & B"}) == "A &amp; B"
    assert en.html({"en": "abcdef"}, longest=6) == "abcdef"
    assert en.html({"en": "abcdefg"}, longest=6) == "abcde…"


def test_a_key_of_the_keyboard_is_known_in_every_language() -> None:
    assert everywhere("🗓 My visits") >= {"🗓 My visits", "🗓 Мої записи"}
    assert len(everywhere("🗓 My visits")) == len(languages())


def test_a_language_that_nobody_translated_speaks_english() -> None:
    assert words("xx")("Thank you!") == "Thank you!"
    assert words("../../bot").language == "en"


def test_every_language_has_a_name_of_its_own() -> None:
    assert set(languages()) <= NAMES.keys()
    assert len(set(NAMES.values())) == len(NAMES)
