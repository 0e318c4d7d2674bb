"""What a person finds, does and cannot do, with a bot that we lead by hand."""

import asyncio

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, KeyboardButton, ReplyKeyboardMarkup

from sandbox import Person, TelegramServer


def inline(**labels: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        inline_keyboard=[[InlineKeyboardButton(text=label, callback_data=data)] for data, label in labels.items()]
    )


@pytest.fixture(autouse=True)
async def met(olena: Person) -> None:
    await olena.types("/start")


async def tapped(bot: Bot) -> list[str | None]:
    """The data of all callback queries since the last look."""
    updates = await bot.get_updates()
    if updates:
        await bot.get_updates(offset=updates[-1].update_id + 1)
    return [update.callback_query.data for update in updates if update.callback_query]


async def test_the_newest_message_with_such_a_button_is_meant(bot: Bot, olena: Person) -> None:
    first = await bot.send_message(olena.id, "one", reply_markup=inline(old="Back"))
    await bot.send_message(olena.id, "two", reply_markup=inline(new="Back"))
    await bot.send_message(olena.id, "three", reply_markup=inline(other="Else"))
    await olena.taps("Back")
    await olena.taps("Back", on=olena.chat[1])
    assert await tapped(bot) == ["new", "old"]
    await first.edit_text("one", reply_markup=inline(changed="Back"))
    await olena.taps("Back", on=olena.chat[1])
    assert await tapped(bot) == ["changed"]


async def test_an_exact_name_goes_before_a_part_and_a_part_must_be_the_only_one(bot: Bot, olena: Person) -> None:
    await bot.send_message(olena.id, "when?", reply_markup=inline(a="Yes, tomorrow", b="Yes", c="Not tomorrow"))
    await olena.taps("Yes")
    await olena.taps("Not")
    assert await tapped(bot) == ["b", "c"]
    with pytest.raises(AssertionError, match=r"more than one in one message: \['Yes, tomorrow', 'Not tomorrow'\]"):
        await olena.taps("tomorrow")
    assert await tapped(bot) == []


async def test_an_exact_key_goes_before_a_part_of_an_inline_button(bot: Bot, olena: Person) -> None:
    keys = ReplyKeyboardMarkup(keyboard=[[KeyboardButton(text="Book")]])
    await bot.send_message(olena.id, "menu", reply_markup=keys)
    await bot.send_message(olena.id, "panel", reply_markup=inline(again="Book again"))
    await olena.taps("Book")
    assert olena.chat[-1].text == "Book"
    await olena.taps("again")
    assert await tapped(bot) == ["again"]


async def test_a_person_waits_for_the_button(bot: Bot, olena: Person) -> None:
    tapping = asyncio.create_task(olena.taps("Confirm"))
    await bot.send_message(olena.id, "sure?", reply_markup=inline(confirm="✅ Confirm"))
    await tapping
    assert await tapped(bot) == ["confirm"]


async def test_a_button_is_seen_only_while_it_is_news(bot: Bot, olena: Person) -> None:
    await bot.send_message(olena.id, "sure?", reply_markup=inline(confirm="✅ Confirm"))
    assert (await olena.sees_button("Confirm")).data == "confirm"
    await olena.types("wait")
    with pytest.raises(AssertionError, match="sees no button 'Confirm'"):
        await olena.sees_button("Confirm", timeout=0)


async def test_a_message_is_as_it_was_when_looked_at(bot: Bot, olena: Person) -> None:
    sent = await bot.send_message(olena.id, "before")
    seen = olena.last
    await sent.edit_text("after")
    assert (seen.text, seen.edited) == ("before", False)
    assert (olena.last.text, olena.last.edited) == ("after", True)


async def test_a_key_that_asks_for_a_place_cannot_just_be_tapped(bot: Bot, olena: Person) -> None:
    key = KeyboardButton(text="Where I am", request_location=True)
    await bot.send_message(olena.id, "where?", reply_markup=ReplyKeyboardMarkup(keyboard=[[key]]))
    with pytest.raises(AssertionError, match="use shares_location"):
        await olena.taps("Where I am")


