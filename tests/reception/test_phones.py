"""Phone numbers as typed at a front desk in Odesa, and those that must be asked again."""

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reception.phones import parse_phone, show_phone

OLENA = "+380501234567"


@pytest.mark.parametrize(
    "text",
    [
        *("0501234567", "050 123 45 67", "(050) 123-45-67", "050.123.45.67", "050–123—45−67", "050_123_45_67"),
        *("8-050-123-45-67", "8 050 123 45 67", "80501234567", "8 (050) 1234567", "8-0-50-123-45-67"),
        *("380501234567", "38 050 123 45 67", "38(050)123-45-67", "50 123 45 67"),
        *("+380501234567", "+380 50 123 45 67", "+38 (050) 123-45-67", "+380 (050) 123-45-67", "(+380) 50 123 45 67"),
        *("00380501234567", "00 380 50 123 45 67", "tel:+380501234567"),
        *("０５０１２３４５６７", "＋３８０ ５０ １２３ ４５ ６７", "٠٥٠١٢٣٤٥٦٧", "0\ufe0f\u20e350 123 45 67"),
        *("\u202a+380 50 123 45 67\u202c", "050\u00a0123\u00a045\u00a067", "\ufeff0501234567\u200b"),
        *("мій номер 050 123 45 67", "Тел. 0501234567, дякую!", "050 123 45 67 (Viber)", "☎ 050-123-45-67"),
    ],
)
def test_olenas_number_is_read_however_she_types_it(text: str) -> None:
    assert parse_phone(text, "UA") == OLENA


@pytest.mark.parametrize(
    ("text", "region", "number"),
    [
        ("+48 501 234 567", "UA", "+48501234567"),
        ("0049 30 901820", "UA", "+4930901820"),
        ("+39 06 1234 5678", "UA", "+390612345678"),  # Italy keeps its zero
        ("+1 (202) 555-0123", "UA", "+12025550123"),
        ("501 234 567", "PL", "+48501234567"),
        ("347 123 4567", "it", "+393471234567"),
        ("8 916 123-45-67", "RU", "+79161234567"),  # there 8 is the trunk itself
        ("044 123 45 67", "UA", "+380441234567"),
    ],
)
def test_other_countries_and_landlines_are_patients_too(text: str, region: str, number: str) -> None:
    assert parse_phone(text, region) == number


@pytest.mark.parametrize(
    "text",
    [
        *("", "-", "+", "Олена", "12.05.1987", "103", "123-45-67"),
        *("050 123 45 6", "050 123 45 678", "+380 50 123 45", "+380 50 123 45 67 8", "000 000 00 00", "+999 12345678"),
        *("0501234567, 0671234567", "0501234567 0671234567", "0501234567/68", "050 123 45 67 або 067 123 45 67"),
        *("0501234567\n0671234567", "+380501234567+380671234567", "050 123 45 67, кв. 5", "2: 050 123 45 67"),
        *("044 123 45 67 дод. 12", "044 123 45 67 ext 12", "0441234567x12", "0441234567#12", "+380441234567;ext=12"),
        *("8 916 123 45 67", "9" * 64, "0501234567".rjust(65), "0501234567" * 400),
    ],
)
def test_what_is_not_surely_one_number_is_asked_again(text: str) -> None:
    assert parse_phone(text, "UA") is None


@given(st.sampled_from(["39", "50", "63", "66", "67", "68", "93", "97", "99"]), st.integers(0, 9_999_999))
def test_every_ukrainian_mobile_reads_as_itself_and_back(operator: str, rest: int) -> None:
    number = f"+380{operator}{rest:07}"
    assert parse_phone(f"8-0{operator}-{rest:07}", "UA") == number
    assert parse_phone(f"0{operator} {rest:07}", "UA") == number
    assert parse_phone(show_phone(number), "PL") == number


@given(st.text(max_size=70) | st.text("0123456789+-() .,x", max_size=64), st.sampled_from(["UA", "PL", "zz", ""]))
def test_no_text_breaks_it_and_what_it_gives_is_valid(text: str, region: str) -> None:
    number = parse_phone(text, region)
    assert number is None or phonenumbers.is_valid_number(phonenumbers.parse(number))
    assert show_phone(text) is not None


def test_a_clinic_with_an_unknown_region_still_reads_numbers_with_a_plus() -> None:
    assert parse_phone("+380 50 123 45 67", "??") == OLENA
    assert parse_phone("050 123 45 67", "??") is None


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (OLENA, "+380 50 123 45 67"),
        ("+48501234567", "+48 501 234 567"),
        ("+390612345678", "+39 06 1234 5678"),
        ("nobody's", "nobody's"),
    ],
)
def test_a_number_is_shown_as_people_say_it(number: str, shown: str) -> None:
    assert show_phone(number) == shown
