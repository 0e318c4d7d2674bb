"""What becomes of an answer to a message: kept, told to reception, or plainly said to be of no use any more."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum

from crm.errors import CrmError, NotFound
from crm.model import Appointment, Status
from crm.port import Crm
from reception.booking.outcomes import Visit
from reception.booking.visit import visit_from
from reception.booking.way import Way
from reception.catalogue import Catalogue
from reception.clock import Clock
from reception.emergency import is_emergency
from reception.handoff.about import About, Why
from reception.handoff.desk import Handoff
from reception.handoff.dialogue import Said
from reception.people import PatientOnPhone, People, Person
from reception.visit_mirror import VisitMirror
from reminders.notes import UNHAPPY, Note, Notes, Score
from reminders.outbox import Spoken
from reminders.plan import OPTIONAL, Kind
from reminders.requests import Requests

LONGEST = 1000  # characters of what somebody writes to reception


class Reply(StrEnum):
    """``NOBODY``: reception has no group that it could be told in. ``NOT_SO``: moved or cancelled meanwhile."""

    NOTED = "noted"
    KNOWN = "known"
    NOT_SO = "not so"
    BEGUN = "begun"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Meant:
    """A visit that a message in somebody's chat is about."""

    spoken: Spoken
    patient: PatientOnPhone
    visit: Visit


class Answers:
    """``complaints_apart``: they are told in a group of their own as well. ``catalogue``: as it is now.

    While the clinic's system is silent a visit is as it was known last: nobody who is late or unhappy waits for it.
    """

    def __init__(
        self,
        crm: Crm,
        mirror: VisitMirror,
        notes: Notes,
        requests: Requests,
        people: People,
        catalogue: Callable[[], Catalogue],
        clock: Clock,
        handoff: Handoff,
        *,
        complaints_apart: bool,
    ) -> None:
        self._crm = crm
        self._mirror = mirror
        self._notes = notes
        self._requests = requests
        self._people = people
        self._catalogue = catalogue
        self._clock = clock
        self._handoff = handoff
        self._complaints_apart = complaints_apart

    async def note(self, person: Person, number: int, *kinds: Kind) -> Note | None:
        """The message of one of these kinds under this number; None for anybody else's, and where this person no
        longer acts for its patients."""
        note = await self._notes.find(number, person.id)
        ours = {patient.crm_id for patient in person.patients}
        if note is None or note.kind not in kinds or any(spoken.patient_id not in ours for spoken in note.visits):
            return None
        return note

    async def about(self, person: Person, note: Note, visit: int) -> Meant | Reply:
        """One of its visits, if it is still as the message says and has not begun."""
        spoken = next((one for one in note.visits if one.visit == visit), None)
        if spoken is None:
            return Reply.NOT_SO
        appointment = await self._now(spoken)
        if appointment is None or not _is_so(spoken, appointment):
            return Reply.NOT_SO
        if appointment.starts_at <= self._clock.now():
            return Reply.BEGUN
        patient = next(patient for patient in person.patients if patient.crm_id == spoken.patient_id)
        return Meant(spoken, patient, visit_from(self._catalogue(), patient, appointment))

    async def come(self, person: Person, note: Note) -> Reply:
        """They will come, to all of it that still takes place."""
        looked = [await self.about(person, note, spoken.visit) for spoken in note.visits]
        if refused := _why_none(looked):
            return refused
        for about in looked:
            if isinstance(about, Meant):
                await self._confirm(about)
        await self._notes.answer(note.id, "come")
        return Reply.NOTED

    async def _confirm(self, about: Meant) -> None:
        """In the clinic's system too, where it can be kept there; that we know of it is enough for the patient."""
        if self._crm.capabilities.confirms:
            with suppress(CrmError):
                await self._crm.confirm(about.spoken.appointment_id)

    async def fine(self, note: Note) -> None:
        """They have read what the clinic has changed."""
        await self._notes.answer(note.id, "fine")

    async def late(self, person: Person, note: Note, visit: int) -> Reply:
        about = await self.about(person, note, visit)
        if isinstance(about, Reply):
            return about
        if not self._handoff.has_group:
            return Reply.NOBODY
        spoken = about.spoken
        seen, at = await self._visit(person, spoken), f"{spoken.visit}:{spoken.starts_at.isoformat()}"
        return Reply.NOTED if await self._requests.say(Kind.LATE, person, seen, at) else Reply.KNOWN

    async def rate(self, person: Person, note: Note, score: Score) -> bool:
        """The last score counts. True: reception was told, now or by an earlier one, and words may be added."""
        (spoken,) = note.visits
        await self._notes.rate(person.id, spoken.visit, score)
        await self._notes.answer(note.id, score)
        if not self._handoff.has_group:
            return False
        await self._handoff.dialogues.rate(person.id, _rated(spoken, score))
        if score not in UNHAPPY:
            return False
        if self._complaints_apart:
            visit = await self._visit(person, spoken)
            await self._requests.say(Kind.COMPLAINT, person, visit, str(spoken.visit), score=score)
        return True

    async def explain(self, person: Person, note: Note, told: Said, words: str) -> None:
        """What went wrong, in their own words, or in a picture: to reception, and the words beside the score."""
        (spoken,) = note.visits
        await self._handoff.dialogues.begin(person.id, _rated(spoken, Score(note.answer or Score.BAD)))
        await self._handoff.hear(person, told, urgent=is_emergency(words))
        if not words:
            return
        await self._notes.explain(person.id, spoken.visit, words[:LONGEST])
        if self._complaints_apart:
            visit = await self._visit(person, spoken)
            key = f"{spoken.visit}:{told.message}"
            await self._requests.say(Kind.WORDS, person, visit, key, words=words[:LONGEST])

    async def correct(self, person: Person, patient: PatientOnPhone, words: str, message: int) -> None:
        """What is wrong in the patient's card: reception's to put right. ``message``: theirs, told once."""
        await self._requests.correct(person, patient, words[:LONGEST], str(message))

    async def turn(self, person: Person, kind: Kind, *, on: bool) -> None:
        """Say no more of this kind in this chat, or again."""
        if kind in OPTIONAL:
            await self._people.turn_off(person.id, person.notices_off - {kind} if on else person.notices_off | {kind})

    async def _visit(self, person: Person, spoken: Spoken) -> Visit:
        """Also one that the clinic's system does not know any more."""
        patient = next(patient for patient in person.patients if patient.crm_id == spoken.patient_id)
        appointment = await self._now(spoken) or await self._remembered(spoken)
        return visit_from(self._catalogue(), patient, appointment)

    async def _now(self, spoken: Spoken) -> Appointment | None:
        try:
            return await self._crm.appointment(spoken.appointment_id)
        except NotFound:
            return None
        except CrmError:
            return await self._remembered(spoken)

    async def _remembered(self, spoken: Spoken) -> Appointment:
        """A message is about what is remembered: both go together."""
        return (await self._mirror.known([spoken.appointment_id]))[spoken.appointment_id]


def _rated(spoken: Spoken, score: Score) -> About:
    why = Why.UNHAPPY if score in UNHAPPY else Why.RATED
    return About(why, Way(moving=spoken.visit), score)


def _is_so(spoken: Spoken, now: Appointment) -> bool:
    return now.status is not Status.CANCELLED and now.starts_at == spoken.starts_at


def _why_none(looked: Sequence[Meant | Reply]) -> Reply | None:
    """Nothing to answer is left: what is the matter with the first."""
    if not looked or any(isinstance(one, Meant) for one in looked):
        return None
    first = looked[0]
    return first if isinstance(first, Reply) else None
