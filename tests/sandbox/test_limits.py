"""How fast a bot may write, where Telegram is asked to be strict. Nobody waits here: the limiter's time is moved."""

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramRetryAfter
from aiogram.types import InputMediaPhoto, MediaUnion

from sandbox import Group, Person, TelegramServer
from sandbox.limits import BURST, IN_ALL


class Seconds:
    def __init__(self) -> None:
        self.passed = 1000.0

    def __call__(self) -> float:
        return self.passed


@pytest.fixture
def seconds(server: TelegramServer) -> Seconds:
    seconds = Seconds()
    server.limits.now = seconds
    return seconds


@pytest.fixture
def people(server: TelegramServer) -> list[Person]:
    people = [server.person(f"Number {number}") for number in range(IN_ALL + 1)]
    for person in people:
        person.screen.started = True
    return people


@pytest.fixture
def staff(server: TelegramServer, people: list[Person]) -> Group:
    group = server.group("Reception team", people[0], supergroup=True)
    group.adds_bot(people[0])
    return group


async def sends(bot: Bot, chat_id: int, times: int = 1) -> int:
    """How many were sent before Telegram had enough."""
    for number in range(times):
        try:
            await bot.send_message(chat_id, "x")
        except TelegramRetryAfter:
            return number
    return times


async def waits(bot: Bot, chat_id: int) -> int:
    with pytest.raises(TelegramRetryAfter) as caught:
        await bot.send_message(chat_id, "x")
    return caught.value.retry_after


async def test_nothing_is_limited_until_somebody_asks_for_it(bot: Bot, people: list[Person]) -> None:
    assert await sends(bot, people[0].id, 40) == 40


async def test_a_chat_takes_a_short_burst_and_then_one_a_second(
    bot: Bot, server: TelegramServer, people: list[Person], seconds: Seconds
) -> None:
    server.limits.enforce()
    assert await sends(bot, people[0].id, 10) == BURST
    assert await waits(bot, people[0].id) == 1
    seconds.passed += 1
    assert await sends(bot, people[0].id, 10) == 1
    assert await sends(bot, people[1].id) == 1, "another chat has its own"
    seconds.passed += 60
    assert await sends(bot, people[0].id, 10) == BURST
    assert len(people[0].chat) == 2 * BURST + 1, "what was refused was not sent"


async def test_thirty_a_second_in_all(bot: Bot, server: TelegramServer, people: list[Person], seconds: Seconds) -> None:
    server.limits.enforce()
    assert sum([await sends(bot, person.id) for person in people]) == IN_ALL
    seconds.passed += 0.99
    assert await waits(bot, people[-1].id) == 1
    seconds.passed += 0.01
    assert await sends(bot, people[-1].id) == 1


async def test_twenty_a_minute_in_a_group(bot: Bot, server: TelegramServer, staff: Group, seconds: Seconds) -> None:
    server.limits.enforce()
    for _ in range(20):
        assert await sends(bot, staff.id) == 1
        seconds.passed += 1
    assert await waits(bot, staff.id) == 40
    seconds.passed += 40
    assert await sends(bot, staff.id) == 1
    assert await waits(bot, staff.id) == 1


async def test_an_album_is_as_many_as_its_parts_and_copies_count(
    bot: Bot, server: TelegramServer, people: list[Person], seconds: Seconds
) -> None:
    del seconds  # stands still
    album = await people[0].sends_album(2)
    parts: list[MediaUnion] = [InputMediaPhoto(media=message.photo or "") for message in album]
    server.limits.enforce()
    await bot.send_media_group(people[1].id, parts)
    assert await sends(bot, people[1].id, 5) == BURST - 2
    await bot.copy_messages(people[2].id, people[0].id, [message.message_id for message in album])
    assert await sends(bot, people[2].id, 5) == BURST - 2


async def test_edits_and_answers_to_taps_are_not_counted(
    bot: Bot, server: TelegramServer, people: list[Person], seconds: Seconds
) -> None:
    del seconds  # stands still
    server.limits.enforce()
    sent = await bot.send_message(people[0].id, "0")
    for number in range(1, 10):
        await sent.edit_text(str(number))
    await bot.send_chat_action(people[0].id, "typing")
    assert await sends(bot, people[0].id, 5) == BURST - 1


async def test_limits_can_be_scaled_and_taken_away(
    bot: Bot, server: TelegramServer, staff: Group, people: list[Person], seconds: Seconds
) -> None:
    server.limits.enforce(scale=10)
    assert await sends(bot, people[0].id, 100) == 10 * BURST
    seconds.passed += 1
    assert await sends(bot, people[0].id, 100) == 10
    for _ in range(20):
        assert await sends(bot, staff.id, 10) == 10
        seconds.passed += 1
    assert await sends(bot, staff.id) == 0
    server.limits.off()
    assert await sends(bot, staff.id, 50) == 50


async def test_a_message_that_telegram_refuses_takes_no_place(
    bot: Bot, server: TelegramServer, people: list[Person], seconds: Seconds
) -> None:
    del seconds  # stands still
    server.limits.enforce()
    for _ in range(5):
        with pytest.raises(Exception, match="message text is empty"):
            await bot.send_message(people[0].id, " ")
    assert await sends(bot, people[0].id, 10) == BURST
    assert len([call for call in server.calls if call.refusal and call.refusal.code == 429]) == 1
