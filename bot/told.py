"""The outbox's messages in words: a person's own, in their language, and reception's, in the clinic's."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from clinic.model import Away
from crm.errors import CrmError
from crm.model import Appointment
from handlers.screen import Line
from handlers.screens import closed, meeting, notices, requests, waiting
from handlers.screens.notices import Instead, Told
from locales.words import Words, words
from reception.booking.nearest import Nearest
from reception.booking.visit import visit_from, way_of
from reception.closures import closed_then
from reception.desk import Desk
from reception.family import called
from reception.people import PatientOnPhone, Person, access_patient
from reminders.changes import What
from reminders.outbox import Message, Why
from reminders.plan import PLANNED, Kind

FOLLOW_CLOSURES = (*PLANNED, Kind.CLOSED, Kind.REOPENED)  # nobody is reminded of, or asked about, what can't take place
Own = tuple[int, PatientOnPhone, Appointment]  # under which number, whose, and as it is now


class ToPerson:
    """``nearest``: other times for a visit that the clinic has cancelled."""

    def __init__(self, desk: Desk, nearest: Nearest) -> None:
        self._desk = desk
        self._nearest = nearest

    async def line(self, person: Person, message: Message, visits: Sequence[Appointment]) -> Line | Why:
        """Or why nothing is to be said: a time is held no more, or this person acts for none of their patients."""
        say = words(person.language)
        if message.kind is Kind.ENDED:
            return meeting.confirmed_elsewhere(say)
        if message.kind is Kind.FREED:
            return await self._freed(say, person, message.body["hold"])
        if message.kind is Kind.NOT_FREED:
            return await self._not_freed(say, person, message.body["wish"])
        told = self._told(person, message, visits)
        if not told:
            return Why.NOT_LINKED
        if message.kind in FOLLOW_CLOSURES:
            is_of_one = message.kind is Kind.CLOSED
            told = [one for one in told if bool(self._closed(one[2])) is is_of_one]
            if not told:
                return Why.REOPENED if is_of_one else Why.CLOSED
        return await self._line(say, person, message, told)

    def _closed(self, visit: Appointment) -> Away | None:
        return closed_then(self._desk.clinic, visit.branch_id, visit.starts_at, visit.ends_at)

    async def _freed(self, say: Words, person: Person, number: int) -> Line | Why:
        held = await self._desk.waitlist.held(person, self._desk.catalogue, number)
        if held is None:
            return Why.NOT_HELD
        who, last = _who(person, [held[1].patient]), await self._desk.waitlist.is_last(held[0])
        return waiting.freed(say, self._desk.clinic, *held, who, last=last)

    async def _not_freed(self, say: Words, person: Person, number: int) -> Line | Why:
        wish = await self._desk.waitlist.find(person, number)
        if wish is None:
            return Why.NOT_LINKED
        offered = await self._desk.waitlist.was_offered(wish)
        patient = access_patient(person, wish.way.patient)
        who = _who(person, [patient] if patient else [])
        return waiting.not_freed(say, self._desk.clinic, person, self._desk.catalogue, wish, who, offered=offered)

    def _told(self, person: Person, message: Message, visits: Sequence[Appointment]) -> list[Own]:
        """Those of patients whom this person still acts for."""
        patients = {patient.crm_id: patient for patient in person.patients}
        numbers = {one.appointment_id: one.visit for one in message.visits}
        return [
            (numbers[visit.id], patients[visit.patient_id], visit) for visit in visits if visit.patient_id in patients
        ]

    async def _line(self, say: Words, person: Person, message: Message, told: list[Own]) -> Line:
        catalogue, clinic = self._desk.catalogue, self._desk.clinic
        shown = [(number, visit_from(catalogue, patient, visit)) for number, patient, visit in told]
        who = _who(person, [patient for _, patient, _ in told])
        match message.kind:
            case Kind.DAY_BEFORE:
                return notices.day_before(say, clinic, message.id, shown, self._desk.today(), who)
            case Kind.TWO_HOURS:
                return notices.two_hours(say, clinic, message.id, shown, who)
            case Kind.RATING:
                return notices.rating(say, clinic, message.id, shown[0][1], who)
            case Kind.REOPENED:
                return closed.reopened(say, clinic, shown[0], who)
            case Kind.CLOSED:
                return await self._of_closed(say, person, message, told[0], shown[0], who)
        return await self._changed(say, person, message, told[0], shown[0], who)

    async def _changed(
        self,
        say: Words,
        person: Person,
        message: Message,
        told: Own,
        shown: Told,
        who: str,
    ) -> Line:
        what, (_, patient, visit) = What(message.body["what"]), told
        was_at = datetime.fromisoformat(message.body["was_at"])
        before = replace(visit, starts_at=was_at, doctor_id=message.body["was_with"])
        was = visit_from(self._desk.catalogue, patient, before)
        instead = await self._instead(person, patient, before) if what is What.CANCELLED else (None, ())
        return notices.changed(say, self._desk.clinic, message.id, what, shown, was, instead, who)

    async def _of_closed(self, say: Words, person: Person, message: Message, told: Own, shown: Told, who: str) -> Line:
        """Each of the other times takes this visit's place."""
        number, patient, visit = told
        way, times = await self._instead(person, patient, visit)
        times = [replace(one, way=replace(one.way, moving=number)) for one in times]
        span = self._closed(visit)
        assert span is not None  # else it would not be said
        return closed.closed(say, self._desk.clinic, message.id, shown, span, (way, times), who)

    async def _instead(self, person: Person, patient: PatientOnPhone, visit: Appointment) -> Instead:
        """Other times, as far as the clinic's system names them at once."""
        options = self._desk.options(person)
        way = way_of(options.catalogue, patient, visit)
        if way is None or options.offer(way) is None:
            return None, ()
        try:
            return way, await self._nearest.to(options, way, visit.starts_at)
        except CrmError:
            return way, ()


def _who(person: Person, patients: Sequence[PatientOnPhone]) -> str:
    """Named where the chat has others."""
    return ", ".join(dict.fromkeys(called(person, one) for one in patients)) if len(person.patients) > 1 else ""


def request_line(desk: Desk, message: Message) -> Line:
    say = words(desk.clinic.languages.default)
    if message.kind is Kind.PHONE_TODAY:
        return requests.phone_today(say, [one | _where(desk, say, one) for one in message.body["listed"]])
    if message.kind is Kind.CORRECT:
        return requests.request(say, message.kind, message.body)
    where = _where(desk, say, message.body)
    return requests.request(say, message.kind, message.body, where["when"], where["doctor"], where["branch"])


def _where(desk: Desk, say: Words, body: Mapping[str, str]) -> dict[str, str]:
    """Ids and instants as they are read."""
    catalogue, starts_at = desk.catalogue, datetime.fromisoformat(body["starts_at"])
    doctor, branch = catalogue.doctor_id(body["doctor"]), catalogue.branch_id(body["branch"])
    zone = catalogue.branches[branch].zone if branch else desk.clinic.zone
    return {
        "when": say.moment(starts_at, zone),
        "time": f"{starts_at.astimezone(ZoneInfo(zone)):%H:%M}",
        "doctor": say.pick(catalogue.doctors[doctor].name) if doctor else "",
        "branch": say.pick(catalogue.branches[branch].name) if branch else "",
    }
