"""What becomes of a message: said once, at Telegram's pace, or not at all for a reason that is kept."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial

import pytest

from crm.errors import NotFound, Refused, Unavailable
from crm.model import Appointment, Status
from reminders.delivery import AGAIN, BACK_IN_THE_GROUP, Delivery
from reminders.outbox import Message, Spoken, State, Why
from reminders.pace import Limits, Pace
from reminders.plan import Kind
from reminders.recheck import FRESH, PATIENCE, Recheck
from reminders.telling import Letter, NoAnswer, NotTaken, OutOfReach, TooMany, Unreachable
from tests.crm.clock import MovableClock
from tests.crm.story import wall

NOW, TOMORROW = wall("2026-11-23 14:30"), wall("2026-11-24 14:30")
MINUTE = timedelta(minutes=1)
GROUP = -100


def visit(number: str = "1", at: datetime = TOMORROW, status: Status = Status.BOOKED) -> Appointment:
    return Appointment(number, f"p{number}", "hrab", "centre", "visit", at, at + 30 * MINUTE, status, "1")


def message(number: int = 1, kind: Kind = Kind.DAY_BEFORE, tries: int = 0, about: Sequence[str] = ("1",)) -> Message:
    spoken = tuple(Spoken(int(one), one, f"p{one}", TOMORROW) for one in about)
    return Message(number, kind, number, spoken, NOW, TOMORROW - timedelta(hours=2), tries, {})


@dataclass
class Box:
    """reminders.outbox.Outbox with what is in it in the open."""

    clock: MovableClock
    waiting: list[Message] = field(default_factory=list)
    ended: dict[int, tuple[State, Why | None]] = field(default_factory=dict)
    postponed: dict[int, datetime] = field(default_factory=dict)
    lost: set[int] = field(default_factory=set)
    sent_as: dict[int, int | None] = field(default_factory=dict)
    let_go_of: int = 0  # how often
    begun: list[int] = field(default_factory=list)

    async def claim(self, most: int) -> list[Message]:
        some, self.waiting = self.waiting[:most], self.waiting[most:]
        return some

    async def begin(self, one: Message) -> bool:
        self.begun.append(one.id)
        return one.id not in self.lost

    async def settle(self, one: Message, state: State, why: Why | None = None, message_id: int | None = None) -> None:
        self.ended[one.id], self.sent_as[one.id] = (state, why), message_id

    async def postpone(self, one: Message, due_at: datetime) -> None:
        self.postponed[one.id] = due_at
        if due_at <= self.clock.now():
            self.waiting.append(one)

    async def let_go(self) -> None:
        self.let_go_of += 1

    async def sweep(self) -> None: ...

    async def age(self) -> float:
        return 0


@dataclass
class System:
    """As much of a clinic's system and of what is remembered of it as a second look needs."""

    visits: dict[str, Appointment] = field(default_factory=dict)
    remembered: dict[str, Appointment] = field(default_factory=dict)
    looked_at: datetime | None = None
    silent: bool = False
    refuses: bool = False
    lists: bool = True
    asked: list[str] = field(default_factory=list)

    async def appointments(self, patients: Sequence[str], since: datetime, until: datetime) -> list[Appointment]:
        self.asked.append("appointments")
        if self.silent:
            raise Unavailable
        there = self.visits.values() if self.lists else ()
        return [one for one in there if one.patient_id in patients and since <= one.starts_at < until]

    async def appointment(self, appointment_id: str) -> Appointment:
        self.asked.append("appointment")
        if self.silent:
            raise Unavailable
        if self.refuses:
            raise Refused("no rights")
        if appointment_id not in self.visits:
            raise NotFound
        return self.visits[appointment_id]

    async def as_of(self, _patients: Sequence[str]) -> datetime | None:
        return self.looked_at

    async def known(self, ids: Sequence[str]) -> dict[str, Appointment]:
        return {one: self.remembered[one] for one in ids if one in self.remembered}


@dataclass
class Telegram:
    """reminders.telling.Teller."""

    told: list[tuple[int, tuple[str, ...]]] = field(default_factory=list)
    of: list[tuple[int, tuple[str, ...]]] = field(default_factory=list)
    errors: list[Exception | None] = field(default_factory=list)
    nobody: dict[int, Why] = field(default_factory=dict)
    unheard: list[int] = field(default_factory=list)
    in_group: Sequence[int] = ()
    after: Callable[[], Awaitable[None]] | None = None
    away: bool = False

    async def is_there(self) -> bool:
        return not self.away

    async def letter(self, one: Message, visits: Sequence[Appointment]) -> Letter | Why:
        if one.id in self.nobody:
            return self.nobody[one.id]
        chat = GROUP if one.id in self.in_group else 100 + one.id
        return Letter(chat, partial(self._send, one, visits), self.after)

    async def was_not_heard(self, message: Message) -> None:
        self.unheard.append(message.id)

    async def _send(self, one: Message, visits: Sequence[Appointment]) -> int:
        if self.errors and (error := self.errors.pop(0)):
            raise error
        self.told.append((one.id, tuple(visit.id for visit in visits)))
        self.of.append((one.id, tuple(visit.patient_id for visit in visits)))
        return 1000 + one.id


@dataclass
class Desk:
    clock: MovableClock
    box: Box
    system: System
    telegram: Telegram
    pace: Pace
    delivery: Delivery

    async def delivers(self, *messages: Message) -> None:
        self.box.waiting.extend(messages)
        await self.delivery.run()


@pytest.fixture
def desk() -> Desk:
    clock, system, telegram = MovableClock(NOW), System({"1": visit()}), Telegram()
    box, pace = Box(clock), Pace(Limits(in_all=1000, chat_gap=0.001), sleep=lambda _seconds: asyncio.sleep(0))
    recheck = Recheck(system, system, clock)  # type: ignore[arg-type] # as much as it needs
    return Desk(clock, box, system, telegram, pace, Delivery(box, recheck, telegram, pace, clock, batch=2))


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
