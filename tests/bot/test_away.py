"""``python -m bot away …`` and an import that would strand visits. It is Monday, 22 March 2027."""

from pathlib import Path

import pytest

from tests.bot.by_hand import MARTAS, OREST, WEDNESDAY, WITH_SHEVCHUK, one_line
from tests.bot.commanding import Run
from tests.clinic.small import SMALL, written

NEXT_DAY = "2027-03-25"
SHEVCHUK = "Шевчук Олена: away on"
CANCELLED = MARTAS.replace("booked", "cancelled")


def test_without_yes_it_says_what_would_be_and_changes_nothing(booked: Run) -> None:
    told = booked("away", "shevchuk", WEDNESDAY)
    would = f"{SHEVCHUK} {WEDNESDAY}. Visits to be cancelled: 1\n{MARTAS}"
    assert (told.code, told.out) == (1, f"{would}Nothing is changed. To do it, say the same with --yes.\n")
    assert booked("visit", "list").out == MARTAS
    assert "was it meant so" not in booked("visit", "move", "1", "--at", f"{WEDNESDAY} 11:00").out


def test_with_yes_the_day_is_taken_out(booked: Run) -> None:
    told = booked("away", "shevchuk", WEDNESDAY, "--yes")
    assert (told.code, told.out) == (0, f"{SHEVCHUK} {WEDNESDAY}. Visits cancelled: 1\n{MARTAS}")
    assert booked("visit", "list").out == CANCELLED
    late = booked("visit", "book", *OREST, *WITH_SHEVCHUK, "--at", f"{WEDNESDAY} 12:00")
    assert "was it meant so" in late.out, "reception may still, and hears that the doctor is not there"


def test_part_of_each_of_several_days(booked: Run) -> None:
    part = ("--from", "10:15", "--until", "12:00", "--yes")
    told = booked("away", "shevchuk", "2027-03-23", NEXT_DAY, *part)
    assert told.out == f"{SHEVCHUK} 2027-03-23 to {NEXT_DAY}, 10:15–12:00. Visits cancelled: 1\n{MARTAS}"


@pytest.mark.parametrize("part", [("--from", "10:20"), ("--until", "10:00")])
def test_who_is_seen_before_or_after_stays(booked: Run, part: tuple[str, str]) -> None:
    assert "Visits cancelled: 0" in booked("away", "shevchuk", WEDNESDAY, *part, "--yes").out
    assert booked("visit", "list").out == MARTAS


def test_back_again(booked: Run) -> None:
    assert booked("away", "shevchuk", WEDNESDAY, "--yes").code == 0
    told = booked("away", "shevchuk", WEDNESDAY, "--back")
    assert told.out == f"Шевчук Олена is back on {WEDNESDAY}: the hours of the clinic file hold again.\n"
    assert booked("visit", "list").out == CANCELLED
    one_line(
        booked("away", "shevchuk", WEDNESDAY, "--back"),
        "Nothing was entered there by hand; what the clinic file says is changed in it",
    )


SLIPS = {
    "a doctor": (("hrab", WEDNESDAY), 'There is no doctor "hrab"; choose from: shevchuk, melnyk'),
    "a day": (("shevchuk", "today"), '"today" is no date; write it like 2026-12-01'),
    "a day that is over": (("shevchuk", "2027-03-20"), "2027-03-20 is over; give a day that lies ahead"),
    "the wrong way round": (
        ("shevchuk", NEXT_DAY, WEDNESDAY),
        f"{WEDNESDAY} is not a day soon after {NEXT_DAY}; give the first day, then the last one",
    ),
    "another year": (
        ("shevchuk", WEDNESDAY, "2037-03-24"),
        f"2037-03-24 is not a day soon after {WEDNESDAY}; give the first day, then the last one",
    ),
    "an hour": (("shevchuk", WEDNESDAY, "--from", "9"), '"9" is no time of day; write it like 09:30'),
    "hours the wrong way round": (
        ("shevchuk", WEDNESDAY, "--from", "12:00", "--until", "10:00"),
        "--until 10:00 is not after --from 12:00; give both of one day",
    ),
}


@pytest.mark.parametrize("what", SLIPS)
def test_each_slip_of_the_hand_is_one_line_and_changes_nothing(booked: Run, what: str) -> None:
    wrong, line = SLIPS[what]
    one_line(booked("away", *wrong, "--yes"), line)
    assert booked("visit", "list").out == MARTAS


def test_an_import_that_strands_a_visit_waits_for_anyway(booked: Run, tmp_path: Path) -> None:
    other = written(tmp_path, SMALL.replace("days: [mon, wed]", "days: [mon]"))
    told = booked("import", str(other))
    why = f"clinic.yaml is not imported: it would leave these visits without their doctor.\n{MARTAS}"
    way = "Move or cancel them (python -m bot visit), or import it with --anyway: they stay as they are.\n"
    assert (told.code, told.out) == (1, why + way)
    assert "was it meant so" not in booked("visit", "move", "1", "--at", f"{WEDNESDAY} 10:00").out, (
        "the hours are as before"
    )

    told = booked("import", str(other), "--anyway")
    done = "clinic.yaml is imported: 1 branches, 1 specialties, 2 doctors. A running bot goes by it within seconds.\n"
    assert told.code == 0
    assert told.out == f"{done}These visits stay, though their doctor is not there then:\n{MARTAS}"
    assert booked("visit", "list").out == MARTAS
    assert booked("import", str(other)).code == 0
