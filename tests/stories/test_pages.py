"""Clinics larger than a screen: a year of days, a time every five minutes, branches and services by the dozen."""

from datetime import timedelta
from typing import Any

import pytest

from clinic.model import Clinic
from crm.model import Order
from handlers.taps import walk
from tests.stories.conftest import demo
from tests.stories.desk import StoryDesk
from tests.stories.visitors import BOOKED, BRANCH, CHECK, DOCTOR, SERVICE, SPECIALTY, TIME, Visitor, daniel, kyiv, olena

ANY = ("⚡ Any doctor, the earliest time", "Earliest", "This week", "Saturdays", "After 17:00")
TIME_OF_DAY = "<b>{doctor}</b>\n{day}: which time suits you?"
TELL_ME = "🔔 Tell me when a time frees up"
BACK = ("⬅️ Back", "🏠 Main menu", "⬅️ Previous", "⬅️ Earlier days", "⬅️ Earlier times")
NO_CHOICE = (*BACK, "Any doctor", *ANY, TELL_ME)


def a_year(body: dict[str, Any]) -> None:
    body["rules"] |= {"horizon_days": 366, "step_minutes": 60}
    _comes_daily(body, "09:00", "12:00")


def every_five_minutes(body: dict[str, Any]) -> None:
    body["rules"] |= {"horizon_days": 7, "step_minutes": 5}
    _comes_daily(body, "00:00", "23:59")


def _comes_daily(body: dict[str, Any], start: str, end: str) -> None:
    body["holidays"] = []
    (shevchuk,) = (doctor for doctor in body["doctors"] if doctor["id"] == "shevchuk")
    always = [{"branch": "center", "days": list(range(7)), "from": start, "to": end}]
    shevchuk |= {"hours": always, "away": [], "extra": []}


