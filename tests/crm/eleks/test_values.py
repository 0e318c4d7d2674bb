"""Values: strict as sent, tolerant as read."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from crm.eleks.phones import forms, numbers
from crm.eleks.values import bit, codes, day, is_guid, is_number, minutes, moment, price, sent_day, sent_moment, text
from crm.eleks.walls import is_certain, span

KYIV = ZoneInfo("Europe/Kyiv")
naive = datetime.fromisoformat


def test_a_moment_is_sent_naive_with_milliseconds() -> None:
    assert sent_moment(naive("2025-11-24T09:30:00.123456")) == "2025-11-24T09:30:00.123"
    assert sent_moment(datetime(2025, 11, 24, tzinfo=UTC)) == "2025-11-24T00:00:00.000"
    assert sent_day(date(1991, 4, 17)) == "1991-04-17T00:00:00.000"


@pytest.mark.parametrize(
    ("said", "micro"),
    [
        ("2025-11-24T09:30:39", 0),
        ("2025-11-24T09:30:39.4", 400000),
        ("2025-11-24T09:30:39.45", 450000),
        ("2025-11-24T09:30:39.193", 193000),
        ("2025-11-24 09:30:39.1234567", 123456),
        ("2025-11-24T09:30:39+02:00", 0),
    ],
)
def test_a_moment_is_read_with_any_fraction(said: str, micro: int) -> None:
    assert moment(said) == naive("2025-11-24T09:30:39").replace(microsecond=micro)


@pytest.mark.parametrize("said", [None, "", "завтра", 5, {}])
def test_what_is_no_moment(said: Any) -> None:
    assert moment(said) is None
    assert day(said) is None


def test_a_birth_date_is_its_first_ten_characters() -> None:
    assert day("1991-04-17T00:00:00") == day("1991-04-17T23:59:59.9Z") == day("1991-04-17") == date(1991, 4, 17)


@pytest.mark.parametrize("yes", [True, 1, "1", "True", "true", " TRUE "])
def test_a_bit_that_is_set(yes: Any) -> None:
    assert bit(yes)


@pytest.mark.parametrize("no", [False, 0, "0", "False", "false", None, ""])
def test_a_bit_that_is_not(no: Any) -> None:
    assert not bit(no)


def test_text_of_whatever_came() -> None:
    assert (text(310), text(310.0), text(" L-310 "), text(None)) == ("310", "310", "L-310", "")


def test_prices_and_minutes() -> None:
    assert [price(one) for one in (720.0, "150.5000000000", 0)] == [Decimal(720), Decimal("150.50"), Decimal(0)]
    assert [price(one) for one in (None, "", "?", -1, "NaN")] == [None] * 5
    assert [minutes(one) for one in (25, "25", 25.0, 0, None, "?")] == [25, 25, 25, None, None, None]


def test_ids_that_cannot_be_theirs() -> None:
    assert [is_number(one) for one in ("310", "2147483647")] == [True] * 2
    assert [is_number(one) for one in ("2147483648", "-1", "", "٣", "1" * 5000)] == [False] * 5
    assert is_guid("C0FFEE00-0000-4000-8000-00000000BEEF")
    assert [is_guid(one) for one in ("centre", "", "c0ffee0000004000800000000000beef")] == [False] * 3


@pytest.mark.parametrize(
    "said",
    [
        '[{"userSpecialityCode": "LOR"}, {"UserSpecialityCode": "7"}]',
        [{"userSpecialityCode": "LOR"}, {"userSpecialityCode": 7}],
        ["LOR", 7],
        "LOR, 7",
        '["LOR", "7"]',
    ],
)
def test_additional_specialties_in_each_form(said: Any) -> None:
    assert codes(said, "userspecialitycode") == ["LOR", "7"]


@pytest.mark.parametrize("said", [None, "", "[]", [], [{"other": 1}], [None]])
def test_no_additional_specialties(said: Any) -> None:
    assert codes(said, "userspecialitycode") == []


def test_one_additional_specialty() -> None:
    assert codes("7", "userspecialitycode") == codes({"userSpecialityCode": 7}, "userspecialitycode") == ["7"]


PHONE = "+380501112233"


@pytest.mark.parametrize(
    "field",
    [
        "380501112233",
        "+380501112233",
        "0501112233",
        "+38 (050) 111-22-33",
        "00380501112233",
        "0362 600001; 050 111 22 33",
        "0501112233, +380501112233",
    ],
)
def test_a_number_on_a_card_in_each_form(field: str) -> None:
    assert PHONE in numbers(field, "UA")


def test_a_number_stands_once_and_what_is_none_not_at_all() -> None:
    assert numbers("0501112233, +380501112233", "UA") == (PHONE,)
    assert numbers("немає, 103, ", "UA") == ()
    assert numbers("48501112233", "UA") == ("+48501112233",)


def test_forms_to_look_for_in_the_clinics_order() -> None:
    assert forms(PHONE, ("0…", "+380…", "380…"), "UA") == ("0501112233", "+380501112233", "380501112233")
    assert forms("+48501112233", ("0…", "+380…"), "UA") == ("+48501112233",)
    assert forms("+48501112233", ("0…",), "UA") == ("48501112233",), "a foreign number has no such form"


def test_an_hour_that_comes_twice_and_one_that_does_not_come() -> None:
    assert is_certain(naive("2027-10-31 02:45"), KYIV)
    assert not is_certain(naive("2027-10-31 03:30"), KYIV)
    assert not is_certain(naive("2027-03-28 03:30"), KYIV)


def test_a_visit_over_the_hour_that_comes_twice_still_ends_after_it_begins() -> None:
    begins, ends = span(naive("2027-10-31 03:45"), naive("2027-10-31 03:15"), KYIV)
    assert (ends - begins).total_seconds() == 30 * 60
