"""What goes from one chat to the other: copies, forwards, replies with quotes."""

import pytest
from aiogram import Bot
from aiogram.types import MessageOriginChat, MessageOriginUser, ReplyParameters

from sandbox import Group, Person
from tests.sandbox.conftest import ByHand
from tests.sandbox.refused import refused


@pytest.fixture(autouse=True)
async def met(olena: Person) -> None:
    await olena.types("/start")


async def test_a_patients_words_are_copied_into_a_topic(bot: Bot, staff: Group, olena: Person) -> None:
    topic = await bot.create_forum_topic(staff.id, "Olena K.")
    asked = await olena.types("<b>May</b> I come later?", html=True)
    copy = await bot.copy_message(staff.id, olena.id, asked.message_id, message_thread_id=topic.message_thread_id)
    shown = staff.chat[-1]
    assert (shown.message_id, shown.topic, shown.by_bot) == (copy.message_id, topic.message_thread_id, True)
    assert shown.html == "<b>May</b> I come later?"
    assert "forward_origin" not in shown.payload


async def test_anything_that_a_person_sends_can_be_copied(bot: Bot, staff: Group, olena: Person) -> None:
    sent = [
        await olena.sends_voice(4),
        await olena.sends_video_note(),
        await olena.sends_sticker("🙏"),
        await olena.sends_document(b"%PDF", "a.pdf", caption="here"),
        await olena.sends_photo(caption="look"),
        await olena.sends_video(),
        await olena.shares_location(46.4, 30.7),
        await olena.shares_contact(),
    ]
    for message in sent:
        await bot.copy_message(staff.id, olena.id, message.message_id)
    copies = staff.chat[-len(sent) :]
    assert [copy.words for copy in copies] == [message.words for message in sent]
    assert [copy.file_id for copy in copies] == [message.file_id for message in sent]
    assert all(copy.by_bot for copy in copies)


async def test_a_caption_can_be_put_in_its_place_or_left_out(
    bot: Bot, staff: Group, olena: Person, by_hand: ByHand
) -> None:
    voice = await olena.sends_voice(caption="listen")
    await bot.copy_message(staff.id, olena.id, voice.message_id, caption="<i>Olena</i>", parse_mode="HTML")
    assert staff.chat[-1].html == "<i>Olena</i>"
    bare = {"chat_id": staff.id, "from_chat_id": olena.id, "message_id": voice.message_id, "caption": ""}
    assert (await by_hand("copyMessage", bare))[0] == 200
    assert staff.chat[-1].caption == ""
    words = await olena.types("plain")
    await bot.copy_message(staff.id, olena.id, words.message_id, caption="ignored")
    assert staff.chat[-1].text == "plain"


async def test_an_album_stays_an_album(bot: Bot, staff: Group, olena: Person) -> None:
    before = await olena.types("here they are")
    album = await olena.sends_album(3, caption="my tests")
    numbers = [message.message_id for message in (before, *album)]
    copies = await bot.copy_messages(staff.id, olena.id, numbers)
    shown = staff.chat[-4:]
    assert [message.message_id for message in shown] == [copy.message_id for copy in copies]
    assert [message.album is None for message in shown] == [True, False, False, False]
    assert len({message.album for message in shown[1:]}) == 1
    assert shown[1].album != album[0].album
    await bot.copy_messages(staff.id, olena.id, numbers[:2], remove_caption=True)
    assert [(message.album, message.caption) for message in staff.chat[-2:]] == [(None, ""), (None, "")]


