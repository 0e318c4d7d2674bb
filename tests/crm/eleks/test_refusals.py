"""What a refused booking means is seen from how things are then: there are no codes, and words may change."""

from collections.abc import Awaitable, Callable

import pytest

from crm.errors import CrmError, NotFound, OutcomeUnknown, PatientBusy, Refused, SlotTaken, Unavailable
from crm.model import Order, Patient, Status
from tests.crm.eleks.server import LOGIN, Server
from tests.crm.eleks.server.reception import LOGIN as RECEPTION
from tests.crm.eleks.target import EleksSystem
from tests.crm.story import Story, order, somebody

CREATE, LIST, FREE, SEARCH = (
    "spzIBScheduleCreate",
    "spzIBScheduleList",
    "spzIBFreeSeanceDetails",
    "spzIBPatientSearch",
)
Meanwhile = Callable[[EleksSystem, Story, Order], Awaitable[object]]


async def somebody_else_takes_it(system: EleksSystem, story: Story, wish: Order) -> None:
    stranger = await story.crm.create_patient(somebody(7))
    await system.server.reception.books(int(stranger.id), system.own(wish.slot))


async def the_patient_goes_elsewhere(system: EleksSystem, story: Story, wish: Order) -> None:
    elsewhere = system.own(await story.slot("Коваль Ольга", "2027-03-23 09:15"))
    system.server.world.add(int(wish.patient_id), elsewhere, 70, "", RECEPTION)


async def the_card_is_removed(system: EleksSystem, _story: Story, wish: Order) -> None:
    del system.server.world.cards[int(wish.patient_id)]


async def a_rule_of_theirs_comes_up(system: EleksSystem, _story: Story, _wish: Order) -> None:
    system.server.forbidden.add(CREATE)


MEANWHILE: dict[type[CrmError], Meanwhile] = {
    SlotTaken: somebody_else_takes_it,
    PatientBusy: the_patient_goes_elsewhere,
    NotFound: the_card_is_removed,
    Refused: a_rule_of_theirs_comes_up,
}


@pytest.mark.parametrize(("told", "happens"), MEANWHILE.items(), ids=lambda one: getattr(one, "__name__", ""))
async def test_between_our_look_and_their_check(
    system: EleksSystem, story: Story, server: Server, wish: Order, told: type[CrmError], happens: Meanwhile
) -> None:
    server.speaks(overlaps=False)
    server.afterwards[LIST] = lambda: happens(system, story, wish)
    with pytest.raises(CrmError) as refused:
        await story.crm.book(wish)
    assert type(refused.value) is told
    assert len(server.asked(CREATE)) == 1
    assert [one for one in server.world.visits.values() if one.made_by == LOGIN] == []


async def test_a_repeat_of_our_own_booking_is_refused_and_is_no_loss(
    system: EleksSystem, story: Story, server: Server, wish: Order
) -> None:
    """The first attempt, given up for lost, is carried out while the second is on its way."""

    async def first_attempt() -> None:
        slot = system.own(wish.slot)
        held = await server.world.hold(slot)
        server.world.add(int(wish.patient_id), slot, 70, held, LOGIN, f"[tg:{wish.key}]")

    server.afterwards[LIST] = first_attempt
    made = await story.crm.book(wish)
    assert (made.status, made.key) == (Status.BOOKED, wish.key)
    assert len(server.world.visits) == 1


@pytest.mark.parametrize("unanswered", [FREE, LIST])
async def test_a_refusal_that_cannot_be_understood_is_looked_up_later(
    story: Story, server: Server, wish: Order, unanswered: str
) -> None:
    async def falls_silent() -> None:
        server.forbidden.update({CREATE, unanswered})

    server.afterwards[LIST] = falls_silent
    with pytest.raises(OutcomeUnknown):
        await story.crm.book(wish)
    server.forbidden.clear()
    assert await story.crm.outcome(wish) is None


async def test_what_was_booked_and_cannot_be_read_back_is_looked_up_later(
    story: Story, server: Server, wish: Order
) -> None:
    async def falls_silent() -> None:
        server.forbidden.add(LIST)

    server.afterwards[CREATE] = falls_silent
    with pytest.raises(OutcomeUnknown):
        await story.crm.book(wish)
    server.forbidden.clear()
    found = await story.crm.outcome(wish)
    assert found
    assert found.status is Status.BOOKED


async def test_an_answer_without_the_visits_id_is_looked_up_later(story: Story, server: Server, wish: Order) -> None:
    server.instead[CREATE] = {}
    with pytest.raises(OutcomeUnknown):
        await story.crm.book(wish)
    assert await story.crm.outcome(wish) == await story.crm.book(wish)


async def test_a_refusal_told_as_a_crash_is_looked_up_later(
    story: Story, server: Server, wish: Order, marta: Patient
) -> None:
    server.speaks(one_a_day=True, refusal_status=500)
    await story.crm.book(wish)
    at_ten = order(await story.slot("Граб Іван", "2027-03-23 10:00"), marta)
    with pytest.raises(OutcomeUnknown):
        await story.crm.book(at_ten)
    assert await story.crm.outcome(at_ten) is None


async def test_a_second_visit_on_a_date_is_refused_in_their_words_and_on_another_date_it_is_not(
    story: Story, server: Server, wish: Order, marta: Patient
) -> None:
    server.speaks(one_a_day=True)
    await story.crm.book(wish)
    at_ten = order(await story.slot("Граб Іван", "2027-03-23 10:00"), marta)
    with pytest.raises(Refused, match="Пацієнт вже має візит на цю дату"):
        await story.crm.book(at_ten)
    assert await story.crm.outcome(at_ten) is None
    assert (await story.booked(marta, await story.slot("Граб Іван", "2027-03-26 10:00"))).status is Status.BOOKED


@pytest.mark.parametrize("overlaps", [True, False])
async def test_a_patient_who_is_elsewhere_at_that_time_is_busy(
    story: Story, server: Server, wish: Order, marta: Patient, overlaps: bool
) -> None:
    server.speaks(overlaps=overlaps)
    await story.crm.book(wish)
    with pytest.raises(PatientBusy):
        await story.booked(marta, await story.slot("Коваль Ольга", "2027-03-23 09:15"))
    assert len(server.asked(CREATE)) == 1


@pytest.mark.parametrize("unanswered", [FREE, LIST])
async def test_without_a_look_nothing_is_sent(story: Story, server: Server, wish: Order, unanswered: str) -> None:
    server.forbidden.add(unanswered)
    with pytest.raises(Unavailable):
        await story.crm.book(wish)
    assert server.asked(CREATE) == []
