"""Whether a place is open, on its own wall clock, and how its week reads."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from clinic.hours import hours_of
from clinic.model import Away, Clinic, OpeningHours
from crm.model import Branch as Place
from reception.information import Opening, by_days, described, opening, soon

ZONE = "Europe/Kyiv"
HOLIDAY = date(2026, 12, 25)  # a Friday


def week(**days: str) -> tuple[OpeningHours, ...]:
    spans = hours_of({name.replace("_", "-"): hours for name, hours in days.items()})
    return tuple(OpeningHours.model_validate(span) for span in spans)


USUAL = week(mon_fri="08:00-13:00, 14:00-20:00", sat="09:00-15:00")


def kyiv(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(ZONE))


def at(text: str, hours: tuple[OpeningHours, ...] = USUAL) -> Opening | None:
    return opening(hours, (HOLIDAY,), ZONE, kyiv(text).astimezone(ZoneInfo("UTC")))


def test_an_open_place_says_until_when() -> None:
    assert at("2026-11-23 08:00") == Opening(until=kyiv("2026-11-23 13:00"))
    assert at("2026-11-23 19:59") == Opening(until=kyiv("2026-11-23 20:00"))


def test_a_closed_one_says_when_it_opens() -> None:
    assert at("2026-11-23 07:59") == Opening(opens_at=kyiv("2026-11-23 08:00"))
    assert at("2026-11-23 13:00") == Opening(opens_at=kyiv("2026-11-23 14:00")), "a break"
    assert at("2026-11-28 15:00") == Opening(opens_at=kyiv("2026-11-30 08:00")), "a Sunday lies between"


def test_on_a_holiday_nobody_is_there() -> None:
    assert at("2026-12-24 20:00") == Opening(opens_at=kyiv("2026-12-26 09:00"))
    assert at("2026-12-25 12:00") == Opening(opens_at=kyiv("2026-12-26 09:00"))


def test_the_clock_is_the_branch_s_own_also_where_summer_ends() -> None:
    assert at("2026-10-23 20:00", week(mon="08:00-20:00")) == Opening(opens_at=kyiv("2026-10-26 08:00"))
    assert kyiv("2026-10-26 08:00").utcoffset() != kyiv("2026-10-23 20:00").utcoffset()


def test_the_hours_of_a_branch_elsewhere_are_found_by_its_id_there(clinic: Clinic) -> None:
    center, boulevard, *_ = clinic.branches
    there = clinic.model_copy(update={"branches": (center.model_copy(update={"crm": "7f3a"}), boulevard)})
    assert described(there, Place("7f3a", {}, {}, ZONE)) == there.branches[0]
    assert described(there, Place("boulevard", {}, {}, ZONE)) == boulevard
    assert described(there, Place("center", {}, {}, ZONE)) is None


def test_a_closed_branch_opens_when_it_is_open_again() -> None:
    shut = (Away.model_validate({"from": "2026-11-23 10:00", "to": "2026-11-24"}),)

    def then(text: str) -> Opening | None:
        return opening(USUAL, (), ZONE, kyiv(text), shut)

    assert then("2026-11-23 09:00") == Opening(until=kyiv("2026-11-23 10:00"))
    for closed in ("2026-11-23 10:00", "2026-11-24 15:00"):
        assert then(closed) == Opening(opens_at=kyiv("2026-11-25 08:00"))


def test_a_closure_is_told_of_a_month_ahead_until_it_is_over(clinic: Clinic) -> None:
    spans = [("2026-11-20", "2026-11-22"), ("2026-11-23", "2026-11-23"), ("2026-12-24", "2026-12-24")]
    shut = tuple(Away.model_validate({"from": start, "to": end}) for start, end in spans)
    branch = clinic.branches[0].model_copy(update={"closed": shut})
    assert soon(branch, kyiv("2026-11-23 12:00")) == [shut[1]]
    assert soon(branch, kyiv("2026-11-24 01:00")) == [shut[2]]


def test_a_place_without_hours_says_nothing() -> None:
    assert at("2026-11-23 12:00", ()) is None


def test_days_with_the_same_hours_are_read_together() -> None:
    hours = week(mon_tue="08:00-20:00", wed="08:00-14:00", thu="08:00-20:00", sat_sun="10:00-14:00")
    assert [(first, last) for first, last, _ in by_days(hours)] == [(0, 1), (2, 2), (3, 3), (5, 6)]
    assert [len(spans) for _, _, spans in by_days(USUAL)] == [2, 1]
