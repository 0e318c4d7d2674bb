"""Registered people who book: what they tap and read, whatever their language. Labels are said as the code has them."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from crm.model import Appointment, NewPatient, Sex, Slot, Status
from handlers.taps import Go, To, time
from locales.words import Words, words
from reception.booking.way import Way
from reception.people import PatientDetails, PhoneState
from reception.people import Person as Known
from sandbox import Person
from sandbox.seen import ChatMessage
from tests.stories.desk import StoryDesk

KYIV = ZoneInfo("Europe/Kyiv")
DANIEL = PatientDetails("Fernsby", "Daniel", "", date(1987, 5, 12))
OLENA = PatientDetails("Коваль", "Олена", "Ігорівна", date(1984, 2, 29))
MIA = PatientDetails("Fernsby", "Mia", "", date(2020, 5, 12))
LEO = PatientDetails("Fernsby", "Leo", "", date(2011, 11, 24))
SOFIIKA = PatientDetails("Коваль", "Софія", "", date(2020, 5, 12))
KEYS = (
    "📅 Book a visit",
    "🗓 My visits",
    "👪 Me and family",
    "💬 Write to reception",
    "📍 Addresses, prices, questions",
    "🎁 Free services",
)
BOOKED = "✅ You're booked: <b>{when}</b>"
WHO = "Who is the visit for?"
BRANCH, SPECIALTY, SERVICE = "Which branch is handy for you?", "Which doctor do you need?", "What is the visit for?"
DOCTOR = "Choose a doctor. The earliest free time is next to the name."
TIME = "<b>{doctor}</b>\nThe nearest times, or choose a day:"
CHECK = "⚠️ Not booked yet"
MOVE_CHECK = "⚠️ Not moved yet"
MOVED = "✅ Moved: <b>{when}</b>"
OUTDATED = "This button no longer works. Shall we start anew?"
TAKEN = "This time has just been taken."
TAGS = re.compile(r"</?\w+>")


def keys(language: str) -> list[list[str]]:
    """The persistent keyboard."""
    book, visits, family, *rest = (words(language).label(key) for key in KEYS)
    return [[book], [visits, family], *([key] for key in rest)]


@dataclass(frozen=True, slots=True)
class Visitor:
    desk: StoryDesk
    person: Person
    language: str

    @property
    def say(self) -> Words:
        return words(self.language)

    def words(self, message: str, **values: Any) -> str:
        """How this person reads a text of the bot's; without values the longest piece between them."""
        if not values and "{" in message:
            pieces = re.split(r"\{.*?\}", TAGS.sub("", self.say._catalogue.gettext(message)))
            return max(pieces, key=len).strip()
        return TAGS.sub("", self.say.label(message, **values))

    async def taps(self, label: str, then: str | None = None, **values: Any) -> None:
        """A button by its English label; wait until the text ``then`` has come of it."""
        await self.person.taps(self.words(label, **values))
        if then is not None:
            await self.reads(then)

    async def reads(self, message: str, **values: Any) -> ChatMessage:
        return await self.person.sees(self.words(message, **values))

    def name(self, kind: str, named: str) -> str:
        """Of a branch, specialty, service or doctor in the clinic file."""
        (found,) = (one for one in getattr(self.desk.clinic, kind) if one.id == named)
        return self.say.pick(found.name)

    def short(self, doctor: str) -> str:
        """A doctor's name as it stands on buttons."""
        return " ".join(self.name("doctors", doctor).split()[:2])

    async def chooses(self, kind: str, named: str, then: str) -> None:
        """A branch, specialty, service or doctor."""
        await self.taps(f"{self.short(named)} ·" if kind == "doctors" else self.name(kind, named), then)

    async def forges(self, data: str) -> None:
        await self.person.forges(data)

    async def finds_an_old(self, button: str, then: str) -> ChatMessage:
        """A button of some earlier day, tapped while the menu is before them."""
        await self.forges(Go(to=To.MENU).pack())
        await self.reads("What would you like to do?")
        await self.forges(button)
        return await self.reads(then)

    async def number(self, at: int = 0) -> int:
        """What buttons carry of the visit that stands so in their list."""
        stores = self.desk.program.desk
        known = await self.known()
        return (await stores.visits.ahead(known, stores.catalogue, known.patients)).visits[at].id

    @property
    def confirm(self) -> str:
        """What the Confirm button carries on the check card that they look at."""
        data = self.person.last.buttons[0][0].data
        assert data is not None
        assert data.startswith("c:"), self.labels
        return data

    @property
    def rows(self) -> list[list[str]]:
        """The labels on the bot's last message."""
        return [[button.text for button in row] for row in self.person.last.buttons]

    @property
    def labels(self) -> list[str]:
        return [label for row in self.rows for label in row]

    @property
    def with_buttons(self) -> list[ChatMessage]:
        """Every message that can still be tapped."""
        return [message for message in self.person.chat if message.by_bot and message.buttons]

    async def known(self) -> Known:
        return await self.desk.program.desk.people.arrive(self.person.id, self.language, "")

    async def way(self, doctor: str, branch: str = "center", service: str = "family-visit", patient: int = 0) -> Way:
        """All chosen, as a button carries it, for the patient of this place on the phone."""
        catalogue = self.desk.program.desk.catalogue
        theirs = self.desk.theirs
        ids = (
            catalogue.branch_id(theirs("branches", branch)),
            catalogue.doctor_id(theirs("doctors", doctor)),
            catalogue.service_id(theirs("services", service)),
        )
        assert all(ids), "no such thing in the clinic file"
        patients = (await self.known()).patients
        return Way(patients[patient].id, ids[0] or 0, doctor=ids[1] or 0, visit=True, service=ids[2] or 0)

    async def stands_at_check(self, at: str, doctor: str = "shevchuk", **chosen: Any) -> None:
        """The check card of one tap on a time, e.g. "2026-11-24 14:30"."""
        await self.forges(time(await self.way(doctor, **chosen), kyiv(at)).pack())
        await self.reads("⚠️ Not booked yet")

    async def books(self, at: str, doctor: str = "shevchuk", **chosen: Any) -> None:
        await self.stands_at_check(at, doctor, **chosen)
        await self.taps("✅ Confirm", BOOKED)

    async def visits(self) -> list[Appointment]:
        """Of all their patients, whatever became of them, as the clinic's system has them."""
        start, end = kyiv("2026-01-01 00:00"), kyiv("2028-01-01 00:00")
        patients = (await self.known()).patients
        return await self.desk.crm.appointments([patient.crm_id for patient in patients], start, end)

    async def booked(self) -> list[Appointment]:
        """Those of them that stand."""
        return [visit for visit in await self.visits() if visit.status is Status.BOOKED]


