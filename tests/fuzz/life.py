"""A clinic's life in one run: the real desk on a real database, its built-in system, a clock, and whoever comes."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum
from itertools import count
from pathlib import Path
from typing import Any, TypeVar, cast

from aiogram import Bot

from bot.databases import Reception, take_in
from bot.handing import handing
from bot.noticing import Notices, notices
from bot.outages import Outages
from bot.wire import Wire
from bot.wiring import build
from clinic.model import Clinic
from clinic.read import read_clinic
from crm.breaker import Breaker, Rest
from crm.errors import CrmError
from crm.port import Crm
from crm.through import Through
from crm.timed import Timed
from db.database import Database
from db.outbox import OutboxStore
from db.visits import VisitStore
from db.wishes import WishStore
from reception.booking.outcomes import Outcome
from reception.booking.unknown import UnknownBookings
from reception.desk import Desk
from reception.people import Person
from reminders.pace import Limits, Pace
from tests.crm.at_the_desk import Death, DiesAfter, Killed
from tests.crm.clock import MovableClock
from tests.fuzz.emptied import empty
from tests.fuzz.ledger import Chat, Ledger
from tests.fuzz.truth import Truth, now_in

CLINIC = read_clinic(Path(__file__).with_name("clinic.yaml"))
CHATS = 3
WRITES = ("book", "reschedule", "cancel")
AT_ONCE = Limits(in_all=10**6, chat_gap=0)
Done = TypeVar("Done")
Thing = TypeVar("Thing")


def one_of(things: Sequence[Thing], number: int) -> Thing | None:
    """The same number may mean another thing in another run: nothing that is drawn hangs on what is there."""
    return things[number % len(things)] if things else None


class Weather(Enum):
    """Of the clinic's system, for one tap."""

    FINE = "it answers"
    DOWN = "nothing reaches it"
    BROKEN_OFF = "a call is not carried out, and nobody can tell"
    SILENCE = Death.SILENCE
    LOST = Death.LOST
    KILL = Death.KILL


@dataclass
class Telegram:
    """Takes every message; as much of a ``Wire`` as those need who speak of their own accord."""

    said: list[tuple[int, str]] = field(default_factory=list)

    async def once(self, _method: str, **fields: Any) -> dict[str, int]:
        self.said.append((fields["chat_id"], fields["text"]))
        return {"message_id": len(self.said)}


@dataclass(frozen=True, slots=True)
class Card:
    """A check card that was shown: whose chat, for whom, when; ``moving``: the visit that it takes the place of."""

    key: str
    account: int
    patient: str
    doctor: str
    starts_at: datetime
    moving: str


class Life:
    """``bot``: calls nobody. ``moves``: whether the clinic's system can move a visit."""

    def __init__(self, database: Database, bot: Bot, now: datetime, *, moves: bool) -> None:
        self.database = database
        self._bot = bot
        self.opened_at = now
        self.clock = MovableClock(now)
        self.clinic = CLINIC
        self.ledger = Ledger([Chat(number) for number in range(1, CHATS + 1)])
        self.cards: list[Card] = []
        self.told: list[Outcome] = []
        self.messages = count(1)  # their ids
        self.telegram = Telegram()
        self.reception = Reception(database, self.clock)
        self.crm = DiesAfter(Through(self.reception.crm, self._asks), moves=moves)
        self.before: Truth  # at the end of the step before
        self.desk: Desk
        self._elsewhere: Desk
        self._notices: Notices
        self._unknown: UnknownBookings

    async def begins(self) -> None:
        await empty(self.database)
        await self.imports(self.clinic)
        await self.opens()
        self._elsewhere = build(self._bot, self.database, CLINIC, self.clock, self._system()).desk
        await self._elsewhere.mirror.open()
        await self.wakes()
        self.before = await self.truth()

    async def imports(self, clinic: Clinic) -> None:
        self.clinic = clinic
        await take_in(self.database, clinic, self.clock)

    async def opens(self) -> None:
        """The program starts, knowing what the database says."""
        system = self._system()
        program = build(self._bot, self.database, CLINIC, self.clock, system)
        self.desk, wire = program.desk, cast(Wire, self.telegram)
        await self.desk.mirror.open()
        handed = handing(self.database, self.desk, system, program.groups, wire, Outages())
        outbox, pace = OutboxStore(self.database, self.clock), Pace(AT_ONCE)
        self._notices = notices(self.database, outbox, self.desk, system, program.groups, wire, pace, Outages(), handed)
        self._unknown = UnknownBookings(
            system, self.desk.bookings, self.desk.people, self.desk.moving, self.desk.touch, self
        )

    def _system(self) -> Crm:
        return Breaker(Timed(self.crm), Rest(pause=0))

    async def _asks(self, verb: str, call: Callable[[], Awaitable[Done]], /) -> Done:
        assert verb not in WRITES or not (await self.truth()).contended(self.clock.now()), "held for another"
        return await call()

    async def offers_elsewhere(self) -> None:
        """Another process does, which has not heard yet of what this one holds; this one has within a second."""
        await self._elsewhere.mirror.refresh_directory()
        await self._elsewhere.watching.round()
        await self.desk.bookings.look_at_others()

    async def tell(self, _person: Person, outcome: Outcome) -> None:
        """reception.booking.unknown.Notifier"""
        self.told.append(outcome)

    async def wakes(self) -> None:
        """All that the program does of its own accord (bot/wiring.py), once."""
        desk = self.desk
        await desk.mirror.refresh_directory()
        await desk.mirror.refresh_touched()
        await desk.mirror.refresh_availability()
        await desk.bookings.look_at_others()
        await desk.watching.round()
        await desk.sync.round()
        await self._unknown.resolve(desk.catalogue)
        await self._notices.changes.tell()
        await self._notices.delivery.run()
        await desk.bookings.forget_cards(timedelta(hours=24))
        await VisitStore(self.database, self.clock).forget()
        await WishStore(self.database, self.clock, desk.bookings.look_at_others).forget()

    async def truth(self) -> Truth:
        return await now_in(self.database)

    async def settles(self) -> None:
        """The system is up, and the program was awake for long enough."""
        for _ in range(2):
            self.clock.goes_on(timedelta(minutes=6))
            await self.wakes()

    async def person(self, chat: Chat) -> Person:
        person = await self.desk.people.arrive(chat.number, "uk", "")
        chat.account = person.id
        return person

    async def under(self, weather: Weather, deed: Callable[[], Awaitable[Done]]) -> Done | None:
        """What came of it; None where there was no answer, which only bad weather explains."""
        self._turns(weather)
        try:
            return await deed()
        except Killed:
            await self.opens()
        except CrmError:
            if weather is Weather.FINE:
                raise
        finally:
            self._clears_up()
        return None

    def _turns(self, weather: Weather) -> None:
        match weather.value:
            case Death() as death:
                self.crm.dies(death, *WRITES)
            case _ if weather is Weather.DOWN:
                self.crm.faulty.goes_down()
            case _ if weather is Weather.BROKEN_OFF:
                self.crm.faulty.fails_before()

    def _clears_up(self) -> None:
        self.crm.dies(Death.SILENCE)
        self.crm.faulty.fails_before(0)
        self.crm.faulty.comes_back()
