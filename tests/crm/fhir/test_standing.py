"""The look afterwards: of those who are at one time together it belongs to who has been there longest."""

import time
from dataclasses import replace
from datetime import datetime, timedelta
from operator import methodcaller

import pytest

from crm.errors import SlotTaken, Unavailable
from crm.fhir.visits import BOOKING
from crm.model import Status
from tests.crm.broken_line import Fault
from tests.crm.fhir.behind import LONG_AGO, Behind, appointment, behind
from tests.crm.fhir.conftest import Opening
from tests.crm.fhir.midway import Nth, broken_before_the_look, history_of, looks, then, writes
from tests.crm.fhir.system import FhirSystem
from tests.crm.story import Story, order

NINE, TEN = "2027-03-23 09:00", "2027-03-23 10:00"


async def test_who_comes_a_moment_later_does_not_take_it_away(system: FhirSystem, story: Story, there: Behind) -> None:
    """Between our writing and our look, by somebody who looks neither before nor after."""
    marta, orest = await story.patients(2)
    slot = await story.slot("Граб Іван", NINE)
    async with system.over_a_line() as (crm, way):
        way.meanwhile(writes, lambda: then(way, looks, lambda: there.keep(appointment(slot, orest.id, "0"))))
        assert (await crm.book(order(slot, marta))).status is Status.BOOKED


async def test_what_nobody_looked_at_is_judged_when_its_outcome_is_asked(
    system: FhirSystem, story: Story, there: Behind
) -> None:
    marta, orest = await story.patients(2)
    slot = await story.slot("Граб Іван", NINE)
    stands, loses = order(slot, marta), order(await story.slot("Граб Іван", TEN), marta)
    for wish in (stands, loses):
        await broken_before_the_look(system, methodcaller("book", wish))
    await there.keep(appointment(loses.slot, orest.id), at=LONG_AGO)

    made = await story.crm.outcome(stands)
    assert made is not None
    assert made.status is Status.BOOKED
    assert await story.crm.outcome(loses) is None
    assert await there.statuses() == ["booked", "booked", "entered-in-error"]
    with pytest.raises(SlotTaken):
        await story.crm.book(loses)


async def test_while_it_cannot_be_withdrawn_nothing_is_known(system: FhirSystem, story: Story, there: Behind) -> None:
    marta, orest = await story.patients(2)
    wish = order(await story.slot("Граб Іван", NINE), marta)
    await broken_before_the_look(system, methodcaller("book", wish))
    await there.keep(appointment(wish.slot, orest.id), at=LONG_AGO)
    async with system.over_a_line() as (crm, way):
        way.breaks(Fault.ERROR_BEFORE, writes)
        with pytest.raises(Unavailable):
            await crm.outcome(wish)
        assert await crm.outcome(wish) is None


async def test_a_slot_that_was_left_free_is_made_busy_when_the_outcome_is_asked(story: Story, there: Behind) -> None:
    wish = order(await story.slot("Граб Іван", NINE), await story.patient())
    await story.crm.book(wish)
    await there.change(f"Slot/{wish.slot.token}", status="free")
    await story.crm.outcome(wish)
    assert await there.status_of(wish.slot) == "busy"


async def test_who_was_made_earlier_and_moved_here_later_comes_second(story: Story, there: Behind) -> None:
    marta, orest = await story.patients(2)
    slot = await story.slot("Граб Іван", NINE)
    elsewhere = replace(slot, starts_at=slot.starts_at + timedelta(hours=2), ends_at=slot.ends_at + timedelta(hours=2))
    await there.keep(appointment(elsewhere, orest.id), at=LONG_AGO)
    wish = order(slot, marta)
    made = await story.crm.book(wish)
    await there.keep(appointment(slot, orest.id))
    assert await story.crm.outcome(wish) == made


async def test_who_came_back_to_life_comes_second(story: Story, there: Behind) -> None:
    marta, orest = await story.patients(2)
    slot = await story.slot("Граб Іван", NINE)
    await there.keep(appointment(slot, orest.id), at=LONG_AGO)
    await there.keep(appointment(slot, orest.id, status="cancelled"), at=LONG_AGO + timedelta(days=1))
    wish = order(slot, marta)
    made = await story.crm.book(wish)
    await there.keep(appointment(slot, orest.id))
    assert await story.crm.outcome(wish) == made


