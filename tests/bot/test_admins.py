"""Those of ADMIN_IDS hear once; where none of them can be told, reception's group does."""

from collections.abc import AsyncIterator

import pytest
from aiogram import Bot

from bot.admins import Admins
from sandbox import Person, TelegramServer
from sandbox.faults import broken
from tests.sandbox.conftest import bot_of

TEXT = "🔑 The clinic's system has refused to let the bot in."


@pytest.fixture
async def telegram() -> AsyncIterator[TelegramServer]:
    async with await TelegramServer.start() as server:
        yield server


@pytest.fixture
async def bot(telegram: TelegramServer) -> AsyncIterator[Bot]:
    async with bot_of(telegram) as one:
        yield one


class Staff:
    def __init__(self) -> None:
        self.heard: list[str] = []

    async def hears(self, text: str) -> bool:
        self.heard.append(text)
        return True


async def admin(telegram: TelegramServer, name: str) -> Person:
    person = telegram.person(name)
    await person.types("/start")
    return person


def heard(person: Person) -> list[str]:
    return [message.text for message in person.chat if message.by_bot]


async def test_each_admin_hears_and_the_group_does_not(telegram: TelegramServer, bot: Bot) -> None:
    people, staff = [await admin(telegram, name) for name in ("Taras", "Iryna")], Staff()
    assert await Admins(bot, [person.id for person in people], staff.hears).say(TEXT)
    assert [heard(person) for person in people] == [[TEXT], [TEXT]]
    assert staff.heard == []


async def test_who_never_wrote_to_the_bot_is_one_line_of_the_log(
    telegram: TelegramServer, bot: Bot, caplog: pytest.LogCaptureFixture
) -> None:
    stranger, taras, staff = telegram.person("Nobody"), await admin(telegram, "Taras"), Staff()
    admins = Admins(bot, [stranger.id, taras.id], staff.hears)
    assert await admins.say(TEXT)
    assert await admins.say("another")
    assert heard(taras) == [TEXT, "another"]
    assert [record.getMessage()[:39] for record in caplog.records if record.levelname == "WARNING"] == [
        "one of the admins can't be written to: "
    ]


async def test_whoever_was_invited_hears_it_too_and_whoever_is_both_hears_it_once(
    telegram: TelegramServer, bot: Bot
) -> None:
    taras, marta, staff = await admin(telegram, "Taras"), await admin(telegram, "Marta"), Staff()

    async def invited() -> list[int]:
        return [marta.id, taras.id]

    assert await Admins(bot, [taras.id], staff.hears, invited).say(TEXT)
    assert (heard(taras), heard(marta), staff.heard) == ([TEXT], [TEXT], [])


async def test_where_none_of_them_can_be_told_the_group_is(telegram: TelegramServer, bot: Bot) -> None:
    staff = Staff()
    assert await Admins(bot, [telegram.person("Nobody").id], staff.hears).say(TEXT)
    assert await Admins(bot, [], staff.hears).say(TEXT)
    assert staff.heard == [TEXT, TEXT]


async def test_broken_off_it_is_said_again_to_those_alone_who_have_not_heard(
    telegram: TelegramServer, bot: Bot
) -> None:
    people, staff = [await admin(telegram, name) for name in ("Taras", "Iryna")], Staff()
    admins = Admins(bot, [person.id for person in people], staff.hears)
    telegram.faults.add(method="sendMessage", answer=broken(), chat_id=people[1].id)
    assert not await admins.say(TEXT)
    assert await admins.say(TEXT)
    assert [heard(person) for person in people] == [[TEXT], [TEXT]]
    assert await admins.say(TEXT), "on another day"
    assert [heard(person) for person in people] == [[TEXT, TEXT], [TEXT, TEXT]]
