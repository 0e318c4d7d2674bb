"""Booking where there are no keys: ours is written into the visit, and found there again."""

from dataclasses import replace
from datetime import timedelta

import pytest

from crm.errors import NotFound, SlotTaken, Unavailable
from crm.model import Order, Patient, Status
from tests.crm.eleks.server import LOGIN, Server
from tests.crm.eleks.server.reception import LOGIN as RECEPTION
from tests.crm.eleks.server.world import Visit
from tests.crm.eleks.target import EleksSystem
from tests.crm.story import Story

CREATE, LIST = "spzIBScheduleCreate", "spzIBScheduleList"
DETAILS, SEARCH = "spzIBScheduleBookingDetails", "spzIBPatientSearch"


def visit_of(server: Server, made_id: str) -> Visit:
    return server.world.visits[int(made_id)]


async def test_the_key_stands_in_the_description(story: Story, server: Server, wish: Order) -> None:
    made = await story.crm.book(wish)
    assert visit_of(server, made.id).note == f"[tg:{wish.key}]"
    assert made.key == wish.key


async def test_a_time_that_is_not_offered_is_not_even_sent(story: Story, server: Server, wish: Order) -> None:
    """They would take it: nothing says that a time outside of the timetable is refused."""
    five_past = replace(wish.slot, starts_at=wish.slot.starts_at + timedelta(minutes=5), token="")
    with pytest.raises(SlotTaken):
        await story.crm.book(replace(wish, slot=five_past))
    assert server.asked(CREATE) == []


async def test_an_id_that_is_none_is_not_even_sent(story: Story, server: Server, wish: Order) -> None:
    calls = len(server.calls)
    with pytest.raises(NotFound):
        await story.crm.book(replace(wish, patient_id="Марта"))
    assert await story.crm.outcome(replace(wish, patient_id="Марта")) is None
    assert len(server.calls) == calls


async def test_ours_is_known_by_its_key_after_a_restart(system: EleksSystem, wish: Order) -> None:
    made = await system.crm.book(wish)
    restarted = await system.another(system.server.url)
    assert await restarted.outcome(wish) == made == await restarted.book(wish)
    assert await restarted.outcome(replace(wish, key="another")) is None


async def test_ours_is_known_though_its_key_was_written_over(story: Story, server: Server, wish: Order) -> None:
    made = await story.crm.book(wish)
    visit_of(server, made.id).note = "Зателефонувати за годину"
    assert await story.crm.outcome(wish) == made == await story.crm.book(wish)
    assert len(server.world.visits) == 1


async def test_ours_is_known_with_words_around_its_key(story: Story, server: Server, wish: Order) -> None:
    made = await story.crm.book(wish)
    visit_of(server, made.id).note = f"Нове! [tg:{wish.key}] зателефонувати"
    assert await story.crm.outcome(wish) == made


async def test_ours_is_known_without_any_booking_in_it(story: Story, server: Server, wish: Order) -> None:
    made = await story.crm.book(wish)
    visit_of(server, made.id).bookings = 0
    assert await story.crm.outcome(wish) == made


@pytest.mark.parametrize(("note", "made_by", "status"), [
    ("[tg:another]", LOGIN, "CNF"),
    ("", RECEPTION, "CNF"),
    ("", LOGIN, "CNL"),
])  # fmt: skip
async def test_what_only_looks_like_ours_is_not(
    story: Story, server: Server, wish: Order, note: str, made_by: str, status: str
) -> None:
    """The same patient, doctor and start each time."""
    visit = visit_of(server, (await story.crm.book(wish)).id)
    visit.note, visit.made_by, visit.status = note, made_by, status
    assert await story.crm.outcome(wish) is None


async def test_a_visit_cancelled_long_ago_does_not_stand_in_the_way(
    story: Story, server: Server, wish: Order, marta: Patient
) -> None:
    first = await story.crm.book(wish)
    await story.crm.cancel(first.id)
    visit_of(server, first.id).note = ""
    again = await story.booked(marta, wish.slot)
    assert (again.status, again.id != first.id) == (Status.BOOKED, True)


async def test_what_is_not_found_is_looked_for_once_more(system: EleksSystem, server: Server, wish: Order) -> None:
    """A slow server may still carry out what it has not answered."""

    async def comes_late() -> None:
        server.world.add(int(wish.patient_id), system.own(wish.slot), 70, "", LOGIN, f"[tg:{wish.key}]")

    server.afterwards[LIST] = comes_late
    found = await system.crm.outcome(wish)
    assert found
    assert found.key == wish.key


async def test_ours_that_reception_cancelled_is_told_as_cancelled(story: Story, server: Server, wish: Order) -> None:
    made = await story.crm.book(wish)
    await server.reception.cancels(int(made.id))
    found = await story.crm.outcome(wish)
    assert found
    assert (found.id, found.status) == (made.id, Status.CANCELLED)


@pytest.mark.parametrize("kept", [{DETAILS}, {LIST}, {LIST, SEARCH}], ids=sorted)
async def test_while_something_is_kept_from_us_nothing_is_known(
    story: Story, server: Server, wish: Order, kept: set[str]
) -> None:
    """Whoever took that for "there is none" would book once more, or say that the time is taken."""
    made = await story.crm.book(wish)
    server.forbidden |= kept
    with pytest.raises(Unavailable):
        await story.crm.outcome(wish)
    with pytest.raises(Unavailable):
        await story.crm.book(wish)
    server.forbidden.clear()
    assert await story.crm.outcome(wish) == made
