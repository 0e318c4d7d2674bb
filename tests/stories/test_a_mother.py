"""A mother's week: she registers, brings her family, books, moves and cancels; what she gives up goes to who waits."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest

from handlers.taps import time
from reception.people import PatientDetails
from tests.stories.desk import StoryDesk
from tests.stories.meeting.guests import ASKS_SURNAME, MENU, PHONE, RIGHT, fills_in, guest, shares
from tests.stories.test_family import ADD, FAMILY, FAMILY_KEY, TICK
from tests.stories.test_my_visits import LIST
from tests.stories.test_notices import it_is
from tests.stories.test_waitlist import AT, goes_round, waits
from tests.stories.visitors import (
    BOOKED,
    BRANCH,
    CHECK,
    DOCTOR,
    LEO,
    MIA,
    MOVE_CHECK,
    MOVED,
    OLENA,
    SERVICE,
    SOFIIKA,
    SPECIALTY,
    TIME,
    WHO,
    Visitor,
    arrives,
    kyiv,
    slot,
)

LATER, GRANDMOTHERS = "2026-11-25 09:00", "2026-11-23 15:00"
REGISTERED = "Registered: <b>{name}</b> ✅"


@dataclass(frozen=True, slots=True)
class Family:
    mother: PatientDetails
    daughter: PatientDetails
    son: PatientDetails
    grandmother: PatientDetails

    @property
    def members(self) -> tuple[PatientDetails, ...]:
        return self.mother, self.daughter, self.son, self.grandmother


ENGLISH = Family(
    PatientDetails("Fernsby", "Emma", "", date(1987, 5, 12)),
    MIA,
    LEO,
    PatientDetails("Fernsby", "Rose", "", date(1955, 3, 8)),
)
UKRAINIAN = Family(
    replace(OLENA, patronymic=""),
    SOFIIKA,
    PatientDetails("Коваль", "Марко", "", date(2011, 11, 24)),
    PatientDetails("Коваль", "Галина", "", date(1955, 3, 8)),
)


@pytest.fixture
def family(way_in: str) -> Family:
    """In one language on each database, by each way in."""
    return UKRAINIAN if way_in == "polling" else ENGLISH


@pytest.fixture
async def mother(desk: StoryDesk, family: Family) -> Visitor:
    mother = guest(desk, "uk" if family is UKRAINIAN else "en", PHONE)
    await shares(mother)
    await fills_in(mother, family.mother)
    await mother.taps(RIGHT)
    await mother.reads(REGISTERED, name=family.mother.name)
    return mother


async def adds(mother: Visitor, who: PatientDetails) -> None:
    await mother.taps(FAMILY_KEY, FAMILY)
    await mother.taps(ADD, ASKS_SURNAME)
    await fills_in(mother, who)
    assert mother.words(RIGHT) not in mother.labels, "not before the tick"
    await mother.taps(TICK, "☑️ You may act for this person")
    await mother.taps(RIGHT)
    await mother.reads(REGISTERED, name=who.name)


async def books_by_hand(mother: Visitor, who: PatientDetails) -> None:
    """The whole walk."""
    await mother.taps("📅 Book a visit", WHO)
    await mother.person.taps(who.name)
    await mother.reads(BRANCH)
    await mother.chooses("branches", "center", SPECIALTY)
    await mother.chooses("specialties", "family", DOCTOR)
    await mother.chooses("doctors", "shevchuk", mother.name("doctors", "shevchuk"))
    await mother.taps("📅 Visit at the clinic", SERVICE)
    await mother.chooses("services", "family-visit", TIME)
    await mother.person.taps("24.11")
    await mother.person.taps("14:30")
    await mother.reads(CHECK)
    await mother.taps("✅ Confirm", BOOKED)


async def opens(mother: Visitor, whose: PatientDetails) -> None:
    """From the list of visits."""
    await mother.taps("🗓 My visits", LIST)
    (label,) = (row[0] for row in mother.rows if f"· {whose.first_name} ·" in row[0])
    await mother.person.taps(label)
    await mother.person.sees_button(mother.words("❌ Cancel"))


async def moves(mother: Visitor, patient: int, at: str) -> None:
    way = replace(await mother.way("shevchuk", patient=patient), moving=await mother.number(1))
    await mother.forges(time(way, kyiv(at)).pack())
    await mother.reads(MOVE_CHECK)
    await mother.taps("✅ Confirm", MOVED)


async def test_a_mother_looks_after_her_family_and_what_she_gives_up_is_somebody_elses(
    desk: StoryDesk, mother: Visitor, family: Family
) -> None:
    for one in (family.daughter, family.son, family.grandmother):
        await adds(mother, one)
    await mother.taps(FAMILY_KEY, FAMILY)
    await mother.taps(ADD)
    assert "4" in (await mother.person.sees("+380 48 700 00 00")).text, "why there is no fifth"

    for neighbour in ("2026-11-24 14:00", "2026-11-24 15:00"):  # what is freed is that time and no other
        await desk.crm.takes(await slot(desk, neighbour))
    await books_by_hand(mother, family.daughter)
    await mother.books(GRANDMOTHERS, "petrenko", service="nerve-visit", patient=3)
    who_waits = await arrives(desk, desk.telegram.person("Eve", language_code="en"))
    await waits(who_waits)

    await moves(mother, 1, LATER)
    await opens(mother, family.grandmother)
    await mother.taps("❌ Cancel", "<b>Cancel this visit?</b>")
    await mother.taps("❌ Yes, cancel it", "❌ Cancelled: {when}")
    desk.clock.goes_on(timedelta(minutes=5))
    await goes_round(desk)
    await who_waits.taps("✅ Book it", CHECK)
    await who_waits.taps("✅ Confirm", BOOKED)
    assert [visit.starts_at for visit in await who_waits.booked()] == [kyiv(AT)]

    await it_is(desk, "2026-11-24 09:00")
    reminder = await mother.reads("🔔 {name}: a reminder of the visit, <b>{when}</b>")
    assert reminder.text.splitlines()[0].startswith(f"🔔 {family.daughter.first_name}: ")
    await mother.person.types("/family")
    first, *others = [one.name for one in family.members]
    await desk.telegram.until(lambda: mother.labels == [f"⭐ {first}", *others, *map(mother.words, (ADD, MENU))])
    await mother.person.types("/visits")
    listed = (await mother.reads(LIST)).text
    assert [one.name for one in family.members if one.name in listed] == [family.daughter.name]
    (visit,) = await mother.booked()
    assert visit.starts_at == kyiv(LATER)
