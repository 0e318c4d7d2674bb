"""Branches, specialties, doctors and a doctor's card come from the bot's own picture: no menu waits for the system."""

import asyncio
import time

import pytest

from handlers.taps import Go, To, walk
from reception.booking.way import ANY_SPECIALTY, Way
from tests.stories.desk import StoryDesk
from tests.stories.visitors import BRANCH, DANIEL, DOCTOR, OLENA, SERVICE, SPECIALTY, Visitor, daniel


async def menus(visitor: Visitor) -> dict[str, str]:
    """Every button of a menu before days and times, and what comes of it."""
    way = await visitor.way("shevchuk")
    card = Way(way.patient, way.branch, doctor=way.doctor)
    return {
        Go(to=To.BOOK).pack(): "Who is the visit for?",
        walk(Way(way.patient)).pack(): BRANCH,
        walk(Way(way.patient, way.branch)).pack(): SPECIALTY,
        walk(Way(way.patient, way.branch, ANY_SPECIALTY)).pack(): DOCTOR,
        walk(card).pack(): visitor.short("shevchuk"),
        walk(Way(way.patient, way.branch, doctor=way.doctor, visit=True)).pack(): SERVICE,
    }


@pytest.mark.parametrize("down", [False, True], ids=["up", "down"])
async def test_menus_ask_the_clinic_s_system_nothing(desk: StoryDesk, down: bool) -> None:
    visitor = await daniel(desk, DANIEL, OLENA)
    taps = await menus(visitor)
    await through(visitor, taps)  # the doctor's picture is uploaded, once for everybody
    if down:
        desk.crm.goes_down()
    desk.crm.asked.clear()
    await through(visitor, taps)
    assert desk.crm.asked == []


async def test_a_system_that_never_answers_holds_up_no_menu(desk: StoryDesk) -> None:
    visitor = await daniel(desk, DANIEL, OLENA)
    taps = await menus(visitor)
    await through(visitor, taps)
    desk.crm.answers_after(asyncio.Event())
    began = time.monotonic()
    await through(visitor, taps)
    assert time.monotonic() - began < 5, "less than one call's patience for six menus"


async def test_the_earliest_time_that_somebody_took_leaves_the_list_at_once(desk: StoryDesk) -> None:
    visitor = await daniel(desk)
    way = await visitor.way("shevchuk")
    doctors = walk(Way(way.patient, way.branch, ANY_SPECIALTY)).pack()
    await visitor.finds_an_old(doctors, visitor.words(DOCTOR))
    assert "Olena Shevchuk · Mon 23.11 10:00" in visitor.labels
    await visitor.books("2026-11-23 10:00")
    await desk.wakes("looking again after a booking")
    await visitor.finds_an_old(doctors, visitor.words(DOCTOR))
    assert "Olena Shevchuk · Mon 23.11 10:00" not in visitor.labels
    assert any(label.startswith("Olena Shevchuk · Mon 23.11") for label in visitor.labels)


async def through(visitor: Visitor, taps: dict[str, str]) -> None:
    for tap, then in taps.items():
        await visitor.finds_an_old(tap, visitor.words(then))
