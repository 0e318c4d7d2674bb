"""What the methods do. aiogram parses each answer into its own types, so a wrong one fails here."""

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeUnion,
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    LinkPreviewOptions,
    MenuButtonCommands,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    ReplyParameters,
)

from sandbox import Person, TelegramServer
from sandbox.pictures import plain_png

YES = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Yes", callback_data="yes")]])


@pytest.fixture(autouse=True)
async def met(olena: Person) -> None:
    await olena.types("/start")


async def test_get_me(bot: Bot) -> None:
    me = await bot.get_me()
    assert (me.id, me.is_bot, me.first_name, me.username) == (42, True, "Reception", "reception_sandbox_bot")


async def test_get_chat_and_member(bot: Bot, olena: Person) -> None:
    chat = await bot.get_chat(olena.id)
    assert (chat.type, chat.first_name, chat.accepted_gift_types.unique_gifts) == ("private", "Olena", False)
    member = await bot.get_chat_member(olena.id, olena.id)
    assert (member.status, member.user.id) == ("member", olena.id)


async def test_a_message_comes_back_as_sent(bot: Bot, olena: Person) -> None:
    html = '<b>Tue</b> <a href="https://clinic.example">site</a>\n<tg-spoiler>😀 no</tg-spoiler>'
    sent = await bot.send_message(
        olena.id,
        html,
        parse_mode="HTML",
        reply_markup=YES,
        protect_content=True,
        disable_notification=True,
        link_preview_options=LinkPreviewOptions(is_disabled=True),
        reply_parameters=ReplyParameters(message_id=1),
    )
    assert sent.html_text == html
    assert sent.reply_markup
    assert sent.reply_markup.model_dump() == YES.model_dump()
    assert sent.has_protected_content
    assert sent.reply_to_message
    assert sent.reply_to_message.text == "/start"
    assert (sent.message_id, olena.last.message_id) == (2, 2)


async def test_numbers_grow_by_chat(bot: Bot, olena: Person, server: TelegramServer) -> None:
    ihor = server.person("Ihor")
    await ihor.types("/start")
    assert [(await bot.send_message(who.id, "x")).message_id for who in (olena, ihor, olena)] == [2, 2, 3]


async def test_places_contacts_and_typing(bot: Bot, olena: Person) -> None:
    await bot.send_chat_action(olena.id, "typing")
    venue = await bot.send_venue(olena.id, 46.48, 30.73, "Clinic", "Deribasivska 1")
    assert venue.venue
    assert venue.location == venue.venue.location
    await bot.send_location(olena.id, 46.48, 30.73)
    await bot.send_contact(olena.id, "+380480000000", "Reception", reply_markup=YES)
    shown = olena.chat[-3:]
    assert shown[0].venue
    assert shown[0].words == "«venue» Clinic, Deribasivska 1"
    assert shown[1].location == {"latitude": 46.48, "longitude": 30.73}
    assert shown[2].contact == {"phone_number": "+380480000000", "first_name": "Reception"}
    assert shown[2].buttons[0][0].data == "yes"


async def test_copies_and_forwards(bot: Bot, olena: Person, server: TelegramServer) -> None:
    ihor = server.person("Ihor")
    await ihor.types("/start")
    photo = await olena.sends_photo(caption="my hand")
    await bot.copy_message(ihor.id, olena.id, photo.message_id, caption="<i>hers</i>", parse_mode="HTML")
    assert (ihor.last.html, ihor.last.photo) == ("<i>hers</i>", photo.photo)
    forwarded = await bot.forward_message(ihor.id, olena.id, photo.message_id)
    assert forwarded.caption == "my hand"
    assert forwarded.forward_origin
    with pytest.raises(TelegramBadRequest, match="can't be edited"):
        await bot.edit_message_caption(chat_id=ihor.id, message_id=forwarded.message_id, caption="x")


async def test_protected_content_stays_where_it_is(bot: Bot, olena: Person) -> None:
    secret = await bot.send_message(olena.id, "x", protect_content=True)
    with pytest.raises(TelegramBadRequest, match="message can't be copied"):
        await bot.copy_message(olena.id, olena.id, secret.message_id)
    with pytest.raises(TelegramBadRequest, match="message can't be forwarded"):
        await bot.forward_message(olena.id, olena.id, secret.message_id)


async def test_deleting(bot: Bot, olena: Person) -> None:
    for words in ("one", "two", "three"):
        await bot.send_message(olena.id, words)
    await bot.delete_message(olena.id, 2)
    await bot.delete_messages(olena.id, [1, 2, 3])
    assert [message.text for message in olena.chat] == ["three"]
    assert "(deleted) two" in olena.transcript()


async def test_the_reply_keyboard_comes_goes_and_falls_with_its_message(bot: Bot, olena: Person) -> None:
    menu = ReplyKeyboardMarkup(keyboard=[[KeyboardButton(text="Book"), KeyboardButton(text="Help")]])
    sent = await bot.send_message(olena.id, "menu", reply_markup=menu)
    assert sent.reply_markup is None
    await bot.send_message(olena.id, "panel", reply_markup=YES)
    assert olena.keyboard == [["Book", "Help"]]
    await bot.delete_message(olena.id, sent.message_id)
    assert olena.keyboard == []
    await bot.send_message(olena.id, "menu", reply_markup=menu)
    await bot.send_message(olena.id, "bye", reply_markup=ReplyKeyboardRemove())
    assert olena.keyboard == []


