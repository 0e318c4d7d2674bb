"""Whose phone this is: sharing or typing a number, and proving that a card known to the clinic is one's own."""

import asyncio
from dataclasses import dataclass
from datetime import date

from clinic.model import Clinic
from crm.model import Patient
from crm.port import Crm
from reception.dates import Doubt, read_birth_date
from reception.family import acts_for_another
from reception.guesses import TRIES, unproven
from reception.people import Draft, Drafts, PatientDetails, PatientOnPhone, People, Person, PhoneState, initials
from reception.phones import parse_phone
from reception.questions import Question


@dataclass(frozen=True, slots=True)
class Known:
    """Cards on this number that are not in this chat yet: initials only, until a birth date proves them."""

    initials: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Recognised:
    """``added`` now; ``left`` are still unproven."""

    added: tuple[PatientOnPhone, ...]
    left: Known


@dataclass(frozen=True, slots=True)
class Proven:
    """The date was right; before they are added the person has to say that they may act for them."""

    people: tuple[PatientDetails, ...]
    draft: Draft


@dataclass(frozen=True, slots=True)
class NotRecognised:
    tries_left: int


@dataclass(frozen=True, slots=True)
class _Found:
    """By a birth date, of the cards on a number: ``here`` already, ``new``; ``left`` are still unproven."""

    here: list[Patient]
    new: list[Patient]
    left: list[Patient]


class Identity:
    """Raises the port's errors; a number once given stays kept."""

    def __init__(self, crm: Crm, people: People, drafts: Drafts, clinic: Clinic) -> None:
        self._crm = crm
        self._people = people
        self._drafts = drafts
        self._region = clinic.region
        self._consent = clinic.privacy.version
        self._most = clinic.rules.patients_per_phone

    async def type_instead(self, person: Person) -> Draft | None:
        """The number will be typed: the same consent, less proof. None for whom a number is verified already."""
        if person.phone_state is PhoneState.VERIFIED:
            return None
        return await self._ask(person, Question.PHONE, {})

    async def read_phone(self, person: Person, text: str) -> Draft | None:
        """Keep a typed number to be looked at again; None when it is none."""
        phone = parse_phone(text, self._region)
        return await self._ask(person, Question.PHONE_CHECK, {"phone": phone}) if phone else None

    async def accept_typed(self, person: Person, draft: Draft) -> None:
        await self._people.give_phone(person.id, draft.answers["phone"], PhoneState.UNVERIFIED, self._consent)

    async def share(self, person: Person, phone: str) -> bool:
        """Telegram says it is the person's own number: taken as it is, with or without the plus.

        False, and no change, while another chat that has it is booking.
        """
        own = f"+{phone.lstrip('+')}"
        if not await self._people.give_phone(person.id, own, PhoneState.VERIFIED, self._consent):
            return False
        if person.draft and person.draft.asking in {Question.PHONE, Question.PHONE_CHECK}:
            await self._drafts.keep(person.id, "", {}, person.draft.then)  # a typed one must not come after it
        return True

    async def known(self, person: Person) -> Known:
        """Who in the clinic's system has this verified number and is not in this chat yet."""
        return _known(unproven(person, await self._cards(person)) if self._room(person) else [])

    async def ask_birth_date(self, person: Person) -> Draft:
        return await self._ask(person, Question.KNOWN, {})

    async def recognise(
        self, person: Person, text: str, message: int, today: date
    ) -> Recognised | Proven | NotRecognised | Doubt:
        """Add the cards on this number whose birth date was typed; a wrong one counts, three a day at most.

        The same ``message`` once more has the same answer: cards that it has added are added again, which changes
        nothing, and a wrong date is not counted twice.
        """
        if await self._people.wrong_tries(person.phone or "") >= TRIES:
            return NotRecognised(0)
        born_on = await asyncio.to_thread(read_birth_date, text, person.language, today)  # reception.dates.foreign
        if isinstance(born_on, Doubt):
            return born_on
        found = self._found(person, await self._cards(person), born_on)
        if not found.here and not found.new:
            return NotRecognised(await self._tries_left(person, message))
        new = tuple(details_of(card, born_on) for card in found.new)
        if new and acts_for_another(person, new):
            return Proven(new, await self._ask(person, Question.ACTS, {Question.BORN_ON: born_on.isoformat()}))
        return await self._add(person, found, born_on)

    async def proven(self, person: Person, draft: Draft) -> Proven:
        """Whom the date that was typed last has opened, once more."""
        born_on = date.fromisoformat(draft.answers[Question.BORN_ON])
        found = self._found(person, await self._cards(person), born_on)
        return Proven(tuple(details_of(card, born_on) for card in found.new), draft)

    async def tick(self, person: Person, draft: Draft) -> Recognised:
        """They may act for those whom their date has opened: these are added. Of others left the date is asked next."""
        born_on = date.fromisoformat(draft.answers[Question.BORN_ON])
        found = self._found(person, await self._cards(person), born_on)
        added = await self._add(person, found, born_on, self._consent)
        if added.left.initials:
            await self.ask_birth_date(person)
        return added

    def _found(self, person: Person, cards: list[Patient], born_on: date) -> "_Found":
        hidden, room = unproven(person, cards), self._room(person)
        here = [card for card in cards if card.born_on == born_on and card not in hidden]
        new = [card for card in hidden if card.born_on == born_on][:room]
        return _Found(here, new, [card for card in hidden if card not in new] if len(new) < room else [])

    async def _add(self, person: Person, found: "_Found", born_on: date, acting: str | None = None) -> Recognised:
        """Those that are here already once more, which changes nothing: the answer was not heard the first time."""
        add = self._people.add_patient
        here = [await add(person, card.id, details_of(card, born_on)) for card in found.here]
        new = [await add(person, card.id, details_of(card, born_on), acting) for card in found.new]
        return Recognised((*here, *new), _known(found.left))

    async def _tries_left(self, person: Person, message: int) -> int:
        """After a wrong date, which is counted once: what goes wrong between the two writes costs the person no try."""
        wrong = self._people.wrong_tries
        if not person.draft or message > person.draft.answered_by:
            await self._ask(person, Question.KNOWN, {}, message)
            wrong = self._people.count_wrong_try
        return max(0, TRIES - await wrong(person.phone or ""))

    async def _cards(self, person: Person) -> list[Patient]:
        verified = person.phone_state is PhoneState.VERIFIED
        return await self._crm.find_patients(person.phone) if verified and person.phone else []

    def _room(self, person: Person) -> int:
        return max(0, self._most - len(person.patients))

    async def _ask(self, person: Person, question: Question, answers: dict[str, str], message: int = 0) -> Draft:
        then = person.draft.then if person.draft else ""
        return await self._drafts.keep(person.id, question, answers, then, message)


def details_of(card: Patient, born_on: date) -> PatientDetails:
    return PatientDetails(card.surname, card.first_name, card.patronymic, born_on)


def _known(cards: list[Patient]) -> Known:
    return Known(tuple(initials((card.first_name, card.surname)) for card in cards))
