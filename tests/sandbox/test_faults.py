"""Trouble to order, as it comes to a bot that runs for years."""

import asyncio

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramNetworkError, TelegramRetryAfter, TelegramServerError
from aiogram.methods import SendMessage

from sandbox import Person, TelegramServer, faults
from sandbox.refusals import QUERY_TOO_OLD


@pytest.fixture(autouse=True)
async def met(olena: Person) -> None:
    await olena.types("/start")


def said_to(person: Person) -> list[str]:
    return [message.text for message in person.chat if message.by_bot]


async def test_a_flood_says_how_long_to_wait_and_passes(bot: Bot, olena: Person, server: TelegramServer) -> None:
    server.faults.add(method="sendMessage", times=2, answer=faults.flood(7))
    for _ in range(2):
        with pytest.raises(TelegramRetryAfter, match="retry after 7") as caught:
            await bot.send_message(olena.id, "x")
        assert caught.value.retry_after == 7
    await bot.send_message(olena.id, "at last")
    assert said_to(olena) == ["at last"]
    assert [call.fault for call in server.calls] == ["429 Too Many Requests: retry after 7"] * 2 + [None]
    assert [call.ok for call in server.calls] == [False, False, True]
    assert server.refusals == []


async def test_telegram_is_down(bot: Bot, olena: Person, server: TelegramServer) -> None:
    server.faults.add(answer=faults.broken())
    assert await bot.get_updates()
    with pytest.raises(TelegramServerError, match="Bad Gateway"):
        await bot.send_message(olena.id, "x")
    assert said_to(olena) == []


async def test_a_connection_that_breaks_before_anything_was_done(
    bot: Bot, olena: Person, server: TelegramServer
) -> None:
    server.faults.add(method="sendMessage", answer=faults.dropped())
    with pytest.raises(TelegramNetworkError):
        await bot.send_message(olena.id, "x")
    assert said_to(olena) == []


async def test_an_answer_that_is_lost_after_the_message_arrived(
    bot: Bot, olena: Person, server: TelegramServer
) -> None:
    server.faults.add(method="sendMessage", answer=faults.lost())
    with pytest.raises(TelegramNetworkError):
        await bot.send_message(olena.id, "x")
    assert said_to(olena) == ["x"]


async def test_an_answer_that_takes_long_comes_all_the_same(bot: Bot, olena: Person, server: TelegramServer) -> None:
    server.faults.add(method="sendMessage", answer=faults.hang(0.05), chat_id=olena.id)
    ihor = server.person("Ihor")
    await ihor.types("/start")
    slow = asyncio.create_task(bot.send_message(olena.id, "slow"))
    await bot.send_message(ihor.id, "quick")
    assert said_to(olena) == []
    await slow
    assert said_to(olena) == ["slow"]


async def test_closing_waits_for_no_hanging_answer(olena: Person, server: TelegramServer, bot: Bot) -> None:
    server.faults.add(method="sendMessage", answer=faults.hang(3600))
    hanging = asyncio.create_task(bot(SendMessage(chat_id=olena.id, text="x"), request_timeout=3600))
    await server.until(lambda: not server.faults._ordered[0].left)
    async with asyncio.timeout(5):
        await server.close()
    await asyncio.wait({hanging})


async def test_only_the_named_chat_is_troubled(bot: Bot, olena: Person, server: TelegramServer) -> None:
    ihor = server.person("Ihor")
    await ihor.types("/start")
    server.faults.add(method="sendMessage", answer=faults.broken(), chat_id=ihor.id)
    await bot.send_message(olena.id, "x")
    with pytest.raises(TelegramServerError):
        await bot.send_message(ihor.id, "x")


async def test_any_refusal_can_be_ordered_and_taken_back(bot: Bot, server: TelegramServer) -> None:
    server.faults.add(method="answerCallbackQuery", answer=faults.refused(QUERY_TOO_OLD), times=9)
    with pytest.raises(Exception, match="query is too old"):
        await bot.answer_callback_query("1")
    server.faults.clear()
    assert (await bot.get_me()).id == 42
