"""getUpdates: waiting, confirming, two pollers, odd and repeated updates."""

import asyncio

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramConflictError
from pydantic import ValidationError

from sandbox import Person, TelegramServer
from tests.sandbox.conftest import bot_of


async def texts(bot: Bot, offset: int | None = None, limit: int | None = None) -> list[str | None]:
    updates = await bot.get_updates(offset=offset, limit=limit)
    return [update.message.text if update.message else None for update in updates]


async def test_updates_stay_until_an_offset_confirms_them(bot: Bot, olena: Person) -> None:
    for word in ("one", "two", "three"):
        await olena.types(word)
    assert await texts(bot, limit=2) == ["one", "two"]
    assert await texts(bot) == ["one", "two", "three"]
    first = (await bot.get_updates(limit=1))[0].update_id
    assert await texts(bot, offset=first + 1) == ["two", "three"]
    assert await texts(bot) == ["two", "three"]
    assert await texts(bot, offset=-1) == ["three"]
    assert await texts(bot, offset=first + 9) == []


async def test_a_poll_waits_for_what_comes(bot: Bot, olena: Person, server: TelegramServer) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=30))
    await polled(server)
    await olena.types("hello")
    assert [update.message.text for update in await poll if update.message] == ["hello"]


async def test_a_poll_ends_empty_when_its_time_is_over(bot: Bot, server: TelegramServer) -> None:
    assert await bot.get_updates(timeout=1) == []
    assert server.world.updates._waiter is None


async def test_a_second_poller_ends_the_first(bot: Bot, olena: Person, server: TelegramServer) -> None:
    async with bot_of(server) as second:
        first = asyncio.create_task(bot.get_updates(timeout=30))
        await polled(server)
        other = asyncio.create_task(second.get_updates(timeout=30))
        with pytest.raises(TelegramConflictError, match="Conflict: terminated by other getUpdates request"):
            await first
        await olena.types("hello")
        assert len(await other) == 1


async def test_only_what_the_bot_asked_for_is_kept_and_the_wish_is_remembered(bot: Bot, olena: Person) -> None:
    await bot.get_updates(allowed_updates=["my_chat_member"])
    await olena.types("hello")
    assert await bot.get_updates() == []
    await olena.blocks_bot()
    assert [update.my_chat_member is not None for update in await bot.get_updates()] == [True]
    await bot.get_updates(offset=-1, allowed_updates=[])
    await olena.types("hello")
    assert "hello" in await texts(bot)


async def test_a_confirmed_update_can_come_again(bot: Bot, olena: Person, server: TelegramServer) -> None:
    await olena.types("hello")
    update = (await bot.get_updates())[0]
    assert await bot.get_updates(offset=update.update_id + 1) == []
    server.redeliver(update.update_id)
    assert [again.update_id for again in await bot.get_updates(offset=update.update_id + 1)] == [update.update_id]
    assert await bot.get_updates(offset=update.update_id + 1) == []


async def test_an_odd_update_must_at_least_be_one(bot: Bot, olena: Person, server: TelegramServer) -> None:
    poll = {"id": "1", "question": "?", "options": [], "total_voter_count": 0, "is_closed": False}
    poll |= {"is_anonymous": True, "type": "regular", "allows_multiple_answers": False}
    poll |= {"allows_revoting": False, "members_only": False}
    number = server.push({"poll": poll})
    server.push({"update_id": number + 50, "message": olena_said(olena, "odd")})
    assert server.push({"message": olena_said(olena, "odd")}) == number + 51
    assert len(await bot.get_updates()) == 3
    with pytest.raises(ValidationError):
        server.push({"message": {"text": "no head"}})


async def test_numbers_of_updates_grow_from_one_server_to_the_next(olena: Person, server: TelegramServer) -> None:
    await olena.types("hello")
    async with await TelegramServer.start() as later:
        await later.person("Ihor").types("hello")
        assert min(later.world.updates.pending) >= min(server.world.updates.pending)


def olena_said(olena: Person, text: str) -> dict[str, object]:
    return {"message_id": 900, "date": 1, "chat": olena.screen.card(), "from": olena.screen.user, "text": text}


async def polled(server: TelegramServer) -> None:
    await server.until(lambda: server.world.updates._waiter is not None)
