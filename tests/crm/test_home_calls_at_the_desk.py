"""A doctor is asked to come: by whatever breaks in between, once, and nobody is told what is not so."""

from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from crm.model import Capabilities
from crm.port import Crm
from crm.through import Through
from db.database import Database
from db.handoff import DialogueStore
from db.home_calls import HomeCallStore
from db.tables import outbox
from reception.handoff.desk import Handoff
from reception.handoff.dialogue import Manager, Said
from reception.handoff.dialogue import State as Talk
from reception.handoff.hours import Hours
from reception.home_calls.asking import KEY, Asking
from reception.home_calls.call import Asked, NotAsked, Outcome, State
from reception.home_calls.desk import HomeCallDesk
from reception.questions import Question
from reminders.plan import Kind
from tests.crm.at_the_desk import AtTheDesk, Death, Killed, comes, database_of
from tests.crm.verba import KYIV

ANSWERS = ("вул. Канаркова, 7", "під'їзд 2", "050 110 00 01", "кашель", "після 18:00")


class Able(Through):
    """As a system with these capabilities is."""

    def __init__(self, crm: Crm, **able: bool) -> None:
        super().__init__(crm)
        self._able = able

    @property
    def capabilities(self) -> Capabilities:
        return replace(self._crm.capabilities, **self._able)


@dataclass
class Calling:
    at: AtTheDesk
    database: Database
    desk: HomeCallDesk
    store: HomeCallStore
    dialogues: DialogueStore
    messages: int = 0

    async def card(self, *answers: str, doctor: str = "Граб Іван") -> str:
        """What its button carries."""
        await self.looks_again()
        way = replace(self.at.way(doctor), visit=False, branch=0, service=0)
        draft = await self.desk.asking.begin(self.at.person, way)
        for answer in answers or ANSWERS:
            if draft.asking == Question.CALL_CHECK:
                break  # all of it was left on an earlier card
            self.messages += 1
            await self.looks_again()
            heard = await self.desk.asking.answer(self.at.person, draft, answer, self.messages)
            assert not isinstance(heard, str), heard
            draft = heard
        await self.looks_again()
        return draft.answers[KEY]

    async def looks_again(self) -> None:
        self.at.person = await self.at.desk.people.find(self.at.person.id) or self.at.person

    async def asks(self, key: str) -> Outcome:
        """The draft has served, as after a tap."""
        told = await self.desk.ask(self.at.person, self.at.options, key)
        await self.at.desk.drafts.drop(self.at.person.id)
        await self.looks_again()
        return told

    async def state(self, key: str) -> State:
        call = await self.store.find(key, self.at.person.id)
        assert call
        return call.state

    async def in_the_system(self) -> int:
        return len(await self.at.story.system.reception_reads_home_calls())

    async def cards(self) -> int:
        """That are to be shown to reception."""
        return len(await self.database.rows(select(outbox.c.id).where(outbox.c.kind == Kind.CARD)))

    async def settles(self) -> None:
        self.at.story.system.clock.goes_on(timedelta(seconds=61))
        await self.desk.settle()


def calling(at: AtTheDesk, database: Database, *, has_group: bool = True, **able: bool) -> Calling:
    clock = at.story.system.clock
    dialogues, store = DialogueStore(database, clock), HomeCallStore(database, clock)
    handoff = Handoff(dialogues, Hours((), frozenset(), KYIV), clock, lambda: False, has_group=has_group)
    desk = HomeCallDesk(Able(at.crm, **able), store, Asking(at.desk.drafts, "UA"), handoff)
    return Calling(at, database, desk, store, dialogues)


@pytest.fixture
def calls(any_desk: AtTheDesk) -> Calling:
    return calling(any_desk, database_of(any_desk.story))


