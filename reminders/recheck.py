"""Before a message goes, its visits are looked at once more: what is said must be so at that moment."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from crm.errors import AuthFailed, CrmError, NotFound, Unavailable
from crm.model import Appointment, Status
from crm.port import Crm
from reception.clock import Clock
from reception.visit_mirror import VisitMirror
from reminders.changes import What
from reminders.outbox import Message, Spoken, Why
from reminders.plan import Kind

PATIENCE = timedelta(minutes=15)  # with a silent system, before what was known last is good enough
AGAIN = timedelta(minutes=1)
FRESH = timedelta(hours=24)  # what was known longer ago is not said
AT_ONCE = 50  # patients in one question
AROUND = timedelta(days=1)
DID_NOT_HAPPEN = frozenset({Status.CANCELLED, Status.NOSHOW})


@dataclass(frozen=True, slots=True)
class Go:
    """It may be said of these visits, as they are now."""

    visits: tuple[Appointment, ...]


@dataclass(frozen=True, slots=True)
class Skip:
    why: Why


@dataclass(frozen=True, slots=True)
class Wait:
    """The clinic's system is silent: look again then."""

    until: datetime


Verdict = Go | Skip | Wait


class Recheck:
    def __init__(self, crm: Crm, mirror: VisitMirror, clock: Clock) -> None:
        self._crm = crm
        self._mirror = mirror
        self._clock = clock
        self._waited_since: dict[int, datetime] = {}  # when what waits for a silent system was due at first

    async def of(self, messages: Sequence[Message]) -> dict[int, Verdict]:
        """By the messages' ids. Those that are about no visit go."""
        about = [spoken for message in messages for spoken in message.visits]
        try:
            known = await self._live(about)
        except (Unavailable, AuthFailed):
            return {message.id: await self._from_memory(message) for message in messages}
        self._waited_since.clear()
        return {message.id: _verdict(message, known) for message in messages}

    async def _live(self, about: Sequence[Spoken]) -> dict[str, Appointment]:
        """What is not listed any more is asked for by itself; what the system does not know is not there."""
        if not about:
            return {}
        patients = sorted({spoken.patient_id for spoken in about})
        since = min(spoken.starts_at for spoken in about) - AROUND
        until = max(spoken.starts_at for spoken in about) + AROUND
        known: dict[str, Appointment] = {}
        for some in (patients[at : at + AT_ONCE] for at in range(0, len(patients), AT_ONCE)):
            known |= {one.id: one for one in await self._crm.appointments(some, since, until)}
        for spoken in about:
            if spoken.appointment_id not in known and (found := await self._one(spoken.appointment_id)):
                known[found.id] = replace(found, patient_id=spoken.patient_id)  # not every system tells whose it is
        return known

    async def _one(self, appointment_id: str) -> Appointment | None:
        try:
            return await self._crm.appointment(appointment_id)
        except (Unavailable, AuthFailed):
            raise
        except NotFound:
            remembered = (await self._mirror.known([appointment_id])).get(appointment_id)
            return replace(remembered, status=Status.CANCELLED) if remembered else None
        except CrmError:  # refused: nothing is known of it, so nothing is said
            return None

    async def _from_memory(self, message: Message) -> Verdict:
        now = self._clock.now()
        if not message.visits:
            return Go(())
        if now >= message.expires_at:
            return Skip(Why.SILENT)
        if now < self._waited_since.setdefault(message.id, message.due_at) + PATIENCE:
            return Wait(now + AGAIN)
        as_of = await self._mirror.as_of(sorted({spoken.patient_id for spoken in message.visits}))
        if as_of is None or as_of < now - FRESH:
            return Wait(now + AGAIN)
        return _verdict(message, await self._mirror.known([spoken.appointment_id for spoken in message.visits]))


def _verdict(message: Message, known: dict[str, Appointment]) -> Verdict:
    if not message.visits:
        return Go(())
    reasons = [_against(message, spoken, known.get(spoken.appointment_id)) for spoken in message.visits]
    fine = [spoken for spoken, why in zip(message.visits, reasons, strict=True) if why is None]
    if not fine:
        return Skip(next(why for why in reasons if why))
    return Go(_by_time(known[spoken.appointment_id] for spoken in fine))


def _against(message: Message, spoken: Spoken, now: Appointment | None) -> Why | None:
    """Why nothing is to be said of this visit, if so."""
    if now is None:
        return Why.CANCELLED
    if (now.status is Status.CANCELLED) is not _is_of_a_cancelled_one(message):
        return Why.RESTORED if _is_of_a_cancelled_one(message) else Why.CANCELLED
    if now.starts_at != spoken.starts_at:
        return Why.MOVED
    if message.kind is Kind.RATING:
        return Why.NOT_OVER if now.status in DID_NOT_HAPPEN else None
    return None if now.status in {Status.BOOKED, Status.CANCELLED} else Why.TOO_LATE


def _is_of_a_cancelled_one(message: Message) -> bool:
    return message.kind is Kind.CHANGED and message.body.get("what") == What.CANCELLED


def _by_time(visits: Iterable[Appointment]) -> tuple[Appointment, ...]:
    return tuple(sorted(visits, key=lambda visit: (visit.starts_at, visit.id)))