async def arrives(desk: StoryDesk, person: Person, *patients: PatientDetails, verified: bool = True) -> Visitor:
    """Somebody who has registered before, straight through the desk's own stores; they open the chat."""
    stores = desk.program.desk
    language = stores.language(person.screen.user.get("language_code"))
    known = await stores.people.arrive(person.id, language, "")
    phone = person.phone or f"+38067{person.id % 10**7:07}"
    state = PhoneState.VERIFIED if verified else PhoneState.UNVERIFIED
    await stores.people.give_phone(known.id, phone, state, desk.clinic.privacy.version)
    known = await stores.people.arrive(person.id, language, "")
    for patient in patients or (replace(DANIEL, first_name=person.name, surname=f"N{person.id}"),):
        new = NewPatient(patient.surname, patient.first_name, patient.patronymic, patient.born_on, phone, Sex.MALE)
        await stores.people.add_patient(known, (await desk.crm.create_patient(new)).id, patient)
    visitor = Visitor(desk, person, language)
    await person.types("/start")
    await desk.telegram.until(lambda: person.keyboard)
    return visitor


async def daniel(desk: StoryDesk, *patients: PatientDetails) -> Visitor:
    return await arrives(desk, desk.daniel(), *patients or (DANIEL,))


async def olena(desk: StoryDesk, *patients: PatientDetails) -> Visitor:
    return await arrives(desk, desk.olena(), *patients or (OLENA,))


def kyiv(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=KYIV)


async def slot(desk: StoryDesk, at: str, doctor: str = "shevchuk", service: str = "family-visit") -> Slot:
    """This free time as the clinic's system has it; fails when it is not free."""
    start = kyiv(at)
    place = desk.theirs("doctors", doctor), desk.theirs("services", service), desk.theirs("branches", "center")
    free = await desk.crm.free_slots(*place, start, start.replace(hour=23))
    (found,) = (one for one in free if one.starts_at == start)
    return found
