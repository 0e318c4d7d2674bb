"""What the bot itself says between a patient and reception, each side in its own language."""

from dataclasses import replace

from bot.cards import Cards
from handlers.screen import Line
from handlers.screens import handoff, staff
from locales.words import words
from reception.audit import Deed
from reception.booking.visit import visit_from
from reception.desk import Desk
from reception.handoff.about import about_from
from reception.handoff.desk import Handoff
from reception.people import Person
from reminders.outbox import Message


class Between:
    def __init__(self, desk: Desk, talks: Handoff, cards: Cards) -> None:
        self._desk = desk
        self._talks = talks
        self._cards = cards

    async def to_staff(self, person: Person, message: Message) -> Line:
        match message.body["what"]:
            case "about":
                return await self._cards.about(person, about_from(message.body["about"]))
            case "urgent":
                return staff.urgent(self._cards.say)
            case "blocked":
                return staff.blocked(self._cards.say)
            case "refused":
                return staff.refused(self._cards.say)
            case "taken_back":
                return staff.taken_back(self._cards.say)
            case "too_old":
                return staff.too_old(self._cards.say)
        return staff.ended(self._cards.say)

    async def to_patient(self, person: Person, message: Message) -> Line | None:
        """None: it is no business of this person's any more."""
        say, body = words(person.language), message.body
        match body["what"]:
            case "signed":
                return Line(handoff.signature(say, body["by"]))
            case "closing":
                return handoff.reception_closes(say, self._desk.clinic, self._talks.promise(), self._desk.today())
            case "ended":
                return handoff.closed(say)
        return await self._done(person, Deed(body["what"]), body["visit"])

    async def _done(self, person: Person, deed: Deed, number: int) -> Line | None:
        known = await self._desk.visits.known(person, number)
        if known is None:
            return None
        remembered, patient = known
        visit = replace(visit_from(self._desk.catalogue, patient, remembered.appointment), id=number)
        return handoff.done_for(words(person.language), self._desk.clinic, deed, visit)