def long_lists(body: dict[str, Any]) -> None:
    """Every list is longer than a screen, and every text as long as the clinic file allows."""
    body["rules"] |= {"visits_ahead": 20}
    body["branches"] = [
        body["branches"][0] | {"id": f"b{n}", "name": _long(60, f"Branch {n}"), "address": _long(200, "Street")}
        for n in range(30)
    ]
    body["specialties"] = [{"id": f"s{n}", "name": _long(60, f"Art {n}")} for n in range(50)]
    body["services"] = [_service(n) for n in range(80)]
    doctor = body["doctors"][0] | {"name": _long(100, "Chief"), "about": _long(2000, "About"), "away": [], "extra": []}
    everywhere = [_hours(n, n % 7, 9 + n // 7) for n in range(30)]
    services = [{"id": f"v{n}"} for n in range(80)]
    specialties = [f"s{n}" for n in range(50)]
    universal = doctor | {"id": "d0", "specialties": specialties, "services": services, "hours": everywhere}
    family = {"specialties": ["s0"], "services": [{"id": "v0"}], "hours": [_hours(0, 0, 9)]}
    body["doctors"] = [
        universal,
        *(doctor | family | {"id": f"d{n}", "name": _long(100, f"D{n}")} for n in range(1, 30)),
    ]


def _long(size: int, begun: str) -> dict[str, str]:
    """Ampersands are written as five characters each where HTML is meant."""
    return {"uk": f"{begun} ".ljust(size, "Ї"), "en": f"{begun} ".ljust(size, "&")}


def _service(number: int) -> dict[str, Any]:
    """Of the first specialty from the fiftieth on, before that one of each."""
    texts = {"name": _long(60, f"Visit {number}"), "note": _long(100, "Note")}
    return {"id": f"v{number}", "specialty": f"s{number % 50 if number < 50 else 0}", "minutes": 20, **texts}


def _hours(branch: int, day: int, hour: int) -> dict[str, Any]:
    return {"branch": f"b{branch}", "days": [day], "from": f"{hour:02}:00", "to": f"{hour:02}:40"}


@pytest.fixture
def clinic(request: pytest.FixtureRequest) -> Clinic:
    body = demo().model_dump(mode="json")
    request.param(body)
    return Clinic.model_validate(body)


async def turned(visitor: Visitor, on: str, then: str) -> list[str]:
    """All that the pages list, turned one by one to the last."""
    no_choice = {visitor.words(label) for label in (*NO_CHOICE, on)}
    listed: list[str] = []
    while True:
        assert len(visitor.labels) <= 45
        listed += [label for label in visitor.labels if label not in no_choice]
        if visitor.words(on) not in visitor.labels:
            return listed
        assert visitor.words(TELL_ME) not in visitor.labels, "only once nothing is left to look at"
        await visitor.taps(on, then)


@pytest.mark.parametrize("clinic", [a_year], indirect=True)
async def test_each_day_of_a_year_is_a_few_taps_away(desk: StoryDesk) -> None:
    visitor = await daniel(desk)
    await visitor.forges(walk(await visitor.way("shevchuk")).pack())
    await visitor.reads(TIME)
    first = visitor.labels
    year = [visitor.say.short_day((kyiv("2026-11-23 12:00") + timedelta(days=day)).date()) for day in range(366)]
    nearest = {f"{day} November, {hour}:00" for day, hour in (("Mon, 23", 10), ("Mon, 23", 11), ("Tue, 24", "09"))}
    assert [label for label in await turned(visitor, "Later days ➡️", TIME) if label not in nearest] == year
    while "⬅️ Earlier days" in visitor.labels:
        await visitor.taps("⬅️ Earlier days", TIME)
    assert visitor.labels == first


@pytest.mark.parametrize("clinic", [every_five_minutes], indirect=True)
async def test_each_time_of_a_day_is_a_few_taps_away(desk: StoryDesk) -> None:
    visitor = await daniel(desk)
    await visitor.forges(walk(await visitor.way("shevchuk")).pack())
    await visitor.reads(TIME)
    await visitor.taps("Tue 24.11", TIME_OF_DAY)
    first = visitor.labels
    minutes = (divmod(minute, 60) for minute in range(0, 24 * 60 - 20, 5))
    assert await turned(visitor, "Later times ➡️", TIME_OF_DAY) == [f"{hour:02}:{rest:02}" for hour, rest in minutes]
    await visitor.taps("23:35", CHECK)
    await visitor.taps("⬅️ Back", TIME)
    await visitor.taps("Tue 24.11", TIME_OF_DAY)
    await visitor.taps("Later times ➡️", TIME_OF_DAY)
    await visitor.taps("⬅️ Earlier times", TIME_OF_DAY)
    assert visitor.labels == first
    await visitor.taps("00:05", CHECK)
    await visitor.taps("✅ Confirm", BOOKED)


@pytest.mark.parametrize("language", ["English", "Ukrainian"])
@pytest.mark.parametrize("clinic", [long_lists], indirect=True)
async def test_long_lists_and_long_texts_leave_nobody_out(desk: StoryDesk, language: str) -> None:
    visitor = await (daniel(desk) if language == "English" else olena(desk))
    await visitor.taps("📅 Book a visit", BRANCH)
    assert await turned(visitor, "More ➡️", BRANCH) == _names(visitor, "branches")
    await visitor.taps("📅 Book a visit", BRANCH)
    await visitor.chooses("branches", "b0", SPECIALTY)
    assert await turned(visitor, "More ➡️", SPECIALTY) == _names(visitor, "specialties")
    await visitor.taps("⬅️ Previous", SPECIALTY)
    await visitor.taps("⬅️ Previous", SPECIALTY)
    await visitor.chooses("specialties", "s0", DOCTOR)
    doctors = [label.split(" · ")[0] for label in await turned(visitor, "More doctors ➡️", DOCTOR)]
    assert sorted(doctors) == sorted(visitor.short(doctor.id) for doctor in visitor.desk.clinic.doctors)
    await visitor.taps("⬅️ Previous", DOCTOR)
    await visitor.taps("⬅️ Previous", DOCTOR)
    await visitor.taps(visitor.short("d0"), visitor.name("doctors", "d0"))
    assert visitor.person.last.photo
    assert "Visit 0" in visitor.person.last.words, "what fits of the prices, and surely the first"
    await visitor.taps("📅 Visit at the clinic", SERVICE)
    of_family = [service for service in visitor.desk.clinic.services if service.specialty == "s0"]
    listed = await turned(visitor, "More ➡️", SERVICE)
    assert listed == [visitor.say.pick(service.name) for service in of_family]
    assert len(listed) == 31


@pytest.mark.parametrize("clinic", [long_lists], indirect=True)
async def test_behind_the_nearest_branches_come_all_in_the_clinics_order(desk: StoryDesk) -> None:
    visitor = await daniel(desk)
    await visitor.person.shares_location(46.41, 30.71)
    await visitor.reads(BRANCH)
    await visitor.taps("More ➡️", BRANCH)
    assert await turned(visitor, "More ➡️", BRANCH) == _names(visitor, "branches")


@pytest.mark.parametrize("clinic", [long_lists], indirect=True)
async def test_each_of_many_visits_is_on_a_button(desk: StoryDesk) -> None:
    visitor = await daniel(desk)
    (patient,) = (await visitor.known()).patients
    for number in range(14):
        start = kyiv("2026-11-24 00:00")
        free = await desk.crm.free_slots("d0", "v0", f"b{number}", start, start + timedelta(days=14))
        await desk.crm.book(Order(f"visit-{number}", free[0], patient.crm_id))
    await visitor.taps("🗓 My visits", "<b>Your visits</b>")
    listed = visitor.person.last.text
    assert listed.index("Branch 1 ") < listed.index("Branch 2 "), "the nearest first"
    buttons = [label for label in await turned(visitor, "More ➡️", "<b>Your visits</b>") if "·" in label]
    assert len(buttons) == 14


def _names(visitor: Visitor, kind: str) -> list[str]:
    return [visitor.say.pick(one.name) for one in getattr(visitor.desk.clinic, kind)]
