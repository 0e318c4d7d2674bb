"""What a clinic file becomes, and that it survives the way through the database."""

from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from clinic.model import Clinic, Texts
from clinic.read import read_clinic
from tests.clinic.small import DEMO, SMALL, broken, written


@pytest.fixture
def clinic(tmp_path: Path) -> Clinic:
    return read_clinic(written(tmp_path))


def test_what_stands_in_the_file_is_what_the_clinic_has(clinic: Clinic) -> None:
    assert clinic.name == {"uk": "Клініка", "en": "Clinic"}
    assert clinic.phone == "+380487220000"
    assert clinic.emergency == ("103",)
    assert clinic.privacy.version == "1"
    assert clinic.rules.visits_ahead == 3
    assert clinic.rules.least_notice_minutes == 60
    assert clinic.holidays == (date(2026, 12, 25),)
    assert [doctor.id for doctor in clinic.doctors] == ["shevchuk", "melnyk"]


def test_a_branch_takes_zone_and_phone_of_the_clinic_unless_it_has_its_own(clinic: Clinic, tmp_path: Path) -> None:
    assert (clinic.branches[0].zone, clinic.branches[0].phone) == ("Europe/Kyiv", "+380487220000")
    own = broken("    pin:", "    zone: Europe/Warsaw\n    phone: +48 22 700 00 00\n    pin:")
    branch = read_clinic(written(tmp_path, own)).branches[0]
    assert (branch.zone, branch.phone, branch.pin) == ("Europe/Warsaw", "+48227000000", (46.48, 30.73))


def test_a_doctor_takes_minutes_and_price_of_the_service_unless_they_are_their_own(clinic: Clinic) -> None:
    visit, paper = clinic.doctors[0].services
    assert (visit.minutes, visit.price) == (20, Decimal(0)), "free of charge is a price of one's own"
    assert (paper.minutes, paper.price) == (15, None)
    assert clinic.doctors[1].services[0].price == Decimal(600)


def test_opening_hours_are_spelt_out_by_weekday_with_their_break(clinic: Clinic) -> None:
    hours = [(span.weekday, span.start, span.end) for span in clinic.branches[0].hours]
    assert hours[:5] == [(day, time(8), time(20)) for day in range(5)]
    assert hours[5:] == [(5, time(9), time(13)), (5, time(14), time(15))]


def test_a_branch_may_be_closed_for_a_while(clinic: Clinic, tmp_path: Path) -> None:
    spans = "[{from: 2026-11-24, to: 2026-11-24}, {from: 2026-12-01 10:00, to: 2026-12-02}]"
    day, longer = (
        read_clinic(written(tmp_path, broken("    pin:", f"    closed: {spans}\n    pin:"))).branches[0].closed
    )
    assert (day.start, day.end) == (datetime.fromisoformat("2026-11-24"), datetime.fromisoformat("2026-11-25"))
    assert (longer.start.hour, longer.end) == (10, datetime.fromisoformat("2026-12-03"))
    assert clinic.branches[0].closed == ()


def test_a_doctors_week_and_its_exceptions(clinic: Clinic) -> None:
    doctor = clinic.doctors[0]
    week, away, extra = doctor.hours[0], doctor.away[0], doctor.extra[0]
    assert (week.branch, week.days, week.start, week.end) == ("center", (0, 2), time(9), time(15))
    assert (away.start, away.end) == (datetime.fromisoformat("2026-12-01"), datetime.fromisoformat("2026-12-06"))
    assert (extra.date, extra.start, extra.end) == (date(2026, 12, 6), time(10), time(13))
    assert clinic.doctors[1].hours[0].days == (4,)


def test_a_part_of_a_day_away_ends_when_it_says(tmp_path: Path) -> None:
    part = broken("{from: 2026-12-01, to: 2026-12-05}", "{from: 2026-12-01 9:30, to: 2026-12-01 12:00}")
    away = read_clinic(written(tmp_path, part)).doctors[0].away[0]
    assert (away.start, away.end) == (
        datetime.fromisoformat("2026-12-01T09:30"),
        datetime.fromisoformat("2026-12-01T12:00"),
    )


def test_a_photo_is_found_beside_the_file_wherever_that_lies(clinic: Clinic, tmp_path: Path) -> None:
    assert clinic.doctors[0].photo == (tmp_path / "shevchuk.jpg").resolve()
    assert clinic.doctors[1].photo is None


def test_a_name_with_nothing_behind_it_is_as_if_left_out(tmp_path: Path) -> None:
    assert read_clinic(written(tmp_path, broken("ages: [0, 17]", "ages:"))).doctors[0].ages == (0, 150)


def test_texts_are_picked_in_the_asked_language_then_the_default_then_any() -> None:
    both = Texts({"uk": "Так", "en": "Yes"})
    assert both.pick("en", "uk") == "Yes"
    assert both.pick("pl", "uk") == "Так"
    assert both.pick("pl", "it") == "Так"
    assert Texts({}).pick("uk", "uk") == ""


def test_a_plain_text_is_the_same_in_every_language(clinic: Clinic) -> None:
    assert {clinic.branches[0].address.pick(code, "uk") for code in ("uk", "en", "pl")} == {"Sadova 1"}


def test_a_clinic_cannot_be_changed(clinic: Clinic) -> None:
    with pytest.raises(ValidationError, match="frozen"):
        clinic.zone = "Europe/Warsaw"
    with pytest.raises(TypeError):
        clinic.name["uk"] = "Інша"  # type: ignore[index]  # that is the point
    assert hash(clinic) == hash(Clinic.model_validate_json(clinic.model_dump_json()))


@pytest.mark.parametrize("source", ["small", "demo"])
def test_json_gives_back_the_same_clinic(clinic: Clinic, source: str) -> None:
    original = clinic if source == "small" else read_clinic(DEMO)
    assert Clinic.model_validate_json(original.model_dump_json()) == original


LANGUAGE = st.sampled_from(["uk", "ru", "en", "pl", "it"])
TEXTS = TypeAdapter(Texts)


@settings(deadline=None)
@given(
    words=st.dictionaries(LANGUAGE, st.text().map(str.strip).filter(bool), min_size=1), asked=LANGUAGE, default=LANGUAGE
)
def test_any_texts_come_back_from_json_and_always_have_something_to_say(
    words: dict[str, str], asked: str, default: str
) -> None:
    texts = TEXTS.validate_json(TEXTS.dump_json(Texts(words)))
    assert texts == words
    assert texts.pick(asked, default) == words.get(asked, words.get(default, next(iter(words.values()))))


def test_the_small_clinic_of_these_tests_is_right(tmp_path: Path) -> None:
    assert read_clinic(written(tmp_path, SMALL)).zone == "Europe/Kyiv"
