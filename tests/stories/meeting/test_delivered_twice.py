"""The database goes away just after an answer was taken: the message is delivered again, and answers nothing twice."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from bot.turns import Pace, Turns
from bot.vitals import Vitals
from reception.questions import Question
from tests.stories.desk import StoryDesk
from tests.stories.meeting.guests import (
    ASKS_FIRST_NAME,
    ASKS_SURNAME,
    PHONE,
    account,
    guest,
    has_card,
    patients,
    shares,
)
from tests.stories.visitors import Visitor

KEPT, ADDED = "INSERT INTO drafts", "INSERT INTO patients"
SHOWN, OVER = "UPDATE accounts SET panel_id", "DELETE FROM drafts"


@contextmanager
def away_between(desk: StoryDesk, done: str, statement: str) -> Iterator[None]:
    """Once ``done`` is written ``statement`` fails, one time, as when the server has gone; it is soon tried again."""
    engine, left = desk.database.engine.sync_engine, [statement, done]

    def fails(_connection: Any, _cursor: Any, said: str, *_: Any) -> None:
        if left and said.startswith(left[-1]) and left.pop() == statement:
            raise OperationalError(said, {}, Exception("gone"))

    intake = desk.program.intake
    intake.turns = Turns(intake._inbox, intake.turns._handle, Pace(retry=0.01), Vitals())
    event.listen(engine, "before_cursor_execute", fails)
    yield
    event.remove(engine, "before_cursor_execute", fails)
    assert not left, "it never came to that"


async def test_a_surname_is_not_taken_for_the_first_name_too(desk: StoryDesk) -> None:
    visitor = guest(desk)
    await shares(visitor)
    await visitor.reads(ASKS_SURNAME)
    with away_between(desk, KEPT, SHOWN):
        await visitor.person.types("Kanareichenko")
        await seen_twice(visitor, visitor.words(ASKS_FIRST_NAME))
    draft = (await account(visitor)).draft
    assert draft is not None
    assert (draft.asking, draft.answers) == (Question.FIRST_NAME, {Question.SURNAME: "Kanareichenko"})


async def test_a_wrong_date_costs_one_try(desk: StoryDesk) -> None:
    await has_card(desk)
    visitor = guest(desk)
    await shares(visitor)
    await visitor.person.sees("S. K.")
    with away_between(desk, KEPT, SHOWN):
        await visitor.person.types("01.01.1990")
        await seen_twice(visitor, "2 tries left")
    await visitor.person.types("02.01.1990")
    await visitor.person.sees("1 try left")


async def test_a_right_date_is_no_wrong_one_the_second_time(desk: StoryDesk) -> None:
    card = await has_card(desk)
    await has_card(desk, first_name="Mavka", born_on=date(2019, 1, 31))
    visitor = guest(desk)
    await shares(visitor)
    await visitor.person.sees("S. K., M. K.")
    with away_between(desk, ADDED, SHOWN):
        await visitor.person.types("12.05.1987")
        await seen_twice(visitor, "Also on this number: M. K.")
    assert await patients(visitor) == [card.id]
    await visitor.person.types("31.01.2019")
    with away_between(desk, ADDED, OVER):
        await visitor.taps("☐ I may act for this person")
        await visitor.person.sees("Added: Kanareichenko Mavka")
    assert len(await patients(visitor)) == 2
    assert await desk.program.desk.people.wrong_tries(PHONE) == 0


async def seen_twice(visitor: Visitor, text: str) -> None:
    """Shown by both deliveries, and the second one is through."""
    person = visitor.person
    await visitor.desk.telegram.until(lambda: sum(text in message.words for message in person.chat) == 2)
    await person.types("/help")
    await person.sees("How I can help")
