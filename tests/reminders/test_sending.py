"""A message on its way: said once, at Telegram's pace, whatever Telegram answers."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from crm.model import Appointment
from reminders.delivery import AGAIN, BACK_IN_THE_GROUP
from reminders.outbox import Message, State, Why
from reminders.pace import Limits
from reminders.plan import Kind
from reminders.telling import NoAnswer, NotTaken, OutOfReach, TooMany, Unreachable
from tests.reminders.delivering import MINUTE, NOW, TOMORROW, Desk, desk_of, message, visit


@pytest.fixture
def desk() -> Desk:
    return desk_of()


async def test_too_late_it_helps_nobody(desk: Desk) -> None:
    desk.clock.goes_to(TOMORROW - timedelta(hours=2))
    await desk.delivers(message())
    assert desk.box.ended == {1: (State.SKIPPED, Why.TOO_LATE)}


async def test_whoever_blocked_the_bot_is_left_alone(desk: Desk) -> None:
    desk.telegram.errors = [Unreachable()]
    desk.telegram.nobody = {2: Why.BLOCKED}
    await desk.delivers(message(1), message(2))
    assert desk.box.ended == {1: (State.FAILED, Why.BLOCKED), 2: (State.FAILED, Why.BLOCKED)}
    assert sorted(desk.telegram.unheard) == [1, 2]


async def test_reception_without_a_group_hears_nothing_and_it_is_kept_why(desk: Desk) -> None:
    desk.telegram.nobody = {1: Why.NOWHERE}
    await desk.delivers(replace(message(), account=None, visits=()))
    assert desk.box.ended == {1: (State.FAILED, Why.NOWHERE)}


@pytest.mark.parametrize(("kind", "why"), [(Kind.CLOSED, Why.REOPENED), (Kind.REOPENED, Why.CLOSED)])
async def test_a_closure_that_a_round_which_began_before_it_does_not_see_is_told_by_the_next(
    desk: Desk, kind: Kind, why: Why
) -> None:
    desk.telegram.nobody = {1: why}
    closed = replace(message(kind=kind), expires_at=TOMORROW)
    await desk.delivers(closed)
    assert (desk.box.postponed, desk.box.ended) == ({1: NOW + AGAIN}, {})
    desk.clock.goes_to(TOMORROW)
    await desk.delivers(closed)
    assert desk.box.ended == {1: (State.SKIPPED, why)}, "not for ever"


async def test_what_reception_has_to_hear_waits_until_the_bot_is_in_its_group(desk: Desk) -> None:
    desk.telegram.errors = [Unreachable()]
    await desk.delivers(replace(message(kind=Kind.LATE), visits=()))
    assert desk.box.postponed == {1: NOW + BACK_IN_THE_GROUP}
    assert desk.box.ended == {}


async def test_what_nobody_answered_is_unknown_and_the_second_time_given_up(desk: Desk) -> None:
    desk.telegram.errors = [NoAnswer()]
    await desk.delivers(message())
    assert desk.box.ended == {1: (State.UNKNOWN, Why.NO_ANSWER)}
    desk.telegram.errors = [NoAnswer()]
    await desk.delivers(message(tries=1))
    assert desk.box.ended == {1: (State.FAILED, Why.NO_ANSWER)}


async def test_a_mistake_of_our_own_shuts_nothing_up_for_ever(desk: Desk) -> None:
    """Nobody knows whether it went; and what else the round has held is let go by the next one."""
    desk.telegram.errors = [KeyError()]
    with pytest.raises(KeyError):
        await desk.delivers(message())
    assert desk.box.ended == {1: (State.UNKNOWN, Why.NO_ANSWER)}
    await desk.delivers(message(2))
    await desk.delivers(message(3))
    assert desk.box.let_go_of == 1


async def test_what_waits_for_room_is_not_on_its_way(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of what is, nobody knows after a kill whether it went."""
    desk.delivery._room, on_their_way, send = asyncio.Semaphore(1), list[int](), desk.telegram._send

    async def slowly(one: Message, visits: Sequence[Appointment]) -> int:
        for _ in range(20):
            await asyncio.sleep(0)
        on_their_way.append(len(desk.box.begun) - len(desk.box.ended))
        return await send(one, visits)

    monkeypatch.setattr(desk.telegram, "_send", slowly)
    await desk.delivers(*(message(number) for number in range(1, 5)))
    assert on_their_way == [1, 1, 1, 1]


