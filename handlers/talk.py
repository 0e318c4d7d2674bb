"""What each handler is given: who speaks, in which words, the desk behind and the stage before them."""

from dataclasses import dataclass, replace

from handlers.show import Stage
from locales.words import Words, words
from reception.booking.way import Options
from reception.desk import Desk
from reception.people import Person


@dataclass(frozen=True, slots=True)
class Talk:
    person: Person
    say: Words
    desk: Desk
    stage: Stage

    @property
    def options(self) -> Options:
        return self.desk.options(self.person)

    async def again(self) -> "Talk":
        """The same talk with what has just changed about the person."""
        person = await self.desk.people.find(self.person.id)
        assert person is not None  # only /privacy erases a person, and it does not look again
        return replace(self, person=person, say=words(person.language))
