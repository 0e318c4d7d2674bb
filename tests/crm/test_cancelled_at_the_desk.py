"""A visit is cancelled at the desk: on each clinic's system, until it begins, and nobody hears what is not so."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from crm.errors import Unavailable
from db.database import Database
from db.tables import visits
from reception.booking.outcomes import Booked
from reception.cancelling import Cancelled, NotCancelled
from reception.people import PhoneState
from tests.crm.at_the_desk import NINE, TEN, AtTheDesk, Death, at_the_desk, comes, database_of
from tests.crm.story import Story, order, somebody, wall

Told = Cancelled | NotCancelled


async def cancels(at: AtTheDesk, number: int) -> Told:
    return await at.desk.cancelling.cancel(at.person, at.desk.catalogue, number)


async def test_cancelled_twice_it_is_cancelled_once_and_said_so_twice(desk: AtTheDesk, own: Database) -> None:
    number = await desk.books(NINE)
    for _ in range(2):
        told = await cancels(desk, number)
        assert isinstance(told, Cancelled)
        assert (told.visit.appointment.starts_at, told.visit.late) == (wall(NINE), False)
    assert await desk.booked() == []
    over = await desk.desk.visits.visit(desk.person, number)
    assert over
    assert not over.ahead
    await desk.desk.sync.round()
    async with own.read() as connection:
        (row,) = await connection.execute(select(visits.c.told_status, visits.c.changed_at))
    assert tuple(row) == ("cancelled", None), "it is no news to whoever did it"


async def test_a_visit_made_by_reception_is_cancelled_too(desk: AtTheDesk) -> None:
    (marta,) = await desk.story.crm.find_patients(somebody().phone)
    await desk.story.system.reception_books(order(await desk.story.slot("Граб Іван", NINE), marta))
    assert isinstance(await cancels(desk, (await desk.numbers())[wall(NINE)]), Cancelled)
    assert await desk.booked() == []


@pytest.mark.parametrize("death", [Death.LOST, Death.SILENCE])
async def test_an_answer_that_is_lost_is_looked_for_and_else_nothing_is_claimed(desk: AtTheDesk, death: Death) -> None:
    number = await desk.books(NINE)
    desk.crm.dies(death, "cancel")
    told = await cancels(desk, number)
    assert isinstance(told, Cancelled) if death is Death.SILENCE else told is NotCancelled.NOT_KNOWN
    desk.crm.faulty.comes_back()
    assert isinstance(await cancels(desk, number), Cancelled)


async def test_a_lost_answer_alone_is_found_out_at_once(any_desk: AtTheDesk) -> None:
    number = await any_desk.books(NINE)
    any_desk.crm.faulty.loses_answers()
    assert isinstance(await cancels(any_desk, number), Cancelled)


async def test_what_was_not_carried_out_is_not_said_to_be(any_desk: AtTheDesk) -> None:
    number = await any_desk.books(NINE)
    any_desk.crm.faulty.fails_before()
    assert await cancels(any_desk, number) is NotCancelled.NOT_KNOWN
    any_desk.crm.faulty.goes_down()
    with pytest.raises(Unavailable):
        await cancels(any_desk, number)
    any_desk.crm.faulty.comes_back()
    any_desk.crm.refuses("cancel")
    assert await cancels(any_desk, number) is NotCancelled.REFUSED
    assert await any_desk.booked() == [wall(NINE)]


async def test_late_is_less_than_three_hours_before_but_not_a_moment_after_booking(any_desk: AtTheDesk) -> None:
    clock = any_desk.story.system.clock
    clock.goes_to(wall("2027-03-23 07:00"))
    at_once, later = await any_desk.books(TEN), await any_desk.books("2027-03-23 11:00")
    told = await cancels(any_desk, at_once)
    assert isinstance(told, Cancelled)
    assert not told.visit.late, "ten o'clock is in three hours"
    clock.goes_to(wall("2027-03-23 08:10"))
    told = await cancels(any_desk, later)
    assert isinstance(told, Cancelled)
    assert told.visit.late
    just_made = await any_desk.books("2027-03-23 10:30")
    clock.goes_on(timedelta(minutes=15))
    told = await cancels(any_desk, just_made)
    assert isinstance(told, Cancelled)
    assert not told.visit.late


async def test_a_visit_is_cancelled_until_it_begins(any_desk: AtTheDesk) -> None:
    number = await any_desk.books(NINE)
    any_desk.story.system.clock.goes_to(wall(NINE))
    assert await cancels(any_desk, number) is NotCancelled.OVER
    any_desk.story.system.clock.goes_to(wall(NINE) - timedelta(seconds=1))
    assert isinstance(await cancels(any_desk, number), Cancelled)


async def test_nobody_elses_visit_is_cancelled_shown_or_hinted_at(any_desk: AtTheDesk) -> None:
    number = await any_desk.books(NINE)
    stranger = replace(any_desk, person=await comes(any_desk.desk, any_desk.story, 2))
    for one in (number, number + 1, 0, 2**31 - 1):
        assert await cancels(stranger, one) is NotCancelled.FOREIGN
        assert await any_desk.desk.visits.visit(stranger.person, one) is None
    assert await any_desk.booked() == [wall(NINE)]


async def test_an_unverified_number_cancels_only_what_was_made_in_its_chat(any_story: Story) -> None:
    async with at_the_desk(database_of(any_story), any_story, state=PhoneState.UNVERIFIED) as desk:
        own = await desk.books(NINE)
        (marta,) = await any_story.crm.find_patients(somebody().phone)
        await any_story.system.reception_books(order(await any_story.slot("Граб Іван", TEN), marta))
        await desk.desk.sync.round()
        assert await cancels(desk, own + 1) is NotCancelled.FOREIGN
        assert sorted(await desk.booked()) == [wall(NINE), wall(TEN)]
        assert isinstance(await cancels(desk, own), Cancelled)


async def test_a_cancelled_time_is_free_again_for_everybody(any_desk: AtTheDesk) -> None:
    number = await any_desk.books(NINE)
    await cancels(any_desk, number)
    assert isinstance(await any_desk.confirms(await any_desk.key(NINE)), Booked)


async def test_an_unverified_number_sees_of_what_is_over_only_what_was_made_in_its_chat(any_story: Story) -> None:
    async with at_the_desk(database_of(any_story), any_story, state=PhoneState.UNVERIFIED) as desk:
        await desk.books(NINE)
        (marta,) = await any_story.crm.find_patients(somebody().phone)
        await any_story.system.reception_books(order(await any_story.slot("Граб Іван", TEN), marta))
        any_story.system.clock.goes_on(timedelta(days=7))
        over = await desk.desk.visits.over(desk.person, desk.person.patients)
        assert [visit.starts_at for visit in over] == [wall(NINE)]


async def test_what_is_over_is_listed_last_first_without_what_was_cancelled(desk: AtTheDesk) -> None:
    for at in (NINE, TEN, "2027-03-23 11:00"):
        number = await desk.books(at)
    await cancels(desk, number)
    desk.story.system.clock.goes_on(timedelta(days=7))
    over = await desk.desk.visits.over(desk.person, desk.person.patients)
    assert [visit.starts_at for visit in over] == [wall(TEN), wall(NINE)]
