"""What is sent takes its places in Telegram's pace."""

from typing import Any, cast

from aiogram import Bot

from bot.wire import Wire

GROUP = -7


async def test_an_album_takes_a_place_for_each_of_its_parts() -> None:
    counted: list[int] = []

    async def bot(_method: Any) -> list[Any]:
        return []

    wire = Wire(cast("Bot", bot), counted.append)
    await wire.once("copyMessages", chat_id=GROUP, from_chat_id=1, message_ids=[1, 2, 3])
    assert counted == [GROUP, GROUP], "the turn that was waited for is the first one's"
    await wire.once("copyMessage", chat_id=GROUP, from_chat_id=1, message_id=1)
    assert len(counted) == 2
