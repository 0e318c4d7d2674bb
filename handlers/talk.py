"""What each handler is given: who speaks, in which words, the desk behind and the stage before them."""

from dataclasses import dataclass, replace

from handlers.in_order import InOrder
from locales.words import Words, words
from reception.booking.way import Options
from reception.desk import Desk
from reception.handoff.desk import Handoff
from reception.handoff.dialogue import Manager
from reception.home_calls.desk import HomeCallDesk
from reception.people import Draft, Person
from reception.questions import Question
from reminders.answers import Answers


@dataclass(frozen=True, slots=True)
class Talk:
    """``by``: the manager who does it in the person's place."""

    person: Person
    say: Words
    desk: Desk
    stage: InOrder
    notices: Answers
    handoff: Handoff
    home_calls: HomeCallDesk
    by: Manager | None = None

    @property
    def options(self) -> Options:
        return self.desk.options(self.person, by_reception=self.by is not None)

    def draft(self, number: int, *asking: Question) -> Draft | None:
        """The person's own draft under the number in a button, if it still waits for one of these answers."""
        draft = self.person.draft
        return draft if draft and draft.id == number and draft.asking in asking else None

    async def again(self) -> "Talk":
        """The same talk with what has just changed about the person."""
        person = await self.desk.people.find(self.person.id)
        assert person is not None  # only /privacy erases a person, and it does not look again
        return replace(self, person=person, say=words(person.language))
