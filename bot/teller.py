"""The outbox's messages in words, and on their way: one call each, for a second one could say it twice."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from aiogram.exceptions import (
    TelegramAPIError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramRetryAfter,
)

from bot.groups import Groups
from bot.outages import TELEGRAM, Outages
from bot.wire import NOTHING_SENT, Wire
from crm.errors import CrmError
from crm.model import Appointment
from handlers.screen import Line
from handlers.screens import notices, requests
from handlers.screens.notices import Instead, Told
from handlers.show import spoken
from locales.words import Words, words
from reception.booking.nearest import Nearest
from reception.booking.visit import visit_from, way_of
from reception.desk import Desk
from reception.people import PatientOnPhone, Person
from reminders.changes import What
from reminders.delivery import Letter, NoAnswer, NotTaken, OutOfReach, Telling, TooMany, Unreachable
from reminders.outbox import Message, Why
from reminders.plan import OPTIONAL, Kind

GONE = ("chat not found", "user is deactivated", "PEER_ID_INVALID")


class Teller:
    """reminders.delivery.Teller."""

    def __init__(self, telegram: Wire, desk: Desk, groups: Groups, nearest: Nearest, outages: Outages) -> None:
        self._telegram = telegram
        self._desk = desk
        self._groups = groups
        self._nearest = nearest
        self._outages = outages

    async def is_there(self) -> bool:
        """Whether Telegram can be reached. While it is away it is asked, for nobody else may be asking."""
        if TELEGRAM in self._outages.away:
            try:
                await self._telegram.once("getMe")
            except TelegramAPIError:
                return False
        return True

    async def letter(self, message: Message, visits: Sequence[Appointment]) -> Letter | Why:
        if message.kind not in OPTIONAL:
            return self._to_reception(message)
        person = await self._desk.people.find(message.account or 0)
        if person is None:
            return Why.NOT_LINKED
        if why := _against(person, message.kind):
            return why
        told = self._told(person, message, visits)
        if not told:
            return Why.NOT_LINKED
        line = await self._line(words(person.language), person, message, told)
        return Letter(person.telegram_id, partial(self._send, person.telegram_id, line, person))

    def _told(
        self, person: Person, message: Message, visits: Sequence[Appointment]
    ) -> list[tuple[int, PatientOnPhone, Appointment]]:
        """Those of patients whom this person still acts for."""
        patients = {patient.crm_id: patient for patient in person.patients}
        numbers = {one.appointment_id: one.visit for one in message.visits}
        return [
            (numbers[visit.id], patients[visit.patient_id], visit) for visit in visits if visit.patient_id in patients
        ]

    async def _line(
        self, say: Words, person: Person, message: Message, told: list[tuple[int, PatientOnPhone, Appointment]]
    ) -> Line:
        catalogue, clinic = self._desk.catalogue, self._desk.clinic
        shown = [(number, visit_from(catalogue, patient, visit)) for number, patient, visit in told]
        match message.kind:
            case Kind.DAY_BEFORE:
                return notices.day_before(say, clinic, message.id, shown, self._desk.today())
            case Kind.TWO_HOURS:
                return notices.two_hours(say, clinic, message.id, shown)
            case Kind.RATING:
                return notices.rating(say, clinic, message.id, shown[0][1])
        return await self._changed(say, person, message, told[0], shown[0])

    async def _changed(
        self,
        say: Words,
        person: Person,
        message: Message,
        told: tuple[int, PatientOnPhone, Appointment],
        shown: Told,
    ) -> Line:
        what, (_, patient, visit) = What(message.body["what"]), told
        was_at = datetime.fromisoformat(message.body["was_at"])
        before = replace(visit, starts_at=was_at, doctor_id=message.body["was_with"])
        was = visit_from(self._desk.catalogue, patient, before)
        instead = await self._instead(person, patient, before) if what is What.CANCELLED else (None, ())
        return notices.changed(say, self._desk.clinic, message.id, what, shown, was, instead)

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

    def _to_reception(self, message: Message) -> Letter | Why:
        chat = self._groups.chat(complaints=message.kind in {Kind.COMPLAINT, Kind.WORDS})
        if chat is None:
            return Why.NOWHERE
        say = words(self._desk.clinic.languages.default)
        return Letter(chat, partial(self._send, chat, self._request(say, message)))

    def _request(self, say: Words, message: Message) -> Line:
        if message.kind is Kind.PHONE_TODAY:
            listed = [one | self._where(say, one) for one in message.body["listed"]]
            return requests.phone_today(say, listed)
        where = self._where(say, message.body)
        return requests.request(say, message.kind, message.body, where["when"], where["doctor"], where["branch"])

    def _where(self, say: Words, body: Mapping[str, str]) -> dict[str, str]:
        """Ids and instants as they are read."""
        catalogue, starts_at = self._desk.catalogue, datetime.fromisoformat(body["starts_at"])
        doctor, branch = catalogue.doctor_id(body["doctor"]), catalogue.branch_id(body["branch"])
        zone = catalogue.branches[branch].zone if branch else self._desk.clinic.zone
        return {
            "when": say.moment(starts_at, zone),
            "time": f"{starts_at.astimezone(ZoneInfo(zone)):%H:%M}",
            "doctor": say.pick(catalogue.doctors[doctor].name) if doctor else "",
            "branch": say.pick(catalogue.branches[branch].name) if branch else "",
        }

    async def _send(self, chat: int, line: Line, person: Person | None = None) -> int:
        try:
            sent = await self._telegram.once("sendMessage", chat_id=chat, **spoken(line))
        except TelegramMigrateToChat as move:
            await self._groups.moved(chat, move.migrate_to_chat_id)
            raise TooMany(0) from move
        except TelegramAPIError as error:
            telling = _telling(error)
            if person and isinstance(telling, Unreachable):
                await self._desk.people.is_out_of_reach(person.id)
            raise telling from error
        return int(sent["message_id"])


def _against(person: Person, kind: Kind) -> Why | None:
    if not person.reachable:
        return Why.BLOCKED
    return Why.TURNED_OFF if kind in person.notices_off else None


def _telling(error: TelegramAPIError) -> Telling:
    if isinstance(error, TelegramRetryAfter):
        return TooMany(error.retry_after)
    if isinstance(error, TelegramForbiddenError):
        return Unreachable()
    if isinstance(error, TelegramBadRequest):
        return Unreachable() if any(word in error.message for word in GONE) else NotTaken(error.message)
    return OutOfReach() if isinstance(error, NOTHING_SENT) else NoAnswer()
