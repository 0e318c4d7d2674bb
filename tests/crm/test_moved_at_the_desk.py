"""A visit is moved at the desk: on each clinic's system, and whatever dies in between, it is one visit afterwards."""

from collections.abc import Sequence
from datetime import datetime

import pytest
from sqlalchemy import select

from db.database import Database
from db.tables import visits
from reception.booking.outcomes import Booked, Declined, No, NotKnownYet, Taken
from tests.crm.at_the_desk import LATER, NINE, TEN, AtTheDesk, Death, Killed, database_of
from tests.crm.story import order, somebody, wall


async def test_a_moved_visit_stands_at_the_new_time_alone(either: AtTheDesk) -> None:
    number = await either.books(NINE)
    told = await either.confirms(await either.key(LATER, number))
    assert isinstance(told, Booked)
    assert (told.moved, told.beside, told.visit.starts_at) == (True, None, wall(LATER))
    assert await either.booked() == [wall(LATER)]
    assert list(await either.numbers()) == [wall(LATER)]


@pytest.mark.parametrize("death", Death)
async def test_whoever_dies_after_the_new_time_is_taken_it_is_one_visit_and_the_patient_knows_which(
    either: AtTheDesk, own: Database, death: Death
) -> None:
    number = await either.books(NINE)
    key = await either.key(LATER, number)
    either.crm.dies(death, "book", "reschedule")
    heard = 0
    try:
        heard = isinstance(await either.confirms(key), Booked)
    except Killed:
        await either.starts_again(own)
    await either.settles()
    either.crm.faulty.comes_back()
    await either.settles()
    assert await news(either, own) == []

    assert heard == (death is Death.SILENCE and either.crm.capabilities.moves), "nobody is told what is not sure"
    assert await either.booked() == [wall(LATER)]
    again = await either.confirms(key)
    for told in (*either.told, again):
        assert isinstance(told, Booked)
        assert (told.moved, told.beside, told.visit.starts_at) == (True, None, wall(LATER))
    assert heard + len(either.told) == 1
    assert await either.booked() == [wall(LATER)]
    assert await news(either, own) == []


@pytest.mark.parametrize("death", [Death.LOST, Death.KILL])
async def test_a_cancel_whose_answer_is_lost_is_found_out(any_desk: AtTheDesk, death: Death) -> None:
    number = await any_desk.books(NINE)
    key = await any_desk.key(LATER, number)
    any_desk.crm.dies(death, "cancel")
    try:
        assert isinstance(await any_desk.confirms(key), NotKnownYet)
    except Killed:
        await any_desk.starts_again(database_of(any_desk.story))
    any_desk.crm.faulty.comes_back()
    await any_desk.desk.sync.round()
    await any_desk.settles()
    assert await any_desk.booked() == [wall(LATER)]
    assert [isinstance(told, Booked) and told.moved for told in any_desk.told] == [True]
    assert await news(any_desk, database_of(any_desk.story)) == [], "though a look was quicker"


async def test_what_was_never_carried_out_leaves_the_visit_where_it_was(either: AtTheDesk) -> None:
    number = await either.books(NINE)
    key = await either.key(LATER, number)
    either.crm.faulty.fails_before()
    assert isinstance(await either.confirms(key), NotKnownYet)
    await either.settles()
    (told,) = either.told
    assert isinstance(told, Declined)
    assert told.why is No.NOT_BOOKED
    assert told.way
    assert told.way.moving == number
    assert await either.booked() == [wall(NINE)]
    assert isinstance(await either.confirms(await either.key(LATER, number)), Booked), "and then it may be moved"


async def test_a_new_time_that_is_taken_leaves_the_visit_where_it_was(either: AtTheDesk) -> None:
    number = await either.books(NINE)
    key = await either.key(LATER, number)
    stranger = await either.story.patient(2)
    await either.story.booked(stranger, await either.story.slot("Граб Іван", LATER))
    told = await either.confirms(key)
    assert isinstance(told, Taken)
    assert told.way.moving == number
    assert all(near.way.moving == number for near in told.nearest)
    assert await either.booked() == [wall(NINE)]


async def test_what_reception_changed_meanwhile_is_said_and_nothing_is_booked(desk: AtTheDesk) -> None:
    number = await desk.books(NINE)
    key = await desk.key(LATER, number)
    (visit,) = await desk.appointments()
    (marta,) = await desk.story.crm.find_patients(somebody().phone)
    await desk.story.system.reception_moves(visit.id, order(await desk.story.slot("Граб Іван", TEN), marta))
    assert await desk.confirms(key) == Declined(No.CHANGED, desk.way(moving=number))
    assert await desk.booked() == [wall(TEN)]
    key = await desk.key(LATER, number)
    await desk.story.system.reception_cancels(visit.id)
    for told in (await desk.confirms(key), await desk.card(LATER, number)):
        assert isinstance(told, Declined)
        assert told.why is No.CHANGED
    assert await desk.booked() == []


async def test_whoever_moves_is_not_told_of_it_by_the_clinic(either: AtTheDesk, own: Database) -> None:
    number = await either.books(NINE)
    await either.confirms(await either.key(LATER, number))
    assert await news(either, own) == []


async def news(at: AtTheDesk, own: Database) -> Sequence[datetime]:
    """Since when visits are not as their patients know them, after the next look at the system."""
    await at.desk.sync.round()
    async with own.read() as connection:
        return (
            (await connection.execute(select(visits.c.changed_at).where(visits.c.changed_at.is_not(None))))
            .scalars()
            .all()
        )
