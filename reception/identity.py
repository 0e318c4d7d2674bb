"""Whose phone this is: sharing or typing a number, and proving that a card known to the clinic is one's own."""

from dataclasses import dataclass
from datetime import date

from clinic.model import Clinic
from crm.model import Patient
from crm.port import Crm
from reception.dates import Doubt, read_birth_date
from reception.people import Draft, Drafts, PatientDetails, PatientOnPhone, People, Person, PhoneState, initials
from reception.phones import parse_phone
from reception.questions import Question

TRIES = 3


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
class NotRecognised:
    tries_left: int


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

    async def share(self, person: Person, phone: str) -> None:
        """Telegram says it is the person's own number: taken as it is, with or without the plus."""
        await self._people.give_phone(person.id, f"+{phone.lstrip('+')}", PhoneState.VERIFIED, self._consent)
        if person.draft and person.draft.asking in {Question.PHONE, Question.PHONE_CHECK}:
            await self._drafts.keep(person.id, "", {}, person.draft.then)  # a typed one must not come after it

    async def known(self, person: Person) -> Known:
        """Who in the clinic's system has this verified number and is not in this chat yet."""
        return _known(await self._unproven(person))

    async def ask_birth_date(self, person: Person) -> Draft:
        return await self._ask(person, Question.KNOWN, {})

    async def recognise(self, person: Person, text: str, today: date) -> Recognised | NotRecognised | Doubt:
        """Add the cards on this number whose birth date was typed; a wrong one counts, three a day at most."""
        phone = person.phone or ""
        if (wrong := await self._people.wrong_tries(phone)) >= TRIES:
            return NotRecognised(TRIES - wrong)
        born_on = read_birth_date(text, person.language, today)
        if isinstance(born_on, Doubt):
            return born_on
        cards = await self._unproven(person)
        proven = [card for card in cards if card.born_on == born_on][: self._most - len(person.patients)]
        if not proven:
            return NotRecognised(max(0, TRIES - await self._people.count_wrong_try(phone)))
        added = [await self._people.add_patient(person, card.id, details_of(card, born_on)) for card in proven]
        full = len(person.patients) + len(added) >= self._most
        return Recognised(tuple(added), _known([] if full else [card for card in cards if card not in proven]))

    async def _unproven(self, person: Person) -> list[Patient]:
        full = len(person.patients) >= self._most
        if person.phone_state is not PhoneState.VERIFIED or not person.phone or full:
            return []
        here = {patient.crm_id for patient in person.patients if patient.verified}
        cards = await self._crm.find_patients(person.phone)
        return [card for card in cards if card.id not in here and card.born_on is not None]

    async def _ask(self, person: Person, question: Question, answers: dict[str, str]) -> Draft:
        then = person.draft.then if person.draft else ""
        return await self._drafts.keep(person.id, question, answers, then)


def details_of(card: Patient, born_on: date) -> PatientDetails:
    return PatientDetails(card.surname, card.first_name, card.patronymic, born_on)


def _known(cards: list[Patient]) -> Known:
    return Known(tuple(initials((card.first_name, card.surname)) for card in cards))
