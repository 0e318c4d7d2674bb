"""What managers are shown of dialogues, as things stand now."""

from collections.abc import Mapping, Sequence

from crm.errors import CrmError
from handlers.screen import Line
from handlers.screens import context, home_call, staff
from handlers.screens.staff import Asking
from locales.words import Words, words
from reception.admin.changes import mark
from reception.booking.outcomes import Visit
from reception.booking.visit import visit_from
from reception.desk import Desk
from reception.handoff.about import About
from reception.handoff.dialogue import Dialogue
from reception.handoff.ports import Dialogues
from reception.handoff.queue import turn
from reception.home_calls.ports import Calls
from reception.people import Person, access_patient

LISTED = 25  # of a queue: with the longest names they stay within Telegram's 4,096 characters


class Cards:
    """handlers.staff_talk.Cards."""

    def __init__(self, desk: Desk, dialogues: Dialogues, calls: Calls) -> None:
        self._desk = desk
        self._dialogues = dialogues
        self._calls = calls

    @property
    def say(self) -> Words:
        return words(self._desk.clinic.languages.default)

    async def card(self, one: Dialogue) -> Line | None:
        """None where the person has gone, with all that was kept of them."""
        person = await self._desk.people.find(one.person)
        return staff.card(self.say, await self._asking(one, person)) if person else None

    async def canned(self, one: Dialogue, shown: int) -> Line | None:
        person = await self._desk.people.find(one.person)
        if person is None:
            return None
        replies = {number: _filled(text, person) for number, text in self._replies().items()}
        return staff.canned(self.say, await self._asking(one, person), replies, shown)

    async def canned_reply(self, one: Dialogue, reply: int) -> str | None:
        """None where an admin has changed it since it was shown."""
        person, text = await self._desk.people.find(one.person), self._replies().get(reply)
        return _filled(text, person) if person and text else None

    def _replies(self) -> dict[int, Mapping[str, str]]:
        return {mark(dict(text)): text for text in self._desk.clinic.reception.canned}

    async def queue(self, waiting: Sequence[Dialogue], *, raised: bool = False) -> Line:
        now, shown = self._desk.clock.now(), []
        for one in sorted(waiting, key=turn)[:LISTED]:
            if person := await self._desk.people.find(one.person):
                since = one.unanswered_since if raised else one.waiting_since
                shown.append((staff.name_of(self.say, person), now - (since or now)))
        return staff.queue(self.say, shown, more=len(waiting[LISTED:]), raised=raised)

    async def name(self, person_id: int) -> str:
        """As the person's topic is called."""
        person = await self._desk.people.find(person_id)
        return staff.name_of(self.say, person) if person else ""

    async def _asking(self, one: Dialogue, person: Person) -> Asking:
        visits, earlier = await self._visits(person), await self._dialogues.earlier(one)
        about = await self._about(person, one.about)
        return Asking(one, person, visits, earlier, about, await self._home_calls(one))

    async def _home_calls(self, one: Dialogue) -> list[str]:
        doctors, calls = self._desk.catalogue.doctors, await self._calls.of_dialogue(one.id)
        return [home_call.for_staff(self.say, call, self.say.pick(doctors[call.doctor_id].name)) for call in calls]

    async def about(self, person: Person, about: About) -> Line:
        """What has come up since the card."""
        return Line(await self._about(person, about))

    async def _about(self, person: Person, about: About) -> str:
        """Of a forged button nothing that is not this person's own."""
        way, catalogue = about.way, self._desk.catalogue
        patient = access_patient(person, way.patient) if len(person.patients) > 1 else None
        places = (
            catalogue.doctors.get(way.doctor),
            catalogue.specialties.get(way.specialty),
            catalogue.branches.get(way.branch),
        )
        names = [patient.details.name] if patient else []
        names += [self.say.pick(place.name) for place in places if place]
        names += await self._visit(person, way.moving) if way.moving else []
        return context.about(self.say, about, names)

    async def _visit(self, person: Person, number: int) -> list[str]:
        """As it is remembered: the clinic's system may be silent."""
        found = await self._desk.visits.known(person, number)
        return [self._told(visit_from(self._desk.catalogue, found[1], found[0].appointment))] if found else []

    async def _visits(self, person: Person) -> list[str]:
        """As far as the clinic's system tells them now."""
        if not person.patients:
            return []
        try:
            listed = await self._desk.visits.ahead(person, self._desk.catalogue, person.patients)
        except CrmError:
            return []
        return [self._told(visit) for visit in listed.visits]

    def _told(self, visit: Visit) -> str:
        at = self.say.moment(visit.starts_at, visit.branch.zone if visit.branch else self._desk.clinic.zone)
        return f"{at}, {self.say.pick(visit.doctor.name)}" if visit.doctor else at


def _filled(reply: Mapping[str, str], person: Person) -> str:
    """In the patient's language, with their first name."""
    name = person.patients[0].details.first_name if person.patients else ""
    return words(person.language).pick(reply).replace("{name}, ", f"{name}, " if name else "").replace("{name}", name)