async def test_the_system_and_reception_have_it_once_however_often_it_is_tapped(desk: AtTheDesk, own: Database) -> None:
    calls = calling(desk, own)
    key = await calls.card()
    for _ in range(2):
        told = await calls.asks(key)
        assert isinstance(told, Asked)
        assert told.promise is not None
    assert await calls.state(key) is State.ENTERED
    assert await calls.in_the_system() == 1
    (waiting,) = await calls.dialogues.open()
    assert (waiting.state, waiting.urgent) == (Talk.WAITING, False)
    assert [call.key for call in await calls.store.of_dialogue(waiting.id)] == [key]
    assert await calls.cards() == 1


async def test_an_answer_that_is_lost_is_looked_for_at_once(calls: Calling) -> None:
    key = await calls.card()
    calls.at.crm.faulty.loses_answers()
    assert isinstance(await calls.asks(key), Asked)
    assert await calls.state(key) is State.ENTERED
    assert await calls.in_the_system() == 1


@pytest.mark.parametrize("carried_out", [True, False])
async def test_what_is_not_known_is_never_told_as_taken_nor_sent_twice(calls: Calling, carried_out: bool) -> None:
    key, crm = await calls.card(), calls.at.crm
    if carried_out:
        crm.dies(Death.LOST, "request_home_call")
    else:
        crm.faulty.fails_before()
    assert isinstance(await calls.asks(key), Asked), "reception has it"
    assert await calls.state(key) is State.UNKNOWN
    crm.faulty.comes_back()
    await calls.settles()
    assert await calls.state(key) is (State.ENTERED if carried_out else State.NOT_ENTERED)
    assert await calls.in_the_system() == carried_out
    assert crm.faulty.asked.count("request_home_call") == 1
    assert len(await calls.dialogues.open()) == 1


async def test_reception_gets_the_card_again_when_it_is_known(calls: Calling) -> None:
    key = await calls.card()
    calls.at.crm.faulty.fails_before()
    await calls.asks(key)
    assert await calls.cards() == 1
    for _ in range(2):
        await calls.settles()
        assert await calls.cards() == 2


async def test_what_reception_has_closed_does_not_come_back_as_a_new_one(calls: Calling) -> None:
    key = await calls.card()
    calls.at.crm.faulty.fails_before()
    await calls.asks(key)
    (waiting,) = await calls.dialogues.open()
    assert await calls.dialogues.close(waiting.id, by_patient=False)
    await calls.settles()
    assert await calls.state(key) is State.NOT_ENTERED
    assert await calls.dialogues.open() == []
    assert await calls.cards() == 1


async def test_who_has_been_answered_does_not_wait_again_when_it_is_known(calls: Calling) -> None:
    key = await calls.card()
    calls.at.crm.faulty.fails_before()
    await calls.asks(key)
    (waiting,) = await calls.dialogues.open()
    await calls.dialogues.answer(waiting, Said(-1, 1, "Лікар вже їде"), Manager(1, "Ірина"))
    await calls.settles()
    (answered,) = await calls.dialogues.open()
    assert answered.unanswered_since is None
    assert await calls.cards() == 2


async def test_a_system_that_shows_none_is_asked_once_and_not_known_for_good(calls: Calling) -> None:
    calls = calling(calls.at, calls.database, finds_home_calls=False)
    key = await calls.card()
    calls.at.crm.faulty.loses_answers()
    assert isinstance(await calls.asks(key), Asked)
    await calls.settles()
    assert await calls.state(key) is State.UNKNOWN
    assert await calls.in_the_system() == 1
    assert "has_home_call" not in calls.at.crm.faulty.asked


@pytest.mark.parametrize("taps_again", [True, False])
async def test_a_program_killed_before_the_queue_goes_on_with_it(calls: Calling, taps_again: bool) -> None:
    key = await calls.card()
    calls.at.crm.dies(Death.KILL, "request_home_call")
    with pytest.raises(Killed):
        await calls.asks(key)
    assert await calls.dialogues.open() == []
    if taps_again:
        assert isinstance(await calls.asks(key), Asked)
    else:
        await calls.settles()
    assert await calls.state(key) is State.ENTERED
    assert len(await calls.dialogues.open()) == 1
    assert calls.at.crm.faulty.asked.count("request_home_call") == 1
    assert await calls.in_the_system() == 1


