"""Whoever does not mind which doctor it is, or wishes for a Saturday or an evening."""

from dataclasses import replace

import pytest

from handlers.taps import find, walk
from handlers.visit_taps import Move
from reception.booking.finding import Only
from reception.booking.way import ANY_SPECIALTY, Way
from tests.stories.desk import StoryDesk
from tests.stories.meeting.guests import guest
from tests.stories.test_booking_limits import without
from tests.stories.test_confirm_on_bad_days import SILENT
from tests.stories.visitors import (
    BOOKED,
    BRANCH,
    CHECK,
    DOCTOR,
    MOVE_CHECK,
    MOVED,
    OUTDATED,
    SPECIALTY,
    TAKEN,
    TIME,
    Visitor,
    arrives,
    daniel,
    kyiv,
    olena,
    slot,
)

ANYBODY = "⚡ Any doctor, the earliest time"
EARLIEST, THIS_WEEK = "The earliest free times:", "Free times this week, up to Sunday:"
SATURDAYS, EVENINGS = "Free times on Saturdays:", "Free times from 17:00 on:"
WISHES = ["Earliest", "This week", "Saturdays", "After 17:00"]
LEFT = "This doctor no longer sees patients here. Colleagues will gladly help."
NO_SATURDAYS = "There are no free times on Saturdays for now."


@pytest.fixture(params=["English", "Ukrainian"])
async def visitor(request: pytest.FixtureRequest, desk: StoryDesk) -> Visitor:
    return await (daniel(desk) if request.param == "English" else olena(desk))


def told(message: str) -> str:
    """The line below the name of whose times these are."""
    return f"<b>{{whose}}</b>\n{message}"


def times(visitor: Visitor) -> list[str]:
    """Those that are listed, without the ways on."""
    ways_on = ("⬅️ Back", "🏠 Main menu", "Later times ➡️", "⬅️ Earlier times", "🔔 Tell me when a time frees up")
    known = {visitor.words(label) for label in ways_on}
    wishes = {visitor.words(wish) for wish in WISHES}
    return [label for label in visitor.labels if label not in known and label.removeprefix("✓ ") not in wishes]


async def of_anybody(visitor: Visitor) -> Way:
    """Of the city centre, of whatever specialty."""
    way = await visitor.way("shevchuk")
    return Way(way.patient, way.branch, ANY_SPECIALTY)


@pytest.mark.in_each_system
async def test_the_earliest_of_anybody_is_two_taps_from_the_list_of_doctors(desk: StoryDesk) -> None:
    visitor = await daniel(desk)
    await visitor.taps("📅 Book a visit", BRANCH)
    await visitor.chooses("branches", "center", SPECIALTY)
    await visitor.taps("Any doctor", DOCTOR)
    assert visitor.labels[0] == ANYBODY
    await visitor.taps(ANYBODY, EARLIEST)
    assert visitor.person.last.text.startswith("Any doctor of any specialty\n")
    first = [
        "Olena Shevchuk · Mon 23.11 10:00",
        "Vasyl Petrenko · Mon 23.11 10:00",
        "Olena Shevchuk · Mon 23.11 10:15",
    ]
    assert times(visitor)[:3] == first, "one time at two doctors is two buttons"
    assert visitor.rows[-3:-1] == [["✓ Earliest", "This week"], ["Saturdays", "After 17:00"]]
    await visitor.taps(first[1], CHECK)
    assert "Doctor: Vasyl Petrenko" in visitor.person.last.text
    await visitor.taps("⬅️ Back", TIME)
    await visitor.finds_an_old(find(await of_anybody(visitor), Only.EARLIEST).pack(), EARLIEST)
    await visitor.taps("⬅️ Back", DOCTOR)
    await visitor.taps(ANYBODY, EARLIEST)
    await visitor.taps(first[1], CHECK)
    await visitor.taps("✅ Confirm", BOOKED)
    (visit,) = await visitor.booked()
    assert visit.starts_at == kyiv("2026-11-23 10:00")
    assert visit.doctor_id == desk.theirs("doctors", "petrenko")


async def test_each_wish_is_one_tap_and_its_first_time_is_booked(visitor: Visitor) -> None:
    for wish, message, first in (
        ("Earliest", EARLIEST, "2026-11-23 10:00"),
        ("This week", THIS_WEEK, "2026-11-23 11:00"),
        ("Saturdays", SATURDAYS, "2026-11-28 09:00"),
        ("After 17:00", EVENINGS, "2026-11-23 17:00"),
    ):
        await visitor.finds_an_old(walk(await of_anybody(visitor)).pack(), visitor.words(DOCTOR))
        await visitor.taps(ANYBODY, told(EARLIEST))
        if wish != "Earliest":
            await visitor.taps(wish, told(message))
        assert f"✓ {visitor.words(wish)}" in visitor.labels
        at = f" · {visitor.say.short_day(kyiv(first).date())} {first[-5:]}"
        free = [label for label in times(visitor) if label.endswith(at)]
        await visitor.taps(free[0], CHECK)
        await visitor.taps("✅ Confirm", BOOKED)
    assert len(await visitor.booked()) == len(WISHES)