async def test_commands_are_kept_by_scope_and_language(bot: Bot, olena: Person) -> None:
    async def commands(scope: BotCommandScopeUnion | None = None, language: str | None = None) -> list[str]:
        return [one.command for one in await bot.get_my_commands(scope, language)]

    book, common = BotCommand(command="book", description="Book"), BotCommand(command="help", description="Help")
    await bot.set_my_commands([common])
    await bot.set_my_commands([book], BotCommandScopeAllPrivateChats(), "uk")
    await bot.set_my_commands([book, common], BotCommandScopeChat(chat_id=olena.id))
    assert await commands() == ["help"]
    assert await commands(BotCommandScopeAllPrivateChats(), "uk") == ["book"]
    assert await commands(BotCommandScopeAllPrivateChats()) == []
    await bot.delete_my_commands(BotCommandScopeChat(chat_id=olena.id))
    assert await commands(BotCommandScopeChat(chat_id=olena.id)) == []
    assert await bot.set_chat_menu_button(olena.id, MenuButtonCommands())
    assert isinstance(await bot.get_chat_menu_button(olena.id), MenuButtonCommands)


async def test_name_and_descriptions(bot: Bot) -> None:
    assert (await bot.get_my_name()).name == "Reception"
    await bot.set_my_name("Front desk")
    await bot.set_my_name("Рецепція", "uk")
    assert [(await bot.get_my_name(language)).name for language in ("uk", "pl", None)] == [
        "Рецепція",
        "Front desk",
        "Front desk",
    ]
    await bot.set_my_description("We book visits", "en")
    await bot.set_my_short_description("Visits")
    assert (await bot.get_my_description("en")).description == "We book visits"
    assert (await bot.get_my_description()).description == ""
    assert (await bot.get_my_short_description("en")).short_description == "Visits"
    with pytest.raises(TelegramBadRequest, match="short_description is too long"):
        await bot.set_my_short_description("x" * 121)


async def test_a_tap_is_answered_once_and_again_without_effect(bot: Bot, olena: Person, server: TelegramServer) -> None:
    await bot.send_message(olena.id, "Sure?", reply_markup=YES)
    await olena.taps("Yes")
    (tap,) = olena.waiting
    query = next(
        update["callback_query"] for update in server.world.updates.pending.values() if "message" not in update
    )
    assert (query["data"], query["message"]["reply_markup"]) == ("yes", YES.model_dump(exclude_none=True))
    await bot.answer_callback_query(tap.id, "Saved")
    await bot.answer_callback_query(tap.id, "Saved twice")
    assert (olena.waiting, olena.toasts) == ([], ["Saved"])
    with pytest.raises(TelegramBadRequest, match="MESSAGE_TOO_LONG"):
        await bot.answer_callback_query(tap.id, "x" * 201)


async def test_a_tap_on_a_message_that_is_gone_shows_only_that_it_was_there(
    bot: Bot, olena: Person, server: TelegramServer
) -> None:
    await bot.send_message(olena.id, "Sure?", reply_markup=YES)
    gone = olena.last
    await bot.delete_message(olena.id, gone.message_id)
    await olena.forges("yes", on=gone)
    query = next(
        update["callback_query"] for update in server.world.updates.pending.values() if "message" not in update
    )
    assert query["message"] == {"chat": query["message"]["chat"], "message_id": gone.message_id, "date": 0}


async def test_what_a_person_sends_reaches_the_bot_as_telegram_would_say_it(bot: Bot, olena: Person) -> None:
    await olena.opens("/start doctor_7")
    await olena.sends_photo(caption="here")
    await olena.sends_document(b"BEGIN", "letter.txt")
    await olena.sends_sticker("🙏")
    await olena.sends_voice(7)
    await olena.shares_contact()
    await olena.shares_contact_of("+380670000000", "Ihor")
    await olena.shares_location(46.4, 30.7)
    updates = await bot.get_updates()
    _, start, photo, document, sticker, voice, own, other, place = [
        update.message for update in updates if update.message
    ]
    assert start.entities
    assert (start.text, start.entities[0].type) == ("/start doctor_7", "bot_command")
    assert photo.photo
    assert (photo.caption, photo.photo[-1].width) == ("here", 8)
    assert document.document
    assert (document.document.file_name, document.document.mime_type) == ("letter.txt", "text/plain")
    assert sticker.sticker
    assert voice.voice
    assert (sticker.sticker.emoji, voice.voice.duration) == ("🙏", 7)
    assert own.contact
    assert own.from_user
    assert (own.contact.user_id, own.contact.phone_number) == (own.from_user.id, "380501112233")
    assert other.contact
    assert other.contact.user_id is None
    assert place.location
    assert own.from_user.language_code == "uk"
    assert [update.update_id for update in updates] == sorted({update.update_id for update in updates})


async def test_nobody_sends_what_the_apps_would_not(olena: Person) -> None:
    await olena.types("x" * 4096)
    for words in ("", "  ", "x" * 4097):
        with pytest.raises(ValueError, match="1 to 4096"):
            await olena.types(words)


async def test_nothing_in_an_answer_is_unknown_to_aiogram(bot: Bot, olena: Person) -> None:
    sent = await bot.send_photo(olena.id, BufferedInputFile(plain_png(), "x.png"), caption="x", reply_markup=YES)
    assert sent.photo
    assert (sent.model_extra, sent.photo[0].model_extra) == ({}, {})
    assert (await bot.get_me()).model_extra == {}
    assert (await bot.get_chat(olena.id)).model_extra == {}
    assert (await bot.get_webhook_info()).model_extra == {}
