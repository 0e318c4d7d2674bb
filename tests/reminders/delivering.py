"""A delivery with an outbox, a clinic's system and a Telegram that do as they are told."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from crm.errors import NotFound, Refused, Unavailable
from crm.model import Appointment, Status
from reminders.delivery import Delivery
from reminders.outbox import Message, Spoken, State, Why
from reminders.pace import Limits, Pace
from reminders.plan import Kind
from reminders.recheck import Recheck
from reminders.telling import Letter
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


def desk_of() -> Desk:
    clock, system, telegram = MovableClock(NOW), System({"1": visit()}), Telegram()
    box, pace = Box(clock), Pace(Limits(in_all=1000, chat_gap=0.001), sleep=lambda _seconds: asyncio.sleep(0))
    recheck = Recheck(system, system, clock)  # type: ignore[arg-type] # as much as it needs
    return Desk(clock, box, system, telegram, pace, Delivery(box, recheck, telegram, pace, clock, batch=2))
