"""The desk's first meeting without Telegram: the real stores, the real clinic system, a clock that stands still."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count

from clinic.model import Clinic
from crm.embedded.adapter import EmbeddedCrm
from crm.model import NewPatient, Patient
from crm.port import Crm
from db.database import Database
from db.drafts import DraftStore
from db.people import PeopleStore
from reception.identity import Identity
from reception.people import Draft, PatientDetails, Person, PhoneState
from reception.questions import Question
from reception.registration import Registration

PHONE = "+380501234567"
TODAY = date(2026, 11, 23)
CARD = PatientDetails("Канарейченко", "Соломія", "", date(1987, 5, 12))


class Clock:
    def __init__(self) -> None:
        self.at = datetime(2026, 11, 23, 7, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at

    def goes_on(self, by: timedelta) -> None:
        self.at += by


class FrontDesk:
    def __init__(self, database: Database, clinic: Clinic, crm: Crm | None = None) -> None:
        self.clock = Clock()
        self.messages = count(1)  # their ids
        self.crm = crm or EmbeddedCrm(database, self.clock)
        self.people = PeopleStore(database, self.clock)
        self.drafts = DraftStore(database, self.clock)
        self.identity = Identity(self.crm, self.people, self.drafts, clinic)
        self.registration = Registration(self.crm, self.people, self.drafts, clinic)

    async def person(
        self, telegram_id: int = 1, state: PhoneState = PhoneState.VERIFIED, phone: str = PHONE, language: str = "uk"
    ) -> Person:
        person = await self.people.arrive(telegram_id, language, "")
        if state is not PhoneState.NONE:
            await self.people.give_phone(person.id, phone, state, "2026-11")
        return await self.again(person)

    async def again(self, person: Person) -> Person:
        found = await self.people.find(person.id)
        assert found is not None
        return found

    async def has_card(self, who: PatientDetails = CARD, phone: str = PHONE) -> Patient:
        new = NewPatient(who.surname, who.first_name, who.patronymic, who.born_on, phone)
        return await self.crm.create_patient(new)

    async def checked(self, person: Person, who: PatientDetails = CARD, *, ticked: bool = True) -> Draft:
        """The check card as it stands before "All correct"; ``ticked``: they may act for whoever is on it."""
        answers: dict[str, str] = {
            Question.SURNAME: who.surname,
            Question.FIRST_NAME: who.first_name,
            Question.PATRONYMIC: who.patronymic,
            Question.BORN_ON: who.born_on.isoformat(),
            **({Question.ACTS: ""} if ticked else {}),
        }
        return await self.drafts.keep(person.id, Question.CHECK, answers, "")

    async def cards(self, phone: str = PHONE) -> list[str]:
        return [f"{card.surname} {card.first_name}" for card in await self.crm.find_patients(phone)]


def named(name: str, born_on: date = CARD.born_on) -> PatientDetails:
    surname, first_name, *patronymic = name.split()
    return replace(CARD, surname=surname, first_name=first_name, patronymic=" ".join(patronymic), born_on=born_on)
