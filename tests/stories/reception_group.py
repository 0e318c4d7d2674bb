"""Reception's group in a story: Iryna and Taras answer there, in topics or without."""

from dataclasses import dataclass
from typing import Any

from locales.words import words
from sandbox import Group, Person, TelegramServer
from sandbox.staff import Staffed, open_staff_chat
from tests.stories.desk import StoryDesk
from tests.stories.visitors import TAGS


@dataclass(frozen=True, slots=True)
class Team:
    desk: StoryDesk
    group: Group
    iryna: Person
    taras: Person

    def words(self, message: str, **values: Any) -> str:
        """As the team reads it: in the clinic's own language."""
        return TAGS.sub("", words("uk").label(message, **values))

    async def settles(self) -> None:
        """Whatever Telegram had to tell is dealt with, and what came of it is said."""
        updates, lanes = self.desk.telegram.world.updates, self.desk.program.intake.lanes
        await self.desk.telegram.until(lambda: not updates.pending and not len(lanes))
        await self.desk.wakes("sending what is due")

    def inside(self, person: Person, name: str = "Fernsby Daniel") -> Person:
        """The same person in the topic of this patient."""
        return self.group.member(person, self.group.topic(name))

    def heard(self, name: str = "Fernsby Daniel") -> list[str]:
        """What the bot has said in a patient's topic, below the card."""
        return [message.words for message in self.inside(self.iryna, name).chat if message.by_bot][2:]


def open_team(telegram: TelegramServer, *, topics: bool = True) -> Group:
    group = open_staff_chat(telegram, Staffed(topics=topics))
    telegram.world.updates.pending.clear()  # long ago
    return group


def team_of(desk: StoryDesk, group: Group) -> Team:
    iryna, taras = (person for person in desk.telegram.people.values() if person.name in {"Iryna", "Taras"})
    return Team(desk, group, iryna, taras)
