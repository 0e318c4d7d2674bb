"""Reception at a terminal: the built-in system and its clinic, what was typed, and visits in one line each."""

from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from bot.by_hand import NotDone
from bot.commands.opening import clinic_in, for_sandbox, opened
from bot.databases import Entry, Reception
from bot.settings import Settings
from bot.systems import is_built_in
from clinic.model import Clinic
from crm.errors import NotFound, PatientBusy, Refused, SlotTaken
from crm.model import Directory, Patient
from locales.words import words
from reception.clock import SystemClock
from reception.phones import parse_phone, show_phone


@dataclass(frozen=True, slots=True)
class Terminal:
    """``reception`` in the database that the settings mean, the sandbox's too."""

    reception: Reception
    clinic: Clinic
    directory: Directory
    now: datetime


@asynccontextmanager
async def at_the_terminal(settings: Settings) -> AsyncIterator[Terminal]:
    """Raise ``NotDone`` where visits are entered elsewhere."""
    if not is_built_in(settings):
        raise NotDone(f"With CRM={settings.crm} visits are entered in that system; this is for CRM=embedded.")
    clock = SystemClock()
    async with opened(settings, sandbox=for_sandbox(settings)) as database:
        clinic = await clinic_in(settings, database)
        reception = Reception(database, clock)
        yield Terminal(reception, clinic, await reception.crm.directory(), clock.now())


@contextmanager
def told(number: str = "") -> Iterator[None]:
    """The system's refusals in words."""
    try:
        yield
    except SlotTaken:
        raise NotDone("The doctor has another visit then; see: visit list --on DATE") from None
    except PatientBusy:
        raise NotDone("The patient has another visit then; see: visit list --phone PHONE") from None
    except NotFound:
        raise NotDone(f'There is no visit "{number}"; see: visit list') from None
    except Refused:
        raise NotDone(f"Visit {number} is cancelled, over, or the patient has come: it stays as it is.") from None


def read_day(typed: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise NotDone(f'"{typed}" is no date; write it like 2026-12-01') from None


def read_moment(typed: str, zone: str, now: datetime) -> datetime:
    """On the wall of ``zone``; of an hour that comes twice, the first. What lies behind is a slip of the hand."""
    try:
        wall = datetime.strptime(typed, "%Y-%m-%d %H:%M").replace(tzinfo=ZoneInfo(zone))
    except ValueError:
        raise NotDone(f'"{typed}" is no time; write it like "2026-12-01 14:30"') from None
    at = wall.astimezone(UTC)
    if at.astimezone(wall.tzinfo).replace(tzinfo=None) != wall.replace(tzinfo=None):
        raise NotDone(f"{typed} is left out when the clocks go forward; take an hour later")
    if at <= now:
        raise NotDone(f"{typed} is over ({zone}); take a time that lies ahead")
    return at


def read_phone(typed: str, clinic: Clinic) -> str:
    phone = parse_phone(typed, clinic.region)
    if phone is None:
        raise NotDone(f'"{typed}" is no phone number; write it like +380501234567')
    return phone


def must_be_one_of(what: str, chosen: str, known: Iterable[str]) -> None:
    there = list(known)
    if chosen not in there:
        raise NotDone(f'There is no {what} "{chosen}"; choose from: {", ".join(there)}')


def in_a_line(clinic: Clinic, visit: Entry) -> str:
    """What a receptionist reads out, tabs between; in the clinic's own language."""
    say = words(clinic.languages.default)
    state = f"{visit.status}, will come" if visit.confirmed else str(visit.status)
    phones = " ".join(map(show_phone, visit.patient.phones))
    names = (say.pick(texts) for texts in (visit.doctor, visit.service, visit.branch))
    return "\t".join(
        [visit.number, f"{visit.starts_at:%Y-%m-%d %H:%M}", state, full_name(visit.patient), phones, *names]
    )


def full_name(patient: Patient) -> str:
    return " ".join(filter(None, (patient.surname, patient.first_name, patient.patronymic)))
