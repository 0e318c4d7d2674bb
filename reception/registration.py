"""Registering a patient: one question at a time, a card to check, and only then the clinic's system."""

import asyncio
import logging
from datetime import date
from enum import StrEnum

from clinic.model import Clinic
from crm.errors import Refused
from crm.model import NewPatient, Patient
from crm.port import Crm
from crm.spelling import same_name
from reception.answers import Heard, details, hear, new_patient
from reception.dates import Doubt
from reception.family import lacks_tick
from reception.guesses import TRIES, is_guess, is_of
from reception.names import NameDoubt
from reception.people import Draft, Drafts, PatientOnPhone, People, Person
from reception.questions import CHOICES, REGISTRATION, UNDER_WAY, Question, next_question, previous_question, questions

log = logging.getLogger(__name__)


class NotRegistered(StrEnum):
    """RECEPTION: a person has to look. There is a card with the same data, of which nothing may be told, or the system
    takes no new one."""

    RECEPTION = "reception"
    TOO_MANY = "too many"


class Registration:
    """Raises the port's errors; the draft stays and the last step may simply be repeated."""

    def __init__(self, crm: Crm, people: People, drafts: Drafts, clinic: Clinic) -> None:
        self._crm = crm
        self._people = people
        self._drafts = drafts
        self._most = clinic.rules.patients_per_phone
        self._version = clinic.privacy.version

    async def begin(self, person: Person) -> Draft:
        """Go on with a registration under way or left, or ask the first question."""
        draft = person.draft
        if draft and draft.asking in UNDER_WAY:
            return await self._keep(person, Question(draft.asking), draft.answers)
        # Before the tick stands the birth date of whoever is on a card of the number, not of somebody else.
        given = draft.answers if draft and draft.asking != Question.ACTS else {}
        answers = {asked: answer for asked, answer in given.items() if asked in REGISTRATION}
        return await self._keep(person, next_question(answers, needs_sex=self.needs_sex), answers)

    async def leave(self, person: Person) -> None:
        """Nothing typed is an answer any more and no button of the draft works; what was answered stays for a day."""
        if (draft := person.draft) and draft.asking:
            await self._drafts.drop(person.id)
            await self._drafts.keep(person.id, "", draft.answers, draft.then)

    async def answer(
        self, person: Person, draft: Draft, text: str, message: int, today: date
    ) -> Draft | Doubt | NameDoubt:
        """Take the answer typed in ``message`` to the question asked, or say why it cannot be taken.

        The draft stays as it is, and its question is asked again, for a message that has answered already (delivered
        again, it would answer the next question), and for the sex: only a button answers for that.
        """
        if draft.asking == Question.SEX or message <= draft.answered_by:
            return draft
        heard = await asyncio.to_thread(hear, draft.asking, text, person.language, today)  # reception.dates.foreign
        return heard if isinstance(heard, Doubt | NameDoubt) else await self.take(person, draft, heard, message)

    async def choose(self, person: Person, draft: Draft, question: Question, value: str) -> Draft:
        """An answer given by a button; one that no longer fits the question asked changes nothing."""
        fits = question == draft.asking and value in CHOICES.get(question, ())
        return await self.take(person, draft, {question: value}) if fits else draft

    async def take(self, person: Person, draft: Draft, heard: Heard, message: int = 0) -> Draft:
        """Keep answers, given by a message or by a button, and ask what is still missing.

        The tick was for whoever stood on the card then.
        """
        answers = {asked: answer for asked, answer in draft.answers.items() if asked != Question.ACTS} | heard
        return await self._keep(person, next_question(answers, needs_sex=self.needs_sex), answers, message)

    async def fix(self, person: Person, draft: Draft, question: Question) -> Draft | None:
        """Ask one question again; its answer leads back to the card. None for what this clinic does not ask."""
        asked = question in questions(needs_sex=self.needs_sex)
        return await self._keep(person, question, draft.answers) if asked else None

    async def back(self, person: Person, draft: Draft, question: Question) -> Draft | None:
        """The question before ``question``, which is asked now, else no change; None before the first.

        From a field that is being fixed it leads back to the card.
        """
        if question != draft.asking:
            return draft
        if question != Question.CHECK and next_question(draft.answers, needs_sex=self.needs_sex) is Question.CHECK:
            return await self._keep(person, Question.CHECK, draft.answers)
        previous = previous_question(question, needs_sex=self.needs_sex)
        return await self._keep(person, previous, draft.answers) if previous else None

    def is_full(self, person: Person) -> bool:
        """Whether this phone has all the patients that it may have."""
        return len(person.patients) >= self._most

    async def tick(self, person: Person, draft: Draft) -> Draft:
        """They may act for whoever is on the check card."""
        return await self._keep(person, Question.CHECK, draft.answers | {Question.ACTS: ""})

    async def finish(self, person: Person, draft: Draft) -> PatientOnPhone | NotRegistered | Draft:
        """Find the patient's card or make one, and add it to this chat; the draft where the tick is missing.

        A birth date typed here opens a card of the number as one typed to prove it does (reception/identity.py), so
        both share the three tries: a guess (reception/guesses.py) that opens none counts as a wrong one, and after
        three any guess is reception's, right or wrong. Whoever is really somebody else is registered all the same.
        """
        if self.is_full(person):
            return NotRegistered.TOO_MANY
        if lacks_tick(person, draft):
            return draft
        acting = self._version if Question.ACTS in draft.answers else None
        phone = person.phone or ""
        patient, cards = new_patient(draft, phone), await self._crm.find_patients(phone)
        guess = is_guess(person, cards, patient)
        if guess and await self._people.wrong_tries(phone) >= TRIES:
            return NotRegistered.RECEPTION
        card = await self._card(cards, patient)
        add = self._people.add_patient
        added = await add(person, card.id, details(draft), acting) if card else NotRegistered.RECEPTION
        if guess and card not in cards:
            await self._people.count_wrong_try(phone)
        return added

    @property
    def needs_sex(self) -> bool:
        return self._crm.capabilities.needs_sex

    async def _card(self, cards: list[Patient], patient: NewPatient) -> Patient | None:
        """By phone, birth date and name; None when somebody else might be meant, or the system takes no new one."""
        if found := next((card for card in cards if is_of(card, patient)), None):
            return found
        same_day = [card for card in cards if card.born_on == patient.born_on]
        if any(same_name(card.first_name, patient.first_name) for card in same_day) or await self._namesakes(patient):
            return None
        try:
            return await self._crm.create_patient(patient)
        except Refused as refused:
            log.warning("the clinic's system takes no new card: %s", refused.text)
            return None

    async def _namesakes(self, patient: NewPatient) -> bool:
        if not self._crm.capabilities.finds_by_name:
            return False
        return bool(await self._crm.find_namesakes(patient.surname, patient.first_name, patient.born_on))

    async def _keep(self, person: Person, asking: Question, answers: dict[str, str], message: int = 0) -> Draft:
        then, before = (person.draft.then, person.draft.answered_by) if person.draft else ("", 0)
        return await self._drafts.keep(person.id, asking, answers, then, max(message, before))
