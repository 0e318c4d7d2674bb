"""Dialogues and their words at rest: one taker, one copy of each word, in order, nothing of who has gone."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from db.database import Database
from db.handoff import DialogueStore
from db.outbox import OutboxStore
from db.people import PeopleStore
from db.personal.store import PersonalStore
from db.relays import RelayStore
from db.tables import dialogues, outbox, relays, topics
from reception.booking.way import Way
from reception.handoff.about import NOTHING, About, Why
from reception.handoff.desk import Handoff
from reception.handoff.dialogue import Manager, Place, Said, State
from reception.handoff.hours import Hours
from reception.handoff.queue import to_close, to_raise
from reception.people import Person
from reminders.outbox import Message
from reminders.outbox import State as Sent
from reminders.plan import Kind
from tests.crm.clock import MovableClock
from tests.crm.story import wall

IRYNA, TARAS = Manager(1, "Iryna"), Manager(2, "Taras")


class Desk:
    def __init__(self, database: Database) -> None:
        self.database = database
        self.clock = MovableClock(wall("2026-11-23 09:00"))
        self.store = DialogueStore(database, self.clock)
        self.relays = RelayStore(database, self.clock)
        self.outbox = OutboxStore(database, self.clock)
        self.people = PeopleStore(database, self.clock)

    async def asks(self, *texts: str, who: int = 5) -> Person:
        person = await self.people.arrive(who, "uk", "")
        await self.store.begin(person.id)
        for number, words in enumerate(texts, 1):
            await self.store.hear(person.id, Said(who, number, words), urgent=False)
        return person

    async def shows_card(self, person: Person, chat: int, number: int) -> int:
        """Whose dialogue it is of."""
        (card,) = await self.outbox.claim(100)
        await self.store.lose_card(person.id)
        await self.store.keep_place(person.id, Place(chat, 0, "Fernsby Daniel"))
        one = await self.store.begin(person.id)
        await self.store.keep_card(one.id, number)
        await self.outbox.begin(card)
        await self.outbox.settle(card, Sent.SENT, message_id=number)
        await self.sends()
        return one.id

    async def sends(self) -> list[Message]:
        """All that may go now, and it has gone."""
        messages = await self.outbox.claim(100)
        for message in messages:
            await self.outbox.begin(message)
            await self.outbox.settle(message, Sent.SENT)
        return messages


@pytest.fixture
def desk(database: Database) -> Desk:
    return Desk(database)


async def test_one_of_two_takes_it(desk: Desk) -> None:
    person = await desk.asks("Hello")
    one = await desk.store.begin(person.id)
    took = await asyncio.gather(*(desk.store.take(one.id, by) for by in (IRYNA, TARAS)))
    assert sorted(took) == [False, True]
    found = await desk.store.find(one.id)
    assert found is not None
    assert (found.state, found.taker) == (State.TAKEN, "Iryna" if took[0] else "Taras")


async def test_whose_answer_did_not_get_through_takes_nobody_else_when_it_is_asked_again(desk: Desk) -> None:
    for who in (5, 6):
        await desk.asks("Hello", who=who)
        desk.clock.goes_on(timedelta(minutes=1))
    handoff = Handoff(desk.store, Hours((), frozenset(), "Europe/Kyiv"), desk.clock, lambda: False, has_group=True)
    first = await handoff.take_next(IRYNA, "next:-100:1")
    assert await handoff.take_next(IRYNA, "next:-100:1") == first
    assert first is not None
    assert await desk.store.take(first.id, IRYNA), "a tap comes again, too"
    second = await handoff.take_next(IRYNA, "next:-100:2")
    assert second is not None
    assert (second.id != first.id, await desk.store.take(second.id, TARAS)) == (True, False)
    assert await handoff.take_next(IRYNA, "next:-100:3") is None


async def test_an_answer_to_an_earlier_card_belongs_to_its_dialogue_while_that_is_open(desk: Desk) -> None:
    """What comes into a dialogue later has a card of its own; without topics managers may answer either."""
    person = await desk.asks("one")
    await desk.store.keep_place(person.id, Place(-100, 0, "Fernsby Daniel"))
    for number in (7, 8):
        (card,) = await desk.outbox.claim(100)
        await desk.outbox.begin(card)
        await desk.outbox.settle(card, Sent.SENT, message_id=number)
        await desk.sends()
        await desk.database.change(lambda connection: desk.store.enter(connection, person.id, urgent=False))
    one = await desk.store.begin(person.id)
    await desk.store.keep_card(one.id, 8)
    for number, found in ((7, one.id), (8, one.id), (9, None)):
        about = await desk.store.dialogue_about(-100, number)
        assert (about.id if about else None) == found
    await desk.store.close(one.id, by_patient=False)
    assert await desk.store.dialogue_about(-100, 7) is None


async def test_in_reception_s_next_group_a_card_with_the_number_of_an_earlier_one_is_nobody_else_s(desk: Desk) -> None:
    first = await desk.shows_card(daniel := await desk.asks("one"), -100, 8)
    await desk.shows_card(hanna := await desk.asks("two", who=6), -100, 9)

    async def about(chat: int, number: int) -> int | None:
        one = await desk.store.dialogue_about(chat, number)
        return one.id if one else None

    assert await about(-200, 8) is None, "nobody's there yet"
    await desk.database.change(lambda connection: desk.store.enter(connection, hanna.id, urgent=False))
    second = await desk.shows_card(hanna, -200, 8)
    assert (await about(-100, 8), await about(-200, 8)) == (first, second)
    await desk.database.change(lambda connection: desk.store.enter(connection, daniel.id, urgent=False))
    await desk.shows_card(daniel, -200, 9)
    assert (await about(-200, 8), await about(-200, 9)) == (second, first)


async def test_the_card_goes_before_the_words_and_these_in_their_order(desk: Desk) -> None:
    person = await desk.asks("one")
    assert [message.kind for message in await desk.sends()] == [Kind.CARD], "one at a time"
    await desk.store.hear(person.id, Said(5, 2, "two"), urgent=False)
    (words,) = await desk.sends()
    assert words.body["words"] == [[1, "one"], [2, "two"]], "joined while they wait"
    assert await desk.sends() == []


async def test_the_same_word_is_passed_on_once_however_often_it_comes(desk: Desk) -> None:
    person = await desk.asks("one")
    await asyncio.gather(*(desk.store.hear(person.id, Said(5, 1, "one"), urgent=False) for _ in range(3)))
    await desk.sends()
    assert [message.body["words"] for message in await desk.sends()] == [[[1, "one"]]]


async def test_an_album_goes_as_one_when_all_of_it_has_come(desk: Desk) -> None:
    person = await desk.asks("look")
    await desk.sends()
    await desk.sends()
    for number in (7, 8, 9):
        await desk.store.hear(person.id, Said(5, number, copied=True, album="a"), urgent=False)
    assert await desk.sends() == []
    desk.clock.goes_on(timedelta(seconds=2))
    assert [message.body["copies"] for message in await desk.sends()] == [[7, 8, 9]]


@pytest.mark.parametrize("noted", [7, 8, 9])
async def test_of_an_album_that_is_a_note_no_part_goes_to_the_patient(desk: Desk, noted: int) -> None:
    """Apps put the words under the first picture, and under the last file."""
    person = await desk.asks("look")
    one = await desk.store.begin(person.id)
    await desk.store.answer(one, Said(-100, 5, copied=True, album="another"), IRYNA)
    for number in (7, 8, 9):
        if number == noted:
            await desk.store.withhold(one, "a")
            await desk.store.withhold(one, "a")  # the update came again
        else:
            await desk.store.answer(one, Said(-100, number, copied=True, album="a"), IRYNA)
    desk.clock.goes_on(timedelta(seconds=2))
    sent = [message for _ in range(4) for message in await desk.sends()]
    assert [message.body["copies"] for message in sent if message.kind is Kind.TO_PATIENT] == [[5]]
    assert [message.kind for message in sent].count(Kind.TOLD_PATIENT) == 1, "nor is it signed"


async def test_an_album_whose_parts_come_slowly_waits_for_each_of_them(desk: Desk) -> None:
    person = await desk.asks("look")
    await desk.sends()
    await desk.sends()
    for number in (7, 8, 9):
        await desk.store.hear(person.id, Said(5, number, copied=True, album="a"), urgent=False)
        desk.clock.goes_on(timedelta(seconds=1))
        assert await desk.sends() == []
    desk.clock.goes_on(timedelta(seconds=1))
    assert [message.body["copies"] for message in await desk.sends()] == [[7, 8, 9]]


async def test_a_word_edited_before_it_goes_is_said_so_at_once(desk: Desk) -> None:
    await desk.asks("tomorow")
    await desk.store.edit(Said(5, 1, "tomorrow"), urgent=False)
    await desk.sends()
    assert [message.body["words"] for message in await desk.sends()] == [[[1, "tomorrow"]]]
    assert await desk.sends() == []


async def test_both_sides_of_a_message_are_found(desk: Desk) -> None:
    await desk.asks("one")
    await desk.sends()
    (words,) = await desk.sends()
    await desk.relays.arrived(words.id, -100, [1], [77])
    assert await desk.relays.other_side_of(5, 1, -100) == 77
    assert await desk.relays.other_side_of(-100, 77, 5) == 1
    assert await desk.relays.other_side_of(5, 1, -200) is None, "reception's group has moved"
    assert await desk.relays.other_side_of(-100, 1, 5) is None


async def test_given_back_it_has_the_place_that_it_had(desk: Desk) -> None:
    person = await desk.asks("one")
    one = await desk.store.begin(person.id)
    await desk.store.raise_all([one])
    assert await desk.store.take(one.id, IRYNA)
    desk.clock.goes_on(timedelta(hours=1))
    assert await desk.store.give_back(one.id)
    back = await desk.store.find(one.id)
    assert back is not None
    assert (back.state, back.waiting_since, back.taken_by) == (State.WAITING, wall("2026-11-23 09:00"), None)
    assert back.raised_at is None, "all hear again that nobody answers"
    assert not await desk.store.give_back(one.id)


@pytest.mark.parametrize("at_closing", [True, False])
async def test_who_was_told_to_wait_and_is_given_back_is_owed_an_answer_the_next_morning(
    desk: Desk, *, at_closing: bool
) -> None:
    person = await desk.asks("one")
    one = await desk.store.begin(person.id)
    assert await desk.store.take(one.id, IRYNA)
    await desk.store.answer(one, Said(-100, 1, "One moment"), IRYNA)
    desk.clock.goes_to(wall("2026-11-23 20:00"))
    assert await desk.store.give_back(one.id, at_closing=at_closing)
    (back,) = await desk.store.open()
    assert to_close([back], wall("2026-11-24 08:00")) == []
    assert to_raise([back], Hours((), frozenset(), "Europe/Kyiv"), wall("2026-11-24 08:00")) == [back]


async def test_of_two_processes_one_tells_all_who_waits(desk: Desk) -> None:
    await desk.asks("one")
    waiting = await desk.store.open()
    await asyncio.gather(*(desk.store.raise_all(waiting) for _ in range(2)))
    assert [message.kind for message in await desk.sends()].count(Kind.WAITING) == 1


async def test_a_word_that_comes_again_after_the_end_begins_nothing(desk: Desk) -> None:
    person = await desk.asks("one")
    await desk.store.close((await desk.store.begin(person.id)).id, by_patient=True)
    await desk.store.begin(person.id)
    heard = await desk.store.hear(person.id, Said(5, 1, "one"), urgent=False)
    assert heard is not None
    assert (heard.first, heard.dialogue.state) == (False, State.BEGUN)


async def test_nothing_is_left_of_who_has_gone(desk: Desk) -> None:
    person = await desk.asks("one", "two")
    await desk.store.keep_place(person.id, Place(-100, 3, "Fernsby Daniel"))
    assert await PersonalStore(desk.database).erase(person)
    for table in (dialogues, relays, topics, outbox):
        assert (await desk.database.rows(select(func.count()).select_from(table)))[0][0] == 0, table.name


async def test_no_word_stands_readable_in_the_tables(desk: Desk) -> None:
    person = await desk.asks("a secret of mine")
    await desk.store.keep_place(person.id, Place(-100, 3, "Fernsby Daniel"))
    rows = [row for table in (outbox, topics, dialogues) for row in await desk.database.rows(select(table))]
    assert not any("secret" in str(value) or "Fernsby" in str(value) for row in rows for value in row)


async def test_it_stays_about_what_it_was_until_somebody_comes_from_elsewhere(desk: Desk) -> None:
    taken = About(Why.TAKEN, Way(branch=1, doctor=2))
    person = await desk.asks()
    assert (await desk.store.begin(person.id, taken)).about == taken
    await desk.store.hear(person.id, Said(5, 1, "one"), urgent=False)
    assert (await desk.store.begin(person.id)).about == taken
    assert (await desk.store.begin(person.id, NOTHING)).about == taken, "the menu is no news to who waits"
    other = await desk.store.begin(person.id, About(Why.NO_TIME))
    assert await desk.store.of(person.id) == other


async def test_a_complaint_stays_one_whatever_else_comes_up_and_who_is_happy_waits_for_nothing(desk: Desk) -> None:
    person = await desk.asks()
    visit = Way(moving=7)
    await desk.store.rate(person.id, About(Why.RATED, visit, "great"))
    begun = await desk.store.of(person.id)
    assert begun is not None
    assert begun.state is State.BEGUN
    unhappy = About(Why.UNHAPPY, visit, "bad")
    await desk.store.rate(person.id, unhappy)
    one = await desk.store.begin(person.id, About(Why.TAKEN, Way(branch=1)))
    assert (one.state, one.complaint, one.about) == (State.WAITING, True, unhappy)
    assert await desk.store.of(person.id) == one
    other = About(Why.RATED, Way(moving=8), "good")
    await desk.store.rate(person.id, other)
    assert await desk.store.of(person.id) == one, "of another visit"