async def test_what_follows_a_message_follows_when_it_is_written_down_that_it_went(desk: Desk) -> None:
    """Killed in between it would be said again."""
    followed: list[dict[int, tuple[State, Why | None]]] = []

    async def after() -> None:
        followed.append(dict(desk.box.ended))

    desk.telegram.after, desk.telegram.errors = after, [NotTaken()]
    await desk.delivers(message())
    assert followed == []
    await desk.delivers(message(2))
    assert followed == [{1: (State.FAILED, Why.REFUSED), 2: (State.SENT, None)}]


async def test_what_waits_for_a_full_group_is_not_held_and_keeps_nobody_else_waiting(desk: Desk) -> None:
    """Twenty go to it in a minute: a hundred for it would be all that is claimed for five."""
    desk.pace._limits, desk.telegram.in_group = Limits(in_group=1), range(1, 8)
    await desk.delivers(*(message(number) for number in range(1, 9)))
    assert sorted(number for number, _ in desk.telegram.told) == [1, 8]
    assert set(desk.box.postponed) == set(range(2, 8))
    assert all(NOW + MINUTE / 2 < due_at <= NOW + 2 * MINUTE for due_at in desk.box.postponed.values())


async def test_what_a_lost_group_refuses_takes_nobodys_place_there(desk: Desk) -> None:
    """Or the minute in which it is mended would be over before anything goes."""
    desk.pace._limits, desk.telegram.in_group = Limits(in_group=1), range(1, 4)
    desk.telegram.errors = [Unreachable(), Unreachable()]
    await desk.delivers(*(message(number, Kind.TO_STAFF) for number in range(1, 4)))
    assert [number for number, _ in desk.telegram.told] == [3]


async def test_a_flood_is_obeyed_and_the_message_goes_later(desk: Desk) -> None:
    desk.telegram.errors = [TooMany(0.01)]
    await desk.delivers(message())
    assert desk.telegram.told == [(1, ("1",))]
    assert desk.box.ended == {1: (State.SENT, None)}


async def test_its_place_counts_from_telegrams_answer_on(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    answered: list[int] = []
    monkeypatch.setattr(desk.pace, "arrived", lambda chat, _place: answered.append(chat))
    desk.telegram.errors = [NotTaken()]
    await desk.delivers(message(1), message(2))
    assert answered == [102]


async def test_where_telegram_is_away_nothing_more_is_tried_for_a_while(desk: Desk) -> None:
    desk.telegram.errors = [OutOfReach(), OutOfReach()]
    await desk.delivers(*(message(number) for number in range(1, 7)))
    assert desk.box.postponed == {1: NOW + AGAIN, 2: NOW + AGAIN}
    assert [one.id for one in desk.box.waiting] == [3, 4, 5, 6]
    assert desk.box.ended == {}


async def test_what_telegram_refuses_is_given_up(desk: Desk) -> None:
    desk.telegram.errors = [NotTaken()]
    await desk.delivers(message())
    assert desk.box.ended == {1: (State.FAILED, Why.REFUSED)}


async def test_what_somebody_else_has_taken_is_not_sent_and_takes_no_place(desk: Desk) -> None:
    desk.box.lost = {1}
    await desk.delivers(message())
    assert desk.telegram.told == []
    assert len(desk.pace._all.went) == 0


async def test_who_acts_for_the_patient_no_more_is_not_told(desk: Desk) -> None:
    desk.telegram.nobody = {1: Why.NOT_LINKED}
    await desk.delivers(message())
    assert desk.box.ended == {1: (State.SKIPPED, Why.NOT_LINKED)}


async def test_many_are_looked_at_in_one_question(desk: Desk) -> None:
    desk.delivery._batch = 500
    desk.system.visits = {str(number): visit(str(number)) for number in range(1, 121)}
    await desk.delivers(*(message(number, about=(str(number),)) for number in range(1, 121)))
    assert len(desk.telegram.told) == 120
    assert desk.system.asked == ["appointments"] * 3
