"""Where in reception's group a patient is written of, whatever Telegram refuses on the way there."""

from typing import Any

import pytest
from aiogram.exceptions import TelegramBadRequest, TelegramRetryAfter
from aiogram.methods import SendMessage

from bot.places import Places
from db.database import Database
from db.handoff import DialogueStore
from db.people import PeopleStore
from handlers.markup import Json
from handlers.screen import Line
from locales.words import words
from reception.handoff.dialogue import Dialogue, Place, Said
from tests.crm.clock import MovableClock
from tests.crm.story import wall

GROUP, ANOTHER = -100, -200
CALL = SendMessage(chat_id=GROUP, text="")
DELETED = TelegramBadRequest(CALL, "Bad Request: message thread not found")
TOO_MANY = TelegramRetryAfter(CALL, "Too Many Requests", 1)


class Telegram:
    """bot.wire.Wire, bot.groups.Groups and bot.cards.Cards, as much as it takes. ``said``: what came into the group."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.faded: list[tuple[int, int]] = []
        self.say = words("en")
        self.refuses: list[Exception] = []
        self.group = GROUP
        self.makes_topics = True

    async def once(self, method: str, **fields: Any) -> Json:
        if method == "createForumTopic":
            if not self.makes_topics:
                raise TelegramBadRequest(CALL, "Bad Request: not enough rights to create a topic")
            self.said.append("topic")
        else:
            self.says(fields["text"])
        return {"message_thread_id": len(self.said), "message_id": len(self.said)}

    async def call(self, _method: str, *, chat_id: int, message_id: int, text: str, **_fields: Any) -> None:
        if text == "⬇️ The card is further down.":
            self.faded.append((chat_id, message_id))

    def says(self, text: str) -> int:
        if self.refuses:
            raise self.refuses.pop(0)
        self.said.append(text)
        return len(self.said)

    def chat(self) -> int:
        return self.group

    async def card(self, _one: Dialogue) -> Line:
        return Line("card")

    async def name(self, _person_id: int) -> str:
        return "Fernsby Daniel"


@pytest.fixture
def telegram() -> Telegram:
    return Telegram()


@pytest.fixture
def dialogues(database: Database) -> DialogueStore:
    return DialogueStore(database, MovableClock(wall("2026-11-23 09:00")))


@pytest.fixture
def places(telegram: Telegram, dialogues: DialogueStore) -> Places:
    return Places(telegram, telegram, dialogues, telegram)  # type: ignore[arg-type] # as much as it takes


@pytest.fixture
async def person(database: Database, dialogues: DialogueStore) -> int:
    """Waits, in a topic with a card."""
    known = (await PeopleStore(database, MovableClock(wall("2026-11-23 09:00"))).arrive(5, "uk", "")).id
    begun = await dialogues.begin(known)
    await dialogues.hear(known, Said(5, 1, "one"), urgent=False)
    await dialogues.keep_place(known, Place(GROUP, 3, "Fernsby Daniel"))
    await dialogues.keep_card(begun.id, 4)
    return known


async def says(telegram: Telegram, places: Places, person: int, text: str = "words") -> None:
    async def send(_where: Json) -> int:
        return telegram.says(text)

    await places.inside(person, send)


async def test_into_a_topic_that_is_there_the_words_go_alone(telegram: Telegram, places: Places, person: int) -> None:
    await says(telegram, places, person)
    assert telegram.said == ["words"]


async def test_a_topic_made_anew_has_its_card_even_where_that_had_to_wait(
    telegram: Telegram, places: Places, person: int
) -> None:
    """Telegram has enough between the topic and its card: the words are tried again, and find a topic without one."""
    telegram.refuses = [DELETED, TOO_MANY]
    with pytest.raises(TelegramRetryAfter):
        await says(telegram, places, person)
    await says(telegram, places, person)
    await says(telegram, places, person, "more")
    assert telegram.said == ["topic", "card", "words", "more"]


async def test_in_another_group_the_card_comes_first(telegram: Telegram, places: Places, person: int) -> None:
    telegram.group = ANOTHER
    await says(telegram, places, person)
    assert telegram.said == ["topic", "card", "words"]


async def test_who_has_said_nothing_yet_has_no_card(
    telegram: Telegram, places: Places, person: int, dialogues: DialogueStore
) -> None:
    """What is said then is of the dialogue before."""
    await dialogues.close((await dialogues.begin(person)).id, by_patient=True)
    await dialogues.begin(person)
    await says(telegram, places, person, "ended")
    assert telegram.said == ["ended"]


async def test_a_right_that_is_missing_is_not_the_want_of_topics(
    telegram: Telegram, places: Places, person: int
) -> None:
    """Words would stand where nobody looks for them: they wait until the bot may make topics again."""
    telegram.group, telegram.makes_topics = ANOTHER, False
    with pytest.raises(TelegramBadRequest, match="not enough rights"):
        await says(telegram, places, person)
    assert telegram.said == []


async def test_a_card_gives_way_to_the_next_one_in_its_own_group_alone(
    telegram: Telegram, places: Places, dialogues: DialogueStore, person: int
) -> None:
    dialogue = await dialogues.of(person)
    assert dialogue
    for telegram.group in (ANOTHER, GROUP):
        fades = await places.fading(dialogue.id)
        await fades()
    assert telegram.faded == [(GROUP, 4)]
