"""``python -m bot visit …``: reception's own hands, where it has no other program. It is Monday, 22 March 2027."""

import asyncio
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.databases import open_database
from crm.embedded.adapter import EmbeddedCrm
from tests.bot.by_hand import MARTA, MARTAS, OREST, WEDNESDAY, WITH_MELNYK, WITH_SHEVCHUK, one_line
from tests.bot.commanding import Run
from tests.clinic.small import written
from tests.crm.clock import MovableClock
from tests.crm.story import home_call
from tests.crm.verba import NOW


def test_what_is_booked_is_listed(booked: Run) -> None:
    assert booked("visit", "list").out == MARTAS
    assert booked("visit", "list", "--on", WEDNESDAY, "--phone", "0501100001").out == MARTAS
    for nothing in (("--on", "2027-03-23"), ("--phone", "+380501100009")):
        assert booked("visit", "list", *nothing).out == "There are no visits.\n"


def test_the_list_is_of_what_is_not_over_and_a_day_is_listed_whole(booked: Run, moments: list[datetime]) -> None:
    assert booked("visit", "cancel", "1").out == f"Cancelled:\n{MARTAS.replace('booked', 'cancelled')}"
    moments.append(NOW + timedelta(days=3))
    assert booked("visit", "list").out == "There are no visits.\n"
    assert booked("visit", "list", "--on", WEDNESDAY).out == MARTAS.replace("booked", "cancelled")


def test_home_calls_are_listed_for_a_week(booked: Run, moments: list[datetime]) -> None:
    assert booked("visit", "calls").out == "There are no home calls.\n"
    asyncio.run(calls_home())
    told = "2027-03-22 08:00\turgent\tЛевчук Марта Андріївна\tШевчук Олена\tвул. Канаркова, 7, під'їзд 2\t"
    assert booked("visit", "calls").out == f"{told}+380 50 110 00 01\tгарячка\tпісля 18:00\n"
    moments.append(NOW + timedelta(days=7, minutes=1))
    assert booked("visit", "calls").out == "There are no home calls.\n"


async def calls_home() -> None:
    database = await open_database("sqlite+aiosqlite:///var/sandbox.db", None)
    crm = EmbeddedCrm(database, MovableClock(NOW))
    (marta,) = await crm.find_patients("+380501100001")
    await crm.request_home_call(home_call(marta, "shevchuk", urgent=True))
    await database.close()


def test_who_has_said_that_they_come_is_listed_so(booked: Run) -> None:
    with closing(sqlite3.connect("var/sandbox.db")) as database, database:
        database.execute("UPDATE crm_appointments SET confirmed_at = '2027-03-22 06:00:00.000000'")
    assert booked("visit", "list").out == MARTAS.replace("booked", "booked, will come")


def test_a_card_that_is_there_is_booked_for_by_the_number_alone(booked: Run) -> None:
    told = booked("visit", "book", *MARTA[:2], *WITH_MELNYK, "--at", "2027-03-26 10:00")
    assert "Левчук Марта Андріївна" in told.out
    assert "was it meant so" not in told.out, "Melnyk works on Fridays"


def test_of_several_on_a_number_the_name_decides_in_any_spelling(booked: Run) -> None:
    assert booked("visit", "book", *OREST, *WITH_SHEVCHUK, "--at", f"{WEDNESDAY} 11:00").code == 0
    one_line(
        booked("visit", "book", *OREST[:2], *WITH_SHEVCHUK, "--at", f"{WEDNESDAY} 12:00"),
        "On +380501100001 there are Левчук Марта Андріївна (1991-04-17), Левчук Орест (2015-02-03); "
        "say which one by --name and --born",
    )
    told = booked("visit", "book", *OREST[:2], "--name", "Levchuk Marta", *WITH_SHEVCHUK, "--at", f"{WEDNESDAY} 12:00")
    assert "Левчук Марта Андріївна" in told.out


def test_a_namesake_on_the_number_is_told_apart_by_the_birth_date(booked: Run) -> None:
    daughter = (*MARTA[:5], "2020-02-02")
    assert booked("visit", "book", *daughter, *WITH_SHEVCHUK, "--at", f"{WEDNESDAY} 11:00").code == 0
    told = booked("visit", "book", *MARTA[:4], *WITH_SHEVCHUK, "--at", f"{WEDNESDAY} 12:00")
    assert "(1991-04-17), Левчук Марта Андріївна (2020-02-02); say which one" in told.lines[0]
    assert booked("visit", "book", *daughter, *WITH_SHEVCHUK, "--at", f"{WEDNESDAY} 12:00").code == 0
    both = booked("visit", "list").out.splitlines()
    assert len(both) == 3, "and no third card was made"


def test_nobody_is_made_up_for_a_visit(at_work: Run) -> None:
    at = ("--at", f"{WEDNESDAY} 10:00")
    how = 'for a new card give --name "Surname First" and --born like 1987-05-12'
    one_line(at_work("visit", "book", *MARTA[:4], *WITH_SHEVCHUK, *at), f"Nobody is known on +380501100001; {how}")
    assert at_work("visit", "book", *MARTA, *WITH_SHEVCHUK, *at).code == 0
    one_line(
        at_work("visit", "book", *OREST[:4], *WITH_SHEVCHUK, *at),
        f"On +380501100001 there are Левчук Марта Андріївна (1991-04-17); {how}",
    )


