"""A patient at the real desk, before a clinic's system of any kind that can die in the middle of a deed."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import Enum

from bot.databases import take_in
from bot.telegram import connect
from bot.wiring import build
from crm.errors import OutcomeUnknown, Refused
from crm.model import Appointment, Capabilities, Status
from crm.port import Crm
from crm.through import Answer, Through
from db.database import Database
from reception.booking.outcomes import Check, Outcome
from reception.booking.unknown import UnknownBookings
from reception.booking.way import Options, Way
from reception.desk import Desk
from reception.people import PatientDetails, Person, PhoneState
from tests.crm.faulty import Faulty
from tests.crm.story import Story, somebody, wall
from tests.crm.targets import Embedded

NINE, TEN, LATER = "2027-03-23 09:00", "2027-03-23 10:00", "2027-03-26 09:00"


class Killed(BaseException):
    """The whole program, at this very moment."""


class Death(Enum):
    """What happens just after the clinic's system has carried out a call."""

    SILENCE = "the answer is heard, and then nothing more"
    LOST = "the answer is lost, and then nothing more"
    KILL = "the program is killed"


class DiesAfter(Through):
    """``verbs``: after the next of them. Without ``moves`` it is as Doctor Eleks is."""

    def __init__(self, crm: Crm, *, moves: bool | None = None) -> None:
        self.faulty = Faulty(crm)
        super().__init__(self.faulty, self._until_then)
        self._moves = crm.capabilities.moves if moves is None else moves
        self._death: Death | None = None
        self._verbs: tuple[str, ...] = ()
        self._refused = ""

    @property
    def capabilities(self) -> Capabilities:
        return replace(self.faulty.capabilities, moves=self._moves)

    def dies(self, death: Death, *verbs: str) -> None:
        self._death, self._verbs = death, verbs

    def refuses(self, verb: str) -> None:
        self._refused = verb

    async def _until_then(self, verb: str, call: Callable[[], Awaitable[Answer]], /) -> Answer:
        if verb == self._refused:
            raise Refused("not by you")
        answer = await call()
        if verb not in self._verbs or self._death is None:
            return answer
        death, self._death = self._death, None
        if death is Death.KILL:
            raise Killed
        self.faulty.goes_down()
        if death is Death.LOST:
            raise OutcomeUnknown("the answer is lost")
        return answer


@dataclass
class AtTheDesk:
    """``told``: what was sent in the background."""

    desk: Desk
    story: Story
    crm: DiesAfter
    person: Person
    told: list[Outcome] = field(default_factory=list)

    async def tell(self, _person: Person, outcome: Outcome) -> None:
        self.told.append(outcome)

    def way(self, doctor: str = "Граб Іван", moving: int = 0) -> Way:
        catalogue, story = self.desk.catalogue, self.story
        branch, service = catalogue.branch_id(story.id_of("Центр")), catalogue.service_id(story.id_of("Консультація"))
        of = catalogue.doctor_id(story.id_of(doctor))
        return Way(self.person.patients[0].id, branch or 0, 0, of or 0, visit=True, service=service or 0, moving=moving)

    async def card(self, at: str, moving: int = 0, doctor: str = "Граб Іван") -> object:
        return await self.desk.booking.check(self.person, self.options, self.way(doctor, moving), wall(at))

    async def key(self, at: str, moving: int = 0) -> str:
        card = await self.card(at, moving)
        assert isinstance(card, Check), card
        return card.key

    async def confirms(self, key: str) -> Outcome:
        told = await self.desk.booking.confirm(self.person, self.options, key)
        await self.desk.bookings.mark_told(key, self.person.id)
        return told

    async def books(self, at: str) -> int:
        """The visit's id, as buttons carry it."""
        await self.confirms(await self.key(at))
        return (await self.numbers())[wall(at)]

    async def numbers(self) -> dict[datetime, int]:
        ahead = await self.desk.visits.ahead(self.person, self.desk.catalogue, self.person.patients)
        return {visit.starts_at: visit.id for visit in ahead.visits}

    async def settles(self) -> None:
        """Half a minute later the program is woken for what is not known yet."""
        self.story.system.clock.goes_on(timedelta(seconds=61))
        desk = self.desk
        unknown = UnknownBookings(self.crm, desk.bookings, desk.people, desk.moving, desk.touch, self)
        await unknown.resolve(desk.catalogue)

    async def starts_again(self, database: Database) -> None:
        """Another process, which knows what the database says."""
        self.desk = await _desk(database, self.story, self.crm)

    @property
    def options(self) -> Options:
        return self.desk.options(self.person)

    async def booked(self) -> list[datetime]:
        return [visit.starts_at for visit in await self.appointments() if visit.status is Status.BOOKED]

    async def appointments(self) -> list[Appointment]:
        now = self.story.system.clock.now()
        patients = [self.person.patients[0].crm_id]
        return await self.story.system.crm.appointments(patients, now, now + timedelta(days=60))


async def _desk(database: Database, story: Story, crm: Crm) -> Desk:
    bot = connect("42:TEST", "http://127.0.0.1")
    desk = build(bot, database, story.system.clinic, story.system.clock, crm).desk
    await bot.session.close()
    await desk.mirror.open()
    return desk


@asynccontextmanager
async def at_the_desk(
    database: Database, story: Story, *, moves: bool | None = None, state: PhoneState = PhoneState.VERIFIED
) -> AsyncIterator[AtTheDesk]:
    """``moves``: as that system does, where it is None."""
    crm = DiesAfter(story.system.crm, moves=moves)
    await take_in(database, story.system.clinic, story.system.clock, whole=False)
    desk = await _desk(database, story, crm)
    yield AtTheDesk(desk, story, crm, await comes(desk, story, state=state))


async def comes(
    desk: Desk,
    story: Story,
    number: int = 1,
    state: PhoneState = PhoneState.VERIFIED,
    crm_id: str | None = None,
    born_on: date = date(1991, 4, 17),
) -> Person:
    """``crm_id``: of the card; else it is their own."""
    new = somebody(number)
    card = crm_id or (await story.system.crm.create_patient(new)).id
    person = await desk.people.arrive(number, "uk", "")
    await desk.people.give_phone(person.id, new.phone, state, "1")
    person = await desk.people.arrive(number, "uk", "")
    await desk.people.add_patient(person, card, PatientDetails(new.surname, new.first_name, "", born_on))
    return await desk.people.arrive(number, "uk", "")


def database_of(story: Story) -> Database:
    """Of the built-in system, which the bot shares."""
    assert isinstance(story.system, Embedded)
    return story.system.database
