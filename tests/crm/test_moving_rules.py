"""What may be moved, by whom and where to."""

from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import update

from crm.embedded.tables import appointments
from reception.booking.another_time import another_time
from reception.booking.outcomes import Booked, Check, Declined, No, NotKnownYet
from reception.booking.way import Ask, Options, settle
from reception.people import PhoneState
from tests.crm.at_the_desk import LATER, NINE, TEN, AtTheDesk, Death, at_the_desk, comes, database_of
from tests.crm.story import Story, order, somebody, wall


async def test_a_visit_that_moves_is_none_more_and_is_not_in_its_own_way(any_desk: AtTheDesk) -> None:
    """Five ahead is as many as can be booked."""
    number = await any_desk.books(NINE)
    for at in ("09:30", "10:00", "10:30", "11:00"):
        await any_desk.books(f"2027-03-26 {at}")
    assert await any_desk.card(LATER) == Declined(No.TOO_MANY, any_desk.way())
    assert isinstance(await any_desk.confirms(await any_desk.key(LATER, number)), Booked)


async def test_with_an_unverified_number_the_one_visit_made_here_may_be_moved(any_story: Story) -> None:
    async with at_the_desk(database_of(any_story), any_story, state=PhoneState.UNVERIFIED) as desk:
        number = await desk.books(NINE)
        assert isinstance(await desk.card(LATER), Declined)
        assert isinstance(await desk.confirms(await desk.key(LATER, number)), Booked)
        (marta,) = await any_story.crm.find_patients(somebody().phone)
        await any_story.system.reception_books(order(await any_story.slot("Граб Іван", TEN), marta))
        await desk.desk.sync.round()
        theirs = [number + 1, number + 2]
        assert [await desk.desk.visits.visit(desk.person, one) for one in theirs] == [None, None], "not made here"


async def test_where_a_system_cannot_move_a_time_over_the_old_one_is_left_to_reception(any_desk: AtTheDesk) -> None:
    child = await comes(any_desk.desk, any_desk.story, 5, born_on=date(2019, 4, 17))
    at = replace(any_desk, person=child)
    number = await at.books("2027-03-23 09:15")
    assert await at.card(NINE, number, "Коваль Ольга") == Declined(No.OVERLAPS, at.way("Коваль Ольга", number))
    assert isinstance(await at.card("2027-03-23 09:45", number, "Коваль Ольга"), Check)


async def test_an_old_visit_that_is_not_let_go_stands_beside_and_the_patient_is_told(any_desk: AtTheDesk) -> None:
    number = await any_desk.books(NINE)
    key = await any_desk.key(LATER, number)
    any_desk.crm.refuses("cancel")
    told = await any_desk.confirms(key)
    assert isinstance(told, Booked)
    assert told.moved
    assert told.beside
    assert told.beside.starts_at == wall(NINE)
    assert sorted(await any_desk.booked()) == [wall(NINE), wall(LATER)]


async def test_two_phones_move_one_visit_to_one_place_at_a_time(any_desk: AtTheDesk) -> None:
    desk, number = any_desk.desk, await any_desk.books(NINE)
    partner = await comes(desk, any_desk.story, 2, crm_id=any_desk.person.patients[0].crm_id)
    other = replace(any_desk, person=partner)
    mine, theirs = await any_desk.key(LATER, number), await other.key(TEN, number)
    any_desk.crm.dies(Death.LOST, "book")
    assert isinstance(await any_desk.confirms(mine), NotKnownYet)
    any_desk.crm.faulty.comes_back()
    assert await other.confirms(theirs) == Declined(No.UNDER_WAY, other.way(moving=number))
    assert await any_desk.booked() == [wall(NINE), wall(LATER)]
    await any_desk.settles()
    assert await any_desk.booked() == [wall(LATER)]
    told = await other.confirms(theirs)
    assert isinstance(told, Declined)
    assert told.why is No.CHANGED
    assert await any_desk.booked() == [wall(LATER)]


async def test_nobody_elses_visit_is_moved_nor_one_of_another_patient_of_the_same_phone(any_desk: AtTheDesk) -> None:
    number = await any_desk.books(NINE)
    stranger = replace(any_desk, person=await comes(any_desk.desk, any_desk.story, 2))
    assert await any_desk.desk.moving.begins(stranger.person, stranger.options, number) is No.GONE
    assert await stranger.card(LATER, number) == Declined(No.GONE, stranger.way(moving=number))
    mother = await any_desk.desk.people.arrive(1, "uk", "")
    child = (await any_desk.story.patient(3)).id
    await any_desk.desk.people.add_patient(mother, child, mother.patients[0].details)
    mother = await any_desk.desk.people.arrive(1, "uk", "")
    for_the_child = replace(any_desk.way(moving=number), patient=mother.patients[1].id)
    told = await any_desk.desk.booking.check(mother, any_desk.desk.options(mother), for_the_child, wall(LATER))
    assert told == Declined(No.GONE, for_the_child)


async def test_a_visit_that_has_become_somebody_elses_is_theirs_alone(any_desk: AtTheDesk) -> None:
    """Reception has put another patient into it, and no round has noticed yet."""
    number = await any_desk.books(NINE)
    orest = await any_desk.story.patient(2)
    async with database_of(any_desk.story).write() as connection:
        await connection.execute(update(appointments).values(patient_id=int(orest.id)))
    assert await any_desk.desk.visits.visit(any_desk.person, number) is None


async def test_past_the_late_line_reception_moves(any_desk: AtTheDesk) -> None:
    number = await any_desk.books(NINE)
    key = await any_desk.key(LATER, number)
    any_desk.story.system.clock.goes_to(wall("2027-03-23 06:01"))
    assert await any_desk.desk.moving.begins(any_desk.person, any_desk.options, number) is No.LATE
    assert await any_desk.confirms(key) == Declined(No.LATE, any_desk.way(moving=number))


async def test_whoever_has_just_booked_may_still_choose_another_time(any_desk: AtTheDesk) -> None:
    any_desk.story.system.clock.goes_to(wall("2027-03-23 07:00"))
    number = await any_desk.books(NINE)
    assert isinstance(await any_desk.key(LATER, number), str)
    any_desk.story.system.clock.goes_on(timedelta(minutes=16))
    assert await any_desk.card(LATER, number) == Declined(No.LATE, any_desk.way(moving=number))


async def test_another_time_begins_at_the_doctors_times_else_at_colleagues_else_with_reception(
    any_desk: AtTheDesk,
) -> None:
    desk, number = any_desk.desk, await any_desk.books(NINE)
    own = await desk.visits.visit(any_desk.person, number)
    assert own
    assert another_time(any_desk.options, own) == any_desk.way(moving=number)
    unheard_of = replace(own, appointment=replace(own.appointment, doctor_id="gone", service_id=None))
    assert another_time(any_desk.options, unheard_of) is None
    left = replace(desk.catalogue, offers=tuple(o for o in desk.catalogue.offers if o.doctor != any_desk.way().doctor))
    way = another_time(Options(left, any_desk.person, desk.today()), own)
    assert way
    assert (way.doctor, way.moving, way.patient) == (0, number, own.patient.id)
    assert way.specialty
    assert settle(way, Options(left, any_desk.person, desk.today()), any_desk.person)[1] in {Ask.DOCTOR, Ask.BRANCH}