async def test_one_doctor_s_evenings_and_saturdays_that_they_never_come(visitor: Visitor) -> None:
    await visitor.finds_an_old(walk(await visitor.way("shevchuk")).pack(), visitor.words(TIME))
    assert visitor.rows[-4:-2] == [[visitor.words(wish) for wish in pair] for pair in (WISHES[:2], WISHES[2:])]
    await visitor.taps("Saturdays", told(NO_SATURDAYS))
    assert visitor.person.last.text.startswith(visitor.short("shevchuk"))
    assert "+380 48 700 00 00" in visitor.person.last.text
    assert times(visitor) == []
    await visitor.taps("After 17:00", told(EVENINGS))
    tuesday = visitor.say.short_day(kyiv("2026-11-24 00:00").date())
    assert visitor.rows[0] == [f"{tuesday} 17:00", f"{tuesday} 17:15"]
    assert all(label[-5:] >= "17:00" for label in times(visitor))
    await visitor.taps(f"{tuesday} 17:15", CHECK)
    await visitor.taps("⬅️ Back", TIME)
    await visitor.taps("This week", told(THIS_WEEK))
    await visitor.taps("⬅️ Back", TIME)


async def test_pages_reach_beyond_the_first_days(desk: StoryDesk) -> None:
    visitor = await daniel(desk)
    await visitor.finds_an_old(find(await of_anybody(visitor), Only.EARLIEST).pack(), EARLIEST)
    first = times(visitor)
    assert len(first) == 12
    await visitor.taps("Later times ➡️", EARLIEST)
    assert not set(times(visitor)) & set(first)
    await visitor.taps("⬅️ Earlier times", EARLIEST)
    assert times(visitor) == first
    await visitor.finds_an_old(find(await of_anybody(visitor), Only.EARLIEST, 1000).pack(), EARLIEST)
    assert times(visitor)[-1].endswith("23.12 08:45"), "the last within thirty days"


async def test_a_visit_is_moved_to_whoever_is_free(visitor: Visitor) -> None:
    await visitor.books("2026-11-24 14:30")
    await visitor.forges(Move(visit=await visitor.number()).pack())
    await visitor.reads(TIME)
    await visitor.taps("Earliest", told(EARLIEST))
    await visitor.taps("⬅️ Back", TIME)
    anybody = replace(await of_anybody(visitor), moving=await visitor.number())
    await visitor.finds_an_old(walk(anybody).pack(), visitor.words(DOCTOR))
    await visitor.taps(ANYBODY, told(EARLIEST))
    await visitor.taps("Saturdays", told(SATURDAYS))
    await visitor.taps(times(visitor)[0], MOVE_CHECK)
    await visitor.taps("✅ Confirm", MOVED)
    (visit,) = await visitor.booked()
    assert visit.starts_at == kyiv("2026-11-28 09:00")


async def test_a_time_that_is_gone_brings_the_nearest_ones_as_everywhere(desk: StoryDesk) -> None:
    visitor = await daniel(desk)
    await visitor.finds_an_old(find(await of_anybody(visitor), Only.EARLIEST).pack(), EARLIEST)
    await desk.crm.takes(await slot(desk, "2026-11-23 10:00"))
    await visitor.taps("Olena Shevchuk · Mon 23.11 10:00", TAKEN)
    assert visitor.labels[0] == "Mon, 23 November, 10:30"


async def test_a_silent_system_is_said_and_asked_again_by_a_tap(desk: StoryDesk) -> None:
    visitor = await daniel(desk)
    way = await of_anybody(visitor)
    desk.crm.goes_down()
    await visitor.finds_an_old(find(way, Only.SATURDAYS).pack(), SILENT)
    desk.crm.comes_back()
    await visitor.taps("🔁 Try again", SATURDAYS)


async def test_an_old_a_foreign_and_a_stranger_s_button(desk: StoryDesk) -> None:
    owner, other = await olena(desk), await arrives(desk, desk.telegram.person("Other", "en"))
    way, theirs = await owner.way("shevchuk"), find(await of_anybody(owner), Only.EARLIEST).pack()
    await other.finds_an_old(theirs, OUTDATED)
    for wish in (find(replace(way, service=0), Only.EARLIEST), find(Way(way.patient), Only.EARLIEST)):
        await owner.finds_an_old(wish.pack(), owner.words("What is the visit for?" if wish.way.doctor else BRANCH))
    await desk.imports(without(desk.clinic, "shevchuk"))
    await owner.finds_an_old(find(way, Only.EARLIEST).pack(), owner.words(LEFT))
    stranger = guest(desk, "en")
    await stranger.person.types("/start")
    await stranger.reads("To begin, share your phone number with the button below 👇")
    await stranger.forges(theirs)
    await stranger.reads("To begin, share your phone number with the button below 👇")
