"""A day full of visits of people who have opened the chat, straight in the built-in system and in what mirrors it."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import partial

from clinic.model import Clinic
from crm.embedded.adapter import EmbeddedCrm
from crm.embedded.appointments import write
from crm.embedded.transactions import changing
from crm.model import Appointment, NewPatient, Order, Sex, Slot
from db.database import Database
from db.people import PeopleStore
from db.plans import Plans
from db.visits import VisitStore
from reception.clock import Clock
from reception.people import PatientDetails, PhoneState
from reminders.plan import plan
from reminders.quiet import Quiet
from sandbox import Person, TelegramServer

BRANCH, SERVICE, LENGTH = "center", "family-visit", timedelta(minutes=5)
NAME = ("Fernsby", "Daniel", "", date(1987, 5, 12))


class Visits:
    def __init__(self, telegram: TelegramServer, database: Database, clinic: Clinic, clock: Clock) -> None:
        self._telegram = telegram
        self._database = database
        self._clinic = clinic
        self._crm = EmbeddedCrm(database, clock)
        self._people = PeopleStore(database, clock)
        plans = Plans(database, clock, partial(plan, quiet=Quiet()), lambda _branch: clinic.zone)
        self._mirror = VisitStore(database, clock, plans.of_patients)

    async def are_ahead(self, times: Sequence[datetime]) -> dict[int, datetime]:
        """One for each person: chat → when it begins. Each of them is planned."""
        people = [self._telegram.person(f"Guest{guest}", "en", f"+3805020{guest:05}") for guest in range(len(times))]
        patients = [await self._patient(person) for person in people]
        async with changing(self._database) as connection:
            made = [
                await write(connection, Order(f"by-phone-{number}", self._slot(number, times), patient), "reception")
                for number, patient in enumerate(patients)
            ]
        await self._are_seen(made)
        return {person.id: at for person, at in zip(people, times, strict=True)}

    async def _patient(self, person: Person) -> str:
        person.screen.started = True
        known = await self._people.arrive(person.id, "en", "")
        await self._people.give_phone(known.id, person.phone or "", PhoneState.VERIFIED, "1")
        known = await self._people.arrive(person.id, "en", "")
        patient = (await self._crm.create_patient(NewPatient(*NAME, person.phone or "", Sex.MALE))).id
        await self._people.add_patient(known, patient, PatientDetails(*NAME))
        return patient

    def _slot(self, number: int, times: Sequence[datetime]) -> Slot:
        """With the first doctor who is free: no two visits at one time are with the same."""
        before = sum(abs(times[number] - other) < LENGTH for other in times[:number])
        doctor = self._clinic.doctors[before].id
        return Slot(doctor, BRANCH, SERVICE, times[number], times[number] + LENGTH)

    async def _are_seen(self, made: Sequence[Appointment]) -> None:
        await self._mirror.follow(made, (await self._crm.changes(None)).cursor)