async def test_who_lets_go_while_we_look_no_longer_stands_before_us(
    system: FhirSystem, story: Story, there: Behind
) -> None:
    marta, orest = await story.patients(2)
    slot = await story.slot("Граб Іван", NINE)
    await broken_before_the_look(system, methodcaller("book", wish := order(slot, marta)))
    await there.keep(appointment(slot, orest.id), at=LONG_AGO)
    async with system.over_a_line() as (crm, way):
        way.meanwhile(history_of("rival"), lambda: there.keep(appointment(slot, orest.id, status="entered-in-error")))
        made = await crm.outcome(wish)
    assert made is not None
    assert made.status is Status.BOOKED


@pytest.mark.parametrize(("whose", "stands"), [("reception's", False), ("another bot's", True)])
async def test_at_one_tick_reception_comes_first_and_among_bots_the_id_decides(
    system: FhirSystem, story: Story, there: Behind, whose: str, stands: bool
) -> None:
    """Reception's program has looked before it wrote, and does not look again."""
    marta, orest = await story.patients(2)
    wish = order(await story.slot("Граб Іван", NINE), marta)
    await broken_before_the_look(system, methodcaller("book", wish))
    (ours,) = await there.find("Appointment")
    key = {"identifier": [{"system": BOOKING, "value": "another"}]} if whose == "another bot's" else {}
    rival = appointment(wish.slot, orest.id, "zzz", **key)
    await there.keep(rival, at=datetime.fromisoformat(ours["meta"]["lastUpdated"]))
    assert (await story.crm.outcome(wish) is not None) == stands


async def test_a_visit_that_reception_has_moved_is_not_judged_any_more(story: Story, there: Behind) -> None:
    marta, orest = await story.patients(2)
    wish = order(await story.slot("Граб Іван", NINE), marta)
    made = await story.crm.book(wish)
    ten = await story.slot("Граб Іван", TEN)
    await story.booked(orest, ten)
    await there.change(f"Appointment/{made.id}", start=ten.starts_at.isoformat(), end=ten.ends_at.isoformat())
    for told in (await story.crm.book(wish), await story.crm.outcome(wish)):
        assert told is not None
        assert (told.id, told.status, told.starts_at) == (made.id, Status.BOOKED, ten.starts_at)


async def test_where_times_are_whole_seconds_nobody_is_looked_for_before_the_second_is_over(opening: Opening) -> None:
    """Else whoever is written later in that second, and comes first by its id, would think itself the first as well."""
    async with opening("bad", tick=1000) as system:
        story = await Story.begins(system)
        looked_at: list[float] = []

        async def note() -> None:
            looked_at.append(time.time())

        async with system.over_a_line() as (crm, way):
            way.meanwhile(writes, lambda: then(way, Nth(looks, 2), note))
            made = await crm.book(order(await story.slot("Граб Іван", NINE), await story.patient()))
        async with behind(system.url) as there:
            kept_at = datetime.fromisoformat((await there.read(f"Appointment/{made.id}"))["meta"]["lastUpdated"])
        assert looked_at[0] >= kept_at.timestamp() + 1


async def test_histories_are_read_only_where_there_is_more_than_one(system: FhirSystem, story: Story) -> None:
    async with system.over_a_line() as (crm, way):
        await crm.book(order(await story.slot("Граб Іван", NINE), await story.patient()))
    assert not [call for call in way.passed if call.endswith("_history")]


async def test_a_server_that_shows_no_history_gives_the_time_to_who_is_there(opening: Opening) -> None:
    async with opening(history=False) as system, behind(system.url) as there:
        story = await Story.begins(system)
        marta, orest = await story.patients(2)
        slot = await story.slot("Граб Іван", NINE)
        theirs = appointment(slot, orest.id)

        async def theirs_is_there_and_will_change() -> None:
            await there.keep(theirs)
            way.meanwhile(Nth(looks, 2), lambda: there.keep({**theirs, "comment": "later than ours"}))

        async with system.over_a_line() as (crm, way):
            way.meanwhile(writes, theirs_is_there_and_will_change)
            with pytest.raises(SlotTaken):
                await crm.book(order(slot, marta))
        assert await story.ahead_of(marta) == []
