"""Cancelling: what counts is how the visit is afterwards."""

import asyncio
from typing import Any

import pytest

from crm.errors import NotFound, OutcomeUnknown, Refused
from crm.model import Appointment, Order, Status
from tests.crm.eleks.server import Server
from tests.crm.eleks.target import EleksSystem
from tests.crm.story import Story

CANCEL, DETAILS, LIST = "spzIBScheduleCancel", "spzIBScheduleBookingDetails", "spzIBScheduleList"


@pytest.fixture
async def made(story: Story, wish: Order) -> Appointment:
    return await story.crm.book(wish)


@pytest.mark.parametrize("listed", [True, False])
@pytest.mark.parametrize("body", [None, {}, [], {"data": {"status": "OK"}}, {"data": "скасовано"}], ids=str)
async def test_done_is_what_is_gone_or_cancelled_whatever_was_said(
    story: Story, server: Server, made: Appointment, listed: bool, body: Any
) -> None:
    server.speaks(listed=listed, cancel_body=body)
    cancelled = await story.crm.cancel(made.id)
    assert (cancelled.id, cancelled.patient_id, cancelled.status) == (made.id, made.patient_id, Status.CANCELLED)
    assert cancelled.version != made.version
    assert server.world.visits[int(made.id)].status == "CNL"


async def test_what_reception_has_just_cancelled_is_done_though_it_is_refused(
    story: Story, server: Server, made: Appointment
) -> None:
    server.speaks(cancel_again="refused")

    async def reception_is_quicker() -> None:
        await server.reception.cancels(int(made.id))

    server.afterwards[DETAILS] = reception_is_quicker
    assert (await story.crm.cancel(made.id)).status is Status.CANCELLED


async def test_cancelled_at_once_by_many_is_done_for_all_though_it_disappears(
    system: EleksSystem, server: Server, made: Appointment
) -> None:
    server.speaks(listed=False, cancel_again="refused")
    server.meetings[CANCEL] = asyncio.Barrier(8)
    told = await asyncio.gather(*(system.adapter.cancel(made.id) for _ in range(8)))
    assert told == [told[0]] * 8
    assert told[0].status is Status.CANCELLED


async def test_what_they_refuse_to_cancel_is_refused_in_their_words(
    story: Story, server: Server, made: Appointment
) -> None:
    server.forbidden.add(CANCEL)
    with pytest.raises(Refused, match="Недостатньо прав"):
        await story.crm.cancel(made.id)
    assert await story.crm.appointment(made.id) == made


async def test_what_is_said_to_be_done_and_is_not_stays_unknown(
    story: Story, server: Server, made: Appointment
) -> None:
    async def comes_back() -> None:
        server.world.visits[int(made.id)].status = "CNF"

    server.afterwards[CANCEL] = comes_back
    with pytest.raises(OutcomeUnknown):
        await story.crm.cancel(made.id)


async def test_what_is_only_kept_from_us_afterwards_is_not_gone(
    story: Story, server: Server, made: Appointment
) -> None:
    """A fault of theirs may come as a refusal, with 200, and the visit may be where it was."""

    async def trouble() -> None:
        server.world.visits[int(made.id)].status = "CNF"
        server.forbidden |= {DETAILS, LIST}

    server.afterwards[CANCEL] = trouble
    with pytest.raises(OutcomeUnknown):
        await story.crm.cancel(made.id)
    server.forbidden.clear()
    assert await story.crm.appointment(made.id) == made


async def test_what_is_kept_from_us_by_its_id_is_seen_in_the_patients_list(
    story: Story, server: Server, made: Appointment
) -> None:
    async def trouble() -> None:
        server.world.visits[int(made.id)].status = "CNF"
        server.speaks(by_id=False)

    server.afterwards[CANCEL] = trouble
    with pytest.raises(OutcomeUnknown):
        await story.crm.cancel(made.id)


async def test_what_cannot_be_read_afterwards_stays_unknown(story: Story, server: Server, made: Appointment) -> None:
    async def falls_silent() -> None:
        server.accounts.all_die()
        server.accounts.password = "rotated"

    server.afterwards[CANCEL] = falls_silent
    with pytest.raises(OutcomeUnknown):
        await story.crm.cancel(made.id)


@pytest.mark.parametrize("status", [Status.ARRIVED, Status.FULFILLED, Status.NOSHOW])
async def test_who_has_come_or_not_come_cannot_give_up_the_visit_any_more(
    story: Story, system: EleksSystem, server: Server, made: Appointment, status: Status
) -> None:
    await system.reception_marks(made.id, status)
    with pytest.raises(Refused):
        await story.crm.cancel(made.id)
    assert server.asked(CANCEL) == []


async def test_a_visit_is_given_up_until_it_is_over(story: Story, server: Server, made: Appointment) -> None:
    story.system.clock.goes_to(made.ends_at)
    with pytest.raises(Refused):
        await story.crm.cancel(made.id)
    assert server.asked(CANCEL) == []
    story.system.clock.goes_to(made.starts_at)
    assert (await story.crm.cancel(made.id)).status is Status.CANCELLED


@pytest.mark.parametrize("unknown", ["nothing", "refused"])
async def test_a_visit_that_is_not_there_is_not_found(story: Story, server: Server, unknown: str) -> None:
    server.speaks(unknown=unknown)
    for made_id in ("987654321", "99999999999", "", "visit"):
        with pytest.raises(NotFound):
            await story.crm.cancel(made_id)
    assert server.asked(CANCEL) == []


async def test_a_second_cancel_is_no_call(story: Story, server: Server, made: Appointment) -> None:
    first = await story.crm.cancel(made.id)
    assert await story.crm.cancel(made.id) == first
    assert len(server.asked(CANCEL)) == 1