async def test_what_is_gone_or_cannot_be_taken_is_passed_over(bot: Bot, staff: Group, iryna: Person) -> None:
    staff.joins(iryna)
    service = staff.chat[-1].message_id
    one, two = [(await staff.member(iryna).types(text)).message_id for text in ("one", "two")]
    copies = await bot.copy_messages(staff.id, staff.id, [service, one, two, 999])
    assert len(copies) == 2
    for numbers, words in (
        ([999], "there are no messages to forward"),
        ([service], "messages can't be forwarded"),
        ([two, one], "message identifiers must be in a strictly increasing order"),
        ([one, one], "message identifiers must be in a strictly increasing order"),
        ([], "message identifiers are not specified"),
        (list(range(1, 102)), "too many message identifiers specified"),
    ):
        await refused(bot.copy_messages(staff.id, staff.id, numbers), words)


async def test_what_cannot_be_copied(bot: Bot, staff: Group, olena: Person, iryna: Person) -> None:
    staff.joins(iryna)
    service = staff.chat[-1].message_id
    await refused(bot.copy_message(olena.id, staff.id, service), "Bad Request: the message can't be copied")
    await refused(bot.forward_message(olena.id, staff.id, service), "Bad Request: the message can't be forwarded")
    await refused(bot.copy_message(olena.id, staff.id, 999), "Bad Request: message to copy not found")
    await olena.blocks_bot()
    said = await staff.member(iryna).types("come at ten")
    await refused(bot.copy_message(olena.id, staff.id, said.message_id), "Forbidden: bot was blocked by the user")


async def test_a_forward_says_whose_it_was(bot: Bot, staff: Group, olena: Person, iryna: Person) -> None:
    asked = await olena.types("May I come later?")
    forwarded = await bot.forward_message(staff.id, olena.id, asked.message_id)
    assert isinstance(forwarded.forward_origin, MessageOriginUser)
    assert forwarded.forward_origin.sender_user.id == olena.id
    staff.hides(iryna)
    said = await staff.member(iryna).types("come at ten")
    hidden = await bot.forward_message(olena.id, staff.id, said.message_id)
    assert isinstance(hidden.forward_origin, MessageOriginChat)
    assert hidden.forward_origin.sender_chat.id == staff.id
    copy = await bot.copy_message(olena.id, staff.id, forwarded.message_id)
    assert "forward_origin" not in next(one for one in olena.chat if one.message_id == copy.message_id).payload
    again = await bot.forward_messages(staff.id, olena.id, [asked.message_id, hidden.message_id])
    assert len(again) == 2
    assert staff.chat[-1].payload["forward_origin"]["type"] == "chat"


async def test_the_bot_answers_with_a_quote(bot: Bot, staff: Group, olena: Person, iryna: Person) -> None:
    await staff.member(iryna).types("hello")
    asked = await olena.types("😀 May I come later? And with a child?")
    quoting = ReplyParameters(message_id=asked.message_id, quote="come later")
    sent = await bot.send_message(olena.id, "yes", reply_parameters=quoting)
    assert sent.quote
    assert (sent.quote.text, sent.quote.position) == ("come later", 9)
    assert (olena.last.quote, olena.last.answers) == ("come later", asked.message_id)
    wrong = ReplyParameters(message_id=asked.message_id, quote="never said")
    await refused(bot.send_message(olena.id, "x", reply_parameters=wrong), "QUOTE_TEXT_INVALID")
    lenient = ReplyParameters(message_id=999, allow_sending_without_reply=True)
    assert (await bot.send_message(olena.id, "x", reply_parameters=lenient)).reply_to_message is None


async def test_a_reply_into_another_topic_is_not_built(bot: Bot, staff: Group, iryna: Person) -> None:
    one, two = staff.creates_topic("One", iryna), staff.creates_topic("Two", iryna)
    said = await staff.member(iryna, one).types("hello")
    across = ReplyParameters(message_id=said.message_id)
    call = bot.send_message(staff.id, "x", message_thread_id=two.thread_id, reply_parameters=across)
    await refused(call, "a reply to another topic's message is not available in the sandbox")
    same = await bot.send_message(staff.id, "x", message_thread_id=one.thread_id, reply_parameters=across)
    assert same.reply_to_message
    assert same.reply_to_message.message_id == said.message_id
