"""Two programs with the same login, and reception: nobody is left in two places, and one wish is one visit."""

import asyncio
from datetime import timedelta

import pytest

from crm.eleks.adapter import Eleks
from crm.errors import OutcomeUnknown, PatientBusy, SlotTaken, Unavailable
from crm.model import Appointment, Order, Patient, Status
from tests.crm.broken_line import BrokenLine, Fault
from tests.crm.eleks.server import LOGIN, Server
from tests.crm.eleks.server.world import Visit
from tests.crm.eleks.target import EleksSystem
from tests.crm.story import Story, order

CREATE, CANCEL = "spzIBScheduleCreate", "spzIBScheduleCancel"


@pytest.fixture
async def twin(system: EleksSystem) -> Eleks:
    """Another program beside ours."""
    return await system.another(system.server.url)


@pytest.fixture
async def with_koval(story: Story, marta: Patient) -> Order:
    """Marta's, too, and at the same time."""
    return order(await story.slot("Коваль Ольга", "2027-03-23 09:00"), marta)


def active(server: Server) -> list[Visit]:
    return [visit for visit in server.world.visits.values() if visit.status == "CNF"]


async def at_once(
    server: Server, one: tuple[Eleks, Order], other: tuple[Eleks, Order]
) -> tuple[Appointment | BaseException, Appointment | BaseException]:
    """Neither has been sent when the other one looks."""
    server.meetings[CREATE] = asyncio.Barrier(2)
    return await asyncio.gather(one[0].book(one[1]), other[0].book(other[1]), return_exceptions=True)


async def test_of_two_visits_at_one_time_the_first_made_stands(
    system: EleksSystem, server: Server, twin: Eleks, wish: Order, with_koval: Order
) -> None:
    told = await at_once(server, (system.adapter, wish), (twin, with_koval))
    (kept,) = [one for one in told if isinstance(one, Appointment)]
    assert [type(one) for one in told if isinstance(one, Exception)] == [PatientBusy]
    assert [visit.id for visit in active(server)] == [int(kept.id)] == [min(server.world.visits)]


async def test_whose_answer_was_lost_hears_that_it_was_withdrawn(
    system: EleksSystem, server: Server, wish: Order, with_koval: Order, broken: BrokenLine
) -> None:
    twin = await system.another(broken.url)
    broken.breaks(Fault.ANSWER_LOST, lambda _, body: CREATE.encode() in body)
    with pytest.raises(OutcomeUnknown):
        await twin.book(with_koval)
    server.world.add(int(wish.patient_id), system.own(wish.slot), 70, "", LOGIN, f"[tg:{wish.key}]")
    lost = server.world.visits[min(server.world.visits)]
    lost.made_at += timedelta(seconds=1)  # the other one was made first

    found = await twin.outcome(with_koval)

    assert found
    assert (found.id, found.status) == (str(lost.id), Status.CANCELLED)
    assert len(active(server)) == 1


async def test_a_visit_that_they_do_not_let_go_is_said_to_be_there(
    system: EleksSystem, server: Server, twin: Eleks, wish: Order, with_koval: Order
) -> None:
    server.forbidden.add(CANCEL)
    told = await at_once(server, (system.adapter, wish), (twin, with_koval))
    assert [type(one) for one in told] == [Appointment, Appointment]
    assert len(active(server)) == 2


async def test_one_wish_of_two_programs_is_one_visit_even_where_slots_are_not_checked(
    system: EleksSystem, server: Server, twin: Eleks, wish: Order
) -> None:
    server.speaks(checks_slots=False)
    told = await at_once(server, (system.adapter, wish), (twin, wish))
    assert told[0] == told[1]
    assert len(active(server)) == 1


async def test_a_twin_that_was_never_withdrawn_goes_with_the_next_look(
    system: EleksSystem, server: Server, wish: Order
) -> None:
    for _ in range(2):
        server.world.add(int(wish.patient_id), system.own(wish.slot), 70, "", LOGIN, f"[tg:{wish.key}]")
    found = await system.crm.outcome(wish)
    assert found
    assert [visit.id for visit in active(server)] == [int(found.id)] == [min(server.world.visits)]


async def test_while_it_is_not_sure_what_was_withdrawn_nothing_is_known(
    system: EleksSystem, server: Server, wish: Order
) -> None:
    for _ in range(2):
        server.world.add(int(wish.patient_id), system.own(wish.slot), 70, "", LOGIN, f"[tg:{wish.key}]")
    late = server.world.visits[max(server.world.visits)]

    async def comes_back() -> None:
        late.status = "CNF"

    server.afterwards[CANCEL] = comes_back
    with pytest.raises(Unavailable):
        await system.crm.outcome(wish)
    assert await system.crm.outcome(wish)
    assert late.status == "CNL"


async def test_what_reception_adds_later_does_not_push_ours_out(
    system: EleksSystem, server: Server, wish: Order, with_koval: Order
) -> None:
    made = await system.crm.book(wish)
    server.world.add(int(wish.patient_id), system.own(with_koval.slot), 70, "", "Реєстратура")
    assert await system.crm.outcome(wish) == made
    assert len(active(server)) == 2


async def test_two_programs_and_reception_want_one_time(
    system: EleksSystem, story: Story, server: Server, twin: Eleks
) -> None:
    patients = await story.patients(6)
    slot = await story.slot("Граб Іван", "2027-03-23 09:00")
    wishes = [order(slot, patient) for patient in patients]
    told = await asyncio.gather(
        *(system.adapter.book(wish) for wish in wishes[:3]),
        *(twin.book(wish) for wish in wishes[3:5]),
        system.reception_books(wishes[5]),
        return_exceptions=True,
    )
    assert len([one for one in told if isinstance(one, Appointment)]) == len(active(server)) == 1
    assert {type(one) for one in told if isinstance(one, Exception)} == {SlotTaken}


async def test_of_one_patients_wishes_in_one_program_the_second_waits_for_the_first(
    system: EleksSystem, server: Server, wish: Order, with_koval: Order
) -> None:
    """So nothing has to be withdrawn, and no cancelled visit is left behind."""
    told = await asyncio.gather(system.crm.book(wish), system.crm.book(with_koval), return_exceptions=True)
    assert [type(one) for one in told] == [Appointment, PatientBusy]
    assert len(server.world.visits) == 1


async def test_who_asks_while_it_is_under_way_hears_of_it(system: EleksSystem, server: Server, wish: Order) -> None:
    server.meetings[CREATE] = asyncio.Barrier(2)
    booking = asyncio.create_task(system.adapter.book(wish))
    while not server.asked(CREATE):
        await system.adapter.appointments([wish.patient_id], wish.slot.starts_at, wish.slot.ends_at)
    asking = asyncio.create_task(system.adapter.outcome(wish))
    answered, _ = await asyncio.wait({asking}, timeout=0.1)
    assert not answered, "nothing can be known yet"
    await server.meetings[CREATE].wait()
    assert await asking == await booking
