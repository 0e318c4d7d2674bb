"""Patients and managers who write to each other through the bot, and what of it comes to the other side."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, cycle
from random import Random

from db.database import Database
from db.handoff import DialogueStore
from db.people import PeopleStore
from reception.clock import Clock
from reception.handoff.dialogue import Manager
from sandbox import Group, Person, TelegramServer
from sandbox.seen import ChatMessage
from tests.faults.programs import START

ASKED = "Hello?"
FORMS, SHARES, PARTS = ("words", "photo", "album"), (20, 2, 1), 3


@dataclass(slots=True)
class Side:
    """What ``writer`` says comes to ``reader``, where both of them read. ``said``: lines, and files by their ids."""

    writer: Person
    reader: Person
    said: list[str] = field(default_factory=list)

    async def says(self, form: str) -> int:
        """How many messages it took."""
        line = f"word {len(self.said) + 1} of {self.writer.name} to {self.reader.name}"
        match form:
            case "photo":
                messages = [await self.writer.sends_photo(caption=line)]
            case "album":
                messages = await self.writer.sends_album(PARTS, caption=line)
            case _:
                messages = [await self.writer.types(line)]
        self.said += [message.file_id or line for message in messages]
        return len(messages)

    def letters(self) -> list[list[str]]:
        """What has come, message by message; an album is one."""
        known, letters = set(self.said), dict[str | int, list[str]]()
        for message in self.reader.chat:
            if message.by_bot and (held := known.intersection(_held(message))):
                letters.setdefault(message.album or message.message_id, []).extend(_in_order(message, held))
        return list(letters.values())

    def came(self) -> list[str]:
        """Each once, as it came first."""
        return list(dict.fromkeys(chain.from_iterable(self.letters())))

    def repeated(self) -> int:
        """Messages that had come before."""
        letters = self.letters()
        before = [set(chain.from_iterable(letters[:number])) for number in range(len(letters))]
        return sum(not seen.isdisjoint(letter) for seen, letter in zip(before, letters, strict=True))


def _held(message: ChatMessage) -> list[str]:
    """Words that waited together come in one message, a line each."""
    return [message.file_id] if message.file_id else message.text.split("\n")


def _in_order(message: ChatMessage, held: set[str]) -> list[str]:
    return [one for one in _held(message) if one in held]


class Crowd:
    """``sides``: in turn a patient's and that of the manager who has taken their dialogue."""

    def __init__(
        self, telegram: TelegramServer, group: Group, managers: Sequence[Person], database: Database, clock: Clock
    ) -> None:
        self._telegram = telegram
        self._group = group
        self._managers = managers
        self._dialogues = DialogueStore(database, clock)
        self._people = PeopleStore(database, clock)
        self.patients: dict[int, Person] = {}
        self.sides: list[Side] = []
        self._turns = self._in_turn(Random(20261124))  # noqa: S311 the same words each time

    async def asks(self, many: int) -> None:
        """Each begins a dialogue, and it is taken. The bot that passes the questions on is at work."""
        for number in range(many):
            patient = self._telegram.person(f"Guest{number}", "en")
            patient.screen.started = True
            person = (await self._people.arrive(patient.id, "en", "")).id
            await self._dialogues.begin(person)
            self.patients[person] = patient
            await patient.types(ASKED)
        await self._telegram.until(lambda: self._group.said.count(ASKED) == many, many + START)
        for (person, patient), manager in zip(self.patients.items(), cycle(self._managers), strict=False):
            await self._is_taken(person, patient, manager)

    async def _is_taken(self, person: int, patient: Person, manager: Person) -> None:
        begun, place = await self._dialogues.begin(person), await self._dialogues.place(person)
        assert place is not None  # the question has come there
        await self._dialogues.take(begun.id, Manager(manager.id, manager.name))
        there = self._group.member(manager, place.topic)
        self.sides += [Side(patient, there), Side(there, patient)]

    async def says(self, many: int) -> int:
        """At least so many messages, by all in turn."""
        said = 0
        while said < many:
            side, form = next(self._turns)
            said += await side.says(form)
        return said

    def _in_turn(self, luck: Random) -> Iterator[tuple[Side, str]]:
        while True:
            for side in luck.sample(self.sides, len(self.sides)):
                yield side, luck.choices(FORMS, SHARES)[0]
