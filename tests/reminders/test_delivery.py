"""What becomes of a message: told as the visit is now, or not at all for a reason that is kept."""

from dataclasses import replace
from datetime import timedelta

import pytest

from crm.model import Status
from reminders.outbox import State, Why
from reminders.plan import Kind
from reminders.recheck import FRESH, PATIENCE
from tests.reminders.delivering import MINUTE, NOW, TOMORROW, Desk, desk_of, message, visit


@pytest.fixture
def desk() -> Desk:
    return desk_of()


async def test_it_is_told_and_its_number_is_kept(desk: Desk) -> None:
    await desk.delivers(message())
    assert desk.telegram.told == [(1, ("1",))]
    assert desk.box.ended == {1: (State.SENT, None)}
    assert desk.box.sent_as == {1: 1001}


async def test_batch_after_batch_until_nothing_is_due(desk: Desk) -> None:
    await desk.delivers(*(message(number) for number in range(1, 8)))
    assert sorted(number for number, _ in desk.telegram.told) == list(range(1, 8))


NOT_SO = {
    "cancelled": (visit(status=Status.CANCELLED), Kind.DAY_BEFORE, Why.CANCELLED),
    "moved": (visit(at=TOMORROW + 5 * MINUTE), Kind.DAY_BEFORE, Why.MOVED),
    "moved far": (visit(at=TOMORROW + timedelta(days=9)), Kind.TWO_HOURS, Why.MOVED),
    "here already": (visit(status=Status.ARRIVED), Kind.TWO_HOURS, Why.TOO_LATE),
    "nobody came": (visit(status=Status.NOSHOW), Kind.RATING, Why.NOT_OVER),
    "cancelled after all": (visit(status=Status.CANCELLED), Kind.RATING, Why.CANCELLED),
    "not there any more": (None, Kind.DAY_BEFORE, Why.CANCELLED),
}


@pytest.mark.parametrize("what", NOT_SO)
async def test_what_is_not_so_any_more_is_not_said(desk: Desk, what: str) -> None:
    now, kind, why = NOT_SO[what]
    desk.system.visits = {"1": now} if now else {}
    await desk.delivers(message(kind=kind))
    assert desk.telegram.told == []
    assert desk.box.ended == {1: (State.SKIPPED, why)}


@pytest.mark.parametrize("status", [Status.BOOKED, Status.ARRIVED, Status.FULFILLED])
async def test_a_visit_that_nobody_called_off_is_asked_about(desk: Desk, status: Status) -> None:
    desk.system.visits = {"1": visit(status=status)}
    await desk.delivers(message(kind=Kind.RATING))
    assert desk.box.ended == {1: (State.SENT, None)}


async def test_of_several_visits_those_are_told_that_still_are(desk: Desk) -> None:
    desk.system.visits = {"1": visit(), "2": visit("2", status=Status.CANCELLED), "3": visit("3")}
    await desk.delivers(message(about=("1", "2", "3")))
    assert desk.telegram.told == [(1, ("1", "3"))]


async def test_a_visit_whose_system_refuses_to_speak_of_it_is_not_spoken_of(desk: Desk) -> None:
    desk.system.visits, desk.system.refuses = {}, True
    await desk.delivers(message())
    assert desk.box.ended == {1: (State.SKIPPED, Why.CANCELLED)}


async def test_a_silent_system_is_waited_for_and_then_what_was_known_is_good_enough(desk: Desk) -> None:
    desk.system.silent, desk.system.remembered = True, {"1": visit()}
    desk.system.looked_at = NOW - timedelta(hours=1)
    await desk.delivers(message())
    assert desk.box.postponed == {1: NOW + MINUTE}
    desk.clock.goes_to(NOW + PATIENCE - MINUTE)
    await desk.delivers(message())
    assert desk.telegram.told == []
    desk.clock.goes_to(NOW + PATIENCE)
    await desk.delivers(message())
    assert desk.telegram.told == [(1, ("1",))]


async def test_patience_with_a_silent_system_does_not_begin_anew_each_time_it_is_asked(desk: Desk) -> None:
    desk.system.silent, desk.system.remembered, desk.system.looked_at = True, {"1": visit()}, NOW
    waits = message()
    for _ in range(PATIENCE // MINUTE):
        await desk.delivers(waits)
        assert desk.telegram.told == []
        waits = replace(waits, due_at=desk.box.postponed[1])
        desk.clock.goes_to(waits.due_at)
    await desk.delivers(waits)
    assert desk.telegram.told == [(1, ("1",))]


async def test_what_was_known_yesterday_is_not_said_today(desk: Desk) -> None:
    desk.system.silent, desk.system.remembered = True, {"1": visit()}
    desk.clock.goes_to(NOW + PATIENCE)
    for looked_at in (None, desk.clock.now() - FRESH - MINUTE):
        desk.system.looked_at = looked_at
        await desk.delivers(message())
    assert desk.telegram.told == []
    desk.system.looked_at = desk.clock.now() - FRESH
    await desk.delivers(message())
    assert len(desk.telegram.told) == 1


async def test_who_was_waited_for_until_it_helps_nobody_any_more_is_skipped(desk: Desk) -> None:
    desk.system.silent = True
    desk.clock.goes_to(TOMORROW - timedelta(hours=2))
    await desk.delivers(message())
    assert desk.box.ended == {1: (State.SKIPPED, Why.SILENT)}


async def test_a_visit_whose_patient_the_system_does_not_tell_is_told_all_the_same(desk: Desk) -> None:
    desk.system.visits, desk.system.lists = {"1": replace(visit(), patient_id="")}, False
    await desk.delivers(message())
    assert [whose for _, whose in desk.telegram.of] == [("p1",)]


async def test_what_was_known_as_cancelled_is_not_said_either(desk: Desk) -> None:
    desk.system.silent, desk.system.looked_at = True, NOW
    desk.system.remembered = {"1": visit(status=Status.CANCELLED)}
    desk.clock.goes_to(NOW + PATIENCE)
    await desk.delivers(message())
    assert desk.box.ended == {1: (State.SKIPPED, Why.CANCELLED)}