async def test_the_system_is_down_and_reception_has_it(calls: Calling) -> None:
    key = await calls.card()
    calls.at.crm.faulty.goes_down()
    assert isinstance(await calls.asks(key), Asked)
    assert await calls.state(key) is State.NOT_ENTERED
    assert await calls.cards() == 1


async def test_a_patient_has_one_at_a_time_until_it_is_over(calls: Calling) -> None:
    first, clock = await calls.card(), calls.at.story.system.clock
    assert isinstance(await calls.asks(first), Asked)
    clock.goes_on(timedelta(days=2))
    assert await calls.asks(await calls.card()) is NotAsked.ALREADY, "reception still owes it"
    assert await calls.in_the_system() == 1
    (waiting,) = await calls.dialogues.open()
    assert await calls.dialogues.close(waiting.id, by_patient=False)
    assert isinstance(await calls.asks(await calls.card()), Asked)
    assert await calls.in_the_system() == 2


@pytest.mark.parametrize("doctor", ["Коваль Ольга", "Нич Тарас"])  # for children; comes to nobody
async def test_who_does_not_come_to_this_patient_is_not_asked(calls: Calling, doctor: str) -> None:
    assert await calls.asks(await calls.card(doctor=doctor)) is NotAsked.GONE
    assert await calls.in_the_system() == 0
    assert await calls.dialogues.open() == []


async def test_a_key_is_its_persons_and_of_the_last_card_alone(calls: Calling) -> None:
    old = await calls.card()
    new = await calls.card()
    other = await comes(calls.at.desk, calls.at.story, 2)
    assert await calls.desk.ask(other, calls.at.desk.options(other), new) is NotAsked.GONE
    assert await calls.desk.ask(calls.at.person, calls.at.options, old) is NotAsked.GONE
    assert isinstance(await calls.asks(new), Asked)
    assert await calls.desk.ask(other, calls.at.desk.options(other), new) is NotAsked.GONE
    assert await calls.in_the_system() == 1


async def test_a_word_of_danger_goes_before_the_others(calls: Calling) -> None:
    key = await calls.card(*ANSWERS[:3], "мама втратила свідомість", ANSWERS[4])
    await calls.asks(key)
    (waiting,) = await calls.dialogues.open()
    assert waiting.urgent


async def test_without_a_group_the_system_is_the_only_way(calls: Calling) -> None:
    calls = calling(calls.at, calls.database, has_group=False)
    key, faulty = await calls.card(), calls.at.crm.faulty
    faulty.goes_down()
    assert await calls.asks(key) is NotAsked.SILENT
    faulty.comes_back()
    faulty.fails_before()
    assert await calls.asks(key) is NotAsked.NOT_KNOWN
    told = await calls.asks(key)
    assert isinstance(told, Asked)
    assert told.promise is None
    assert await calls.in_the_system() == 1
    assert await calls.dialogues.open() == []
    assert await calls.asks(await calls.card()) is NotAsked.ALREADY
    calls.at.story.system.clock.goes_on(timedelta(hours=24))
    assert isinstance(await calls.asks(await calls.card()), Asked), "nobody tells when it is over"


async def test_a_system_without_home_calls_is_not_asked(calls: Calling) -> None:
    calls = calling(calls.at, calls.database, home_calls=False)
    key = await calls.card()
    assert isinstance(await calls.asks(key), Asked)
    assert await calls.state(key) is State.NOT_ENTERED
    assert "request_home_call" not in calls.at.crm.faulty.asked
    assert calls.desk.is_offered
    assert not calling(calls.at, calls.database, has_group=False, home_calls=False).desk.is_offered


async def test_after_a_month_the_address_is_forgotten(calls: Calling) -> None:
    key = await calls.card()
    await calls.asks(key)
    for days, there in ((29, True), (2, False)):
        calls.at.story.system.clock.goes_on(timedelta(days=days))
        await calls.store.forget()
        assert (await calls.store.find(key, calls.at.person.id) is not None) == there