async def test_a_deep_link_may_be_its_payload_alone(olena: Person) -> None:
    assert (await olena.opens("src_door-1")).text == "/start src_door-1"
    for rubbish in ("x" * 65, "дім", ""):
        with pytest.raises(ValueError, match="opens no link"):
            await olena.opens(rubbish)


async def test_people_edit_only_their_own_words(bot: Bot, olena: Person) -> None:
    photo = await olena.sends_photo(caption="my hend")
    edited = await olena.edits(photo, "my hand")
    assert (edited.caption, edited.photo) == ("my hand", photo.photo)
    await bot.send_message(olena.id, "mine")
    with pytest.raises(ValueError, match="only their own"):
        await olena.edits(olena.last, "hers")


async def test_nobody_shares_a_number_they_have_not(server: TelegramServer) -> None:
    with pytest.raises(ValueError, match="Ihor has no phone number"):
        await server.person("Ihor").shares_contact()


async def test_two_people_are_never_one(server: TelegramServer, olena: Person) -> None:
    assert server.person("Olena").id != olena.id
    with pytest.raises(ValueError, match="there is a person with the id"):
        server.person("Ihor", user_id=olena.id)


async def test_somebody_to_whom_the_bot_said_nothing_has_no_last_message(server: TelegramServer) -> None:
    ihor = server.person("Ihor")
    await ihor.types("/start")
    with pytest.raises(AssertionError, match=r"said nothing to Ihor\nIhor: /start"):
        _ = ihor.last


async def test_writing_to_a_blocked_bot_unblocks_it(bot: Bot, olena: Person) -> None:
    await olena.blocks_bot()
    await olena.types("/start")
    assert (await bot.send_message(olena.id, "welcome back")).text == "welcome back"
    assert "Olena: blocks the bot\nOlena: unblocks the bot\nOlena: /start" in olena.transcript()


async def test_the_whole_story_can_be_read(bot: Bot, olena: Person, server: TelegramServer) -> None:
    keys = ReplyKeyboardMarkup(keyboard=[[KeyboardButton(text="Book"), KeyboardButton(text="Help")]])
    await bot.send_message(olena.id, "menu", reply_markup=keys)
    panel = await bot.send_message(olena.id, "two\nlines", reply_markup=inline(yes="Yes", no="No"))
    await olena.taps("No")
    await bot.answer_callback_query(olena.waiting[0].id, "Fine")
    await panel.edit_text("as you like")
    await panel.delete()
    assert (
        olena.transcript()
        == """\
Olena: /start
Reception: menu
Reception: (keyboard)
    [Book] [Help]
Reception: two
    lines
    [Yes]
    [No]
Olena: taps [No]
Reception: (toast) Fine
Reception (edits): as you like
Reception: (deleted) as you like"""
    )
    assert server.transcript().startswith("--- Olena's chat:\nOlena: /start\n")


async def test_a_person_answers_with_formatting_and_a_quote(bot: Bot, olena: Person) -> None:
    await bot.send_message(olena.id, "Dr Kovalchuk can see you at 10:00 or at 11:30")
    await olena.replies(olena.last, "the <b>second</b> one", quote="at 11:30", html=True)
    message = (await bot.get_updates(offset=-1))[0].message
    assert message
    assert message.quote
    assert (message.html_text, message.quote.text) == ("the <b>second</b> one", "at 11:30")


async def test_a_person_deletes_a_message_or_the_whole_chat_and_nobody_is_told(bot: Bot, olena: Person) -> None:
    sent = await bot.send_message(olena.id, "Tomorrow at ten")
    await olena.deletes(olena.last)
    heard = len(await bot.get_updates())
    for call in (sent.edit_text("x"), bot.copy_message(olena.id, olena.id, sent.message_id)):
        with pytest.raises(TelegramBadRequest, match="not found"):
            await call
    await olena.deletes_chat()
    assert olena.chat == []
    assert len(await bot.get_updates()) == heard
    assert (await bot.send_message(olena.id, "a new beginning")).message_id > sent.message_id
