"""Members of a group do there what they do in their own chats; the bot hears of it as Telegram tells it."""

import pytest
from aiogram import Bot
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message, Update

from sandbox import Group, Person, TelegramServer

TAKE = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="✋ Take", callback_data="take:7")]])


@pytest.fixture
def taras(server: TelegramServer) -> Person:
    return server.person("Taras")


@pytest.fixture
def staff(server: TelegramServer, iryna: Person, taras: Person) -> Group:
    """The bot is an admin of it, so it hears all."""
    group = server.group("Reception team", iryna, supergroup=True)
    group.joins(taras)
    group.adds_bot(iryna)
    group.promotes_bot(iryna)
    server.world.updates.pending.clear()  # long ago
    return group


async def news(bot: Bot) -> Update:
    """The one thing that has happened since the last look."""
    (update,) = await bot.get_updates()
    await bot.get_updates(offset=update.update_id + 1)
    return update


async def tapped(bot: Bot) -> CallbackQuery:
    query = (await news(bot)).callback_query
    assert query
    return query


async def heard(bot: Bot) -> Message:
    message = (await news(bot)).message
    assert message
    return message


async def test_a_member_types_in_the_group(bot: Bot, staff: Group, taras: Person) -> None:
    typed = await staff.member(taras).types("who takes it?")
    message = await heard(bot)
    assert (message.chat.id, message.chat.type) == (staff.id, "supergroup")
    assert message.from_user
    assert (message.from_user.id, message.text, message.message_id) == (taras.id, "who takes it?", typed.message_id)


async def test_a_tap_comes_from_the_member_with_the_groups_message(
    bot: Bot, staff: Group, iryna: Person, taras: Person
) -> None:
    card = await bot.send_message(staff.id, "Olena asks", reply_markup=TAKE)
    at_desk, other = staff.member(iryna), staff.member(taras)
    await at_desk.taps("Take")
    query = await tapped(bot)
    assert (query.from_user.id, query.data) == (iryna.id, "take:7")
    assert query.message
    assert (query.message.chat.id, query.message.message_id) == (staff.id, card.message_id)
    assert [tap.person_id for tap in at_desk.waiting] == [iryna.id]
    await query.answer("Iryna has it", show_alert=True)
    await at_desk.sees_toast("Iryna has it")
    assert (at_desk.waiting, other.toasts, iryna.toasts) == ([], [], [])


async def test_each_member_has_news_of_their_own(bot: Bot, staff: Group, iryna: Person, taras: Person) -> None:
    at_desk, other = staff.member(iryna), staff.member(taras)
    await bot.send_message(staff.id, "Olena asks", reply_markup=TAKE)
    await at_desk.types("mine")
    await other.sees("Olena asks")
    await staff.sees("Olena asks")
    with pytest.raises(AssertionError, match="Iryna does not see 'Olena asks'"):
        await at_desk.sees("Olena asks", timeout=0)


async def test_a_member_replies_with_a_quote(bot: Bot, staff: Group, taras: Person) -> None:
    card = await bot.send_message(staff.id, "😀 Olena asks: may I come later?")
    answered = await staff.member(taras).replies(staff.chat[-1], "yes", quote="come later")
    message = await heard(bot)
    assert message.reply_to_message
    assert message.quote
    assert message.reply_to_message.message_id == card.message_id
    assert (message.quote.text, message.quote.position, message.quote.is_manual) == ("come later", 21, True)
    await staff.member(taras).replies(answered, "or no")
    second = await heard(bot)
    assert second.reply_to_message
    assert (second.reply_to_message.text, second.reply_to_message.reply_to_message) == ("yes", None)
    with pytest.raises(ValueError, match="nobody can quote 'never said'"):
        await staff.member(taras).replies(answered, "?", quote="never said")


async def test_a_member_edits_own_words_and_nobody_elses(bot: Bot, staff: Group, iryna: Person, taras: Person) -> None:
    typed = await staff.member(iryna).types("com tomorrow")
    await news(bot)
    await staff.member(iryna).edits(typed, "come tomorrow")
    edited = (await news(bot)).edited_message
    assert edited
    assert (edited.text, edited.message_id, edited.chat.id) == ("come tomorrow", typed.message_id, staff.id)
    with pytest.raises(ValueError, match="edit only their own"):
        await staff.member(taras).edits(typed, "go away")


async def test_a_member_deletes_own_words_the_founder_any_and_the_bot_is_not_told(
    bot: Bot, staff: Group, iryna: Person, taras: Person
) -> None:
    by_iryna, by_taras = await staff.member(iryna).types("one"), await staff.member(taras).types("two")
    await bot.get_updates(offset=-1)
    with pytest.raises(ValueError, match="delete only their own"):
        await staff.member(taras).deletes(by_iryna)
    await staff.member(taras).deletes(by_taras)
    with pytest.raises(ValueError, match="no longer there"):
        await staff.member(taras).deletes(by_taras)
    await bot.send_message(staff.id, "card")
    await staff.member(iryna).deletes(staff.chat[-1])
    assert [message.text for message in staff.chat if message.text] == ["one"]
    assert [update.message.text for update in await bot.get_updates() if update.message] == ["two"]


async def test_a_member_sends_a_photo_and_who_has_left_nothing(bot: Bot, staff: Group, taras: Person) -> None:
    await staff.member(taras).sends_photo(caption="the referral")
    message = await heard(bot)
    assert message.photo
    assert (message.caption, message.chat.id) == ("the referral", staff.id)
    staff.screen.standing[taras.id] = "left"
    with pytest.raises(ValueError, match="Taras is not in the group"):
        await staff.member(taras).types("hello")
    with pytest.raises(ValueError, match="nobody deletes a group"):
        await staff.member(taras).deletes_chat()


async def test_under_privacy_mode_it_hears_what_is_meant_for_it(
    bot: Bot, staff: Group, iryna: Person, taras: Person
) -> None:
    staff.screen.standing[bot.id] = "member"
    await bot.send_message(staff.id, "card")
    member = staff.member(taras)
    for text in ("hello", "/next@another_bot", "see https://a.example/next"):
        await member.types(text)
    await member.types("/next@reception_sandbox_bot")
    await member.types("/queue")
    await member.replies(await staff.sees("card"), "no")
    said = await staff.member(iryna).types("x")
    await member.replies(said, "aside")
    texts = [update.message.text for update in await bot.get_updates() if update.message]
    assert texts == ["/next@reception_sandbox_bot", "/queue", "no"]


async def test_typed_commands_links_and_names_are_marked_as_telegram_marks_them(bot: Bot, olena: Person) -> None:
    await olena.types("/start see clinic.example or @taras_k, a/b, olena@clinic.example")
    assert await marked(bot) == [
        ("bot_command", "/start"),
        ("url", "clinic.example"),
        ("mention", "@taras_k"),
        ("email", "olena@clinic.example"),
    ]
    await bot.get_updates(offset=-1)
    await olena.types("<b>Дуже</b> <a href='https://a.example'>clinic.example</a> 😀 /help", html=True)
    assert (await marked(bot))[4:] == [
        ("bold", "Дуже"),
        ("text_link", "clinic.example"),
        ("bot_command", "/help"),
    ]


async def marked(bot: Bot) -> list[tuple[str, str]]:
    messages = [update.message for update in await bot.get_updates() if update.message]
    found = [(message.text or "", entity) for message in messages for entity in message.entities or ()]
    return [(entity.type, entity.extract_from(text)) for text, entity in found]