def test_a_visit_outside_the_hours_is_booked_and_said_to_be(booked: Run) -> None:
    told = booked("visit", "move", "1", "--at", "2027-03-24 21:10")
    moved = MARTAS.replace("10:00", "21:10")
    assert (told.code, told.out) == (
        0,
        f"Moved:\n{moved}The doctor does not work at that time there: was it meant so?\n",
    )
    assert booked("visit", "move", "1", "--at", "2027-03-24 11:00").out == f"Moved:\n{MARTAS.replace('10:00', '11:00')}"


def test_nobody_is_in_two_places(booked: Run) -> None:
    one_line(
        booked("visit", "book", *OREST, *WITH_SHEVCHUK, "--at", f"{WEDNESDAY} 10:10"),
        "The doctor has another visit then; see: visit list --on DATE",
    )
    one_line(
        booked("visit", "book", *MARTA, *WITH_MELNYK, "--at", f"{WEDNESDAY} 10:10"),
        "The patient has another visit then; see: visit list --phone PHONE",
    )


def test_a_visit_is_marked_and_marked_back(booked: Run) -> None:
    for status in ("arrived", "fulfilled", "noshow", "booked"):
        assert booked("visit", "mark", "1", status).out == f"Marked:\n{MARTAS.replace('booked', status)}"
    assert booked("visit", "mark", "1", "arrived").code == 0
    one_line(
        booked("visit", "cancel", "1"),
        "Visit 1 is cancelled, over, or the patient has come: it stays as it is.",
    )


@pytest.mark.parametrize("verb", [("cancel",), ("mark", "arrived"), ("move", "--at", "2027-03-26 10:00")])
@pytest.mark.parametrize("number", ["2", "one"])
def test_a_number_that_is_none_is_said_so(booked: Run, verb: tuple[str, ...], number: str) -> None:
    one_line(booked("visit", verb[0], number, *verb[1:]), f'There is no visit "{number}"; see: visit list')


SLIPS = {
    "a doctor": (("--doctor", "hrab"), 'There is no doctor "hrab"; choose from: shevchuk, melnyk'),
    "a service": (("--service", "massage"), 'There is no service "massage"; choose from: visit, paper'),
    "a branch": (("--branch", "moon"), 'There is no branch "moon"; choose from: center'),
    "not hers": (
        ("--doctor", "melnyk", "--service", "paper"),
        "melnyk does not give paper at center; choose from: visit at center",
    ),
    "a phone": (("--phone", "12"), '"12" is no phone number; write it like +380501234567'),
    "a name": (("--name", "Левчук"), '"Левчук" is no full name; write it like "Левчук Марта", surname first'),
    "a birth date": (("--born", "17.04.1991"), '"17.04.1991" is no date; write it like 2026-12-01'),
    "a birth to come": (("--born", "2027-03-24"), "2027-03-24 lies ahead; nobody is born then"),
    "a time": (("--at", "tomorrow"), '"tomorrow" is no time; write it like "2026-12-01 14:30"'),
    "a time that is over": (
        ("--at", "2027-03-22 08:00"),
        "2027-03-22 08:00 is over (Europe/Kyiv); take a time that lies ahead",
    ),
    "a time that is left out": (
        ("--at", "2027-03-28 03:30"),
        "2027-03-28 03:30 is left out when the clocks go forward; take an hour later",
    ),
}


@pytest.mark.parametrize("what", SLIPS)
def test_each_slip_of_the_hand_is_one_line_and_books_nothing(at_work: Run, what: str) -> None:
    wrong, line = SLIPS[what]
    right = (*MARTA, *WITH_SHEVCHUK, "--at", f"{WEDNESDAY} 10:00")
    one_line(at_work("visit", "book", *right, *wrong), line)
    assert at_work("visit", "list").out == "There are no visits.\n"


def test_on_another_system_visits_are_entered_there(run: Run) -> None:
    elsewhere = {"CRM": "fhir", "CRM_URL": "http://127.0.0.1:1"}
    for command in (("visit", "list"), ("visit", "cancel", "1"), ("away", "shevchuk", WEDNESDAY, "--yes")):
        one_line(
            run(*command, **elsewhere),
            "With CRM=fhir visits are entered in that system; this is for CRM=embedded.",
        )
    assert not Path("var").exists()


@pytest.mark.usefixtures("moments")
def test_with_a_token_it_is_the_bots_own_database(run: Run, tmp_path: Path) -> None:
    assert run("import", str(written(tmp_path))).code == 0
    assert run("visit", "book", *MARTA, *WITH_SHEVCHUK, "--at", f"{WEDNESDAY} 10:00").code == 0
    told = run("visit", "list", BOT_TOKEN="42:NOBODYS-TOKEN", CLINIC_FILE=str(tmp_path / "clinic.yaml"))
    assert told.out == "There are no visits.\n"
    assert Path("var/reception.db").exists()
