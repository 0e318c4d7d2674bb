"""Asking what a home call needs: one question a message, each may be answered anew, and a card to check."""

import re
import secrets
from dataclasses import astuple
from enum import StrEnum

from reception.booking.way import Way
from reception.emergency import is_emergency
from reception.home_calls.call import Call, Said
from reception.people import Draft, Drafts, Person, access_patient
from reception.phones import parse_phone
from reception.questions import CALLING, HOME_CALL, Question, before, unanswered
from reception.typed import plain

LONGEST = {Question.ADDRESS: 200, Question.ENTRANCE: 60, Question.COMPLAINT: 200, Question.WANTED: 100}  # characters
BY_BUTTON = frozenset(HOME_CALL) - {Question.ADDRESS}
TIME = re.compile(r"(?<!\d)(\d{1,2}):(\d{2})(?!\d)")
WAY, KEY = "way", "key"  # beside the answers


class CallDoubt(StrEnum):
    """Why an answer can't be taken."""

    NO_WORDS = "no words"
    TOO_LONG = "too long"
    NOT_A_PHONE = "not a phone"
    NO_SUCH_TIME = "no such time"


class Asking:
    """``region``: where a number without a country code belongs (reception/phones.py)."""

    def __init__(self, drafts: Drafts, region: str) -> None:
        self._drafts = drafts
        self._region = region

    async def begin(self, person: Person, way: Way) -> Draft:
        """Go on with one that was left, if it was for the same patient and doctor; else ask the first question."""
        given, told = person.draft.answers if person.draft else {}, _written(way)
        return await self._next(person, given if given.get(WAY) == told else {WAY: told})

    async def answer(self, person: Person, draft: Draft, text: str, message: int) -> Draft | CallDoubt:
        """What was typed in ``message``; one that has answered already (delivered again) answers nothing."""
        if message <= draft.answered_by:
            return draft
        heard = hear(Question(draft.asking), text, self._region)
        if isinstance(heard, CallDoubt):
            return heard
        return await self._next(person, draft.answers | {draft.asking: heard}, message)

    async def choose(self, person: Person, draft: Draft, question: Question) -> Draft:
        """The answer on the button: one's own number, else nothing; one of another question changes nothing."""
        if question != draft.asking or question not in BY_BUTTON:
            return draft
        said = person.phone or "" if question is Question.CALL_PHONE else ""
        return await self._next(person, draft.answers | {question: said})

    async def fix(self, person: Person, draft: Draft, question: Question) -> Draft:
        """Ask one question again; its answer leads back to the card."""
        return await self._keep(person, question, draft.answers) if question in HOME_CALL else draft

    async def back(self, person: Person, draft: Draft, question: Question) -> Draft | None:
        """The question before ``question``, which is asked now, else no change; None before the first.

        From a field that is being fixed it leads back to the card.
        """
        if question != draft.asking:
            return draft
        if question is not Question.CALL_CHECK and unanswered(CALLING, draft.answers) is Question.CALL_CHECK:
            return await self._next(person, draft.answers)
        earlier = before(CALLING, question)
        return await self._keep(person, earlier, draft.answers) if earlier else None

    async def _next(self, person: Person, answers: dict[str, str], message: int = 0) -> Draft:
        """The card has a new key each time that something on it may have changed."""
        question = unanswered(CALLING, answers)
        key = {KEY: secrets.token_urlsafe(12)} if question is Question.CALL_CHECK else {}
        return await self._keep(person, question, answers | key, message)

    async def _keep(self, person: Person, asking: Question, answers: dict[str, str], message: int = 0) -> Draft:
        then, answered = (person.draft.then, person.draft.answered_by) if person.draft else ("", 0)
        return await self._drafts.keep(person.id, asking, answers, then, max(message, answered))


def hear(question: Question, text: str, region: str) -> str | CallDoubt:
    """In one line, as it was typed."""
    if question is Question.CALL_PHONE:
        return parse_phone(text, region) or CallDoubt.NOT_A_PHONE
    said = " ".join(plain(text).split())
    if not any(char.isalnum() for char in said) or said.startswith("/"):
        return CallDoubt.NO_WORDS
    if len(said) > LONGEST[question]:
        return CallDoubt.TOO_LONG
    if question is Question.WANTED and not all(map(_is_a_time, TIME.findall(said))):
        return CallDoubt.NO_SUCH_TIME
    return said


def way_of(draft: Draft) -> Way:
    patient, branch, specialty, doctor = map(int, draft.answers[WAY].split(":"))
    return Way(patient, branch, specialty, doctor)


def call_of(person: Person, draft: Draft) -> Call | None:
    """What is on the check card; None where the patient is this person's no more."""
    way, answers = way_of(draft), draft.answers
    patient = access_patient(person, way.patient)
    if patient is None or draft.asking != Question.CALL_CHECK:
        return None
    said = Said(*(answers[question] for question in HOME_CALL))
    urgent = any(map(is_emergency, astuple(said)))
    return Call(answers[KEY], person.id, patient.id, patient.details.name, way.doctor, said, urgent)


def _written(way: Way) -> str:
    return f"{way.patient}:{way.branch}:{way.specialty}:{way.doctor}"


def _is_a_time(found: tuple[str, str]) -> bool:
    hour, minute = map(int, found)
    return hour <= 24 and minute < 60  # noqa: PLR2004 a day has so many
