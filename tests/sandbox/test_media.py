"""Everything but words: sent by the bot, by people, alone and as albums."""

import pytest
from aiogram import Bot
from aiogram.types import (
    BufferedInputFile,
    InputMediaDocument,
    InputMediaPhoto,
    InputMediaVideo,
    MediaUnion,
    Message,
)

from sandbox import Person
from sandbox.pictures import plain_png
from tests.sandbox.refused import refused

SOUND = BufferedInputFile(b"OggS", "hello.oga")


def picture(shade: int = 0) -> BufferedInputFile:
    return BufferedInputFile(plain_png(colour=(shade, 0, 0)), "x.png")


@pytest.fixture(autouse=True)
async def met(olena: Person, bot: Bot) -> None:
    await olena.types("/start")
    await bot.get_updates(offset=1 << 40)


async def heard(bot: Bot) -> list[Message]:
    return [message for update in await bot.get_updates() if (message := update.message)]


async def test_a_voice_keeps_what_is_told_of_it(bot: Bot, olena: Person) -> None:
    sent = await bot.send_voice(olena.id, SOUND, caption="<b>hi</b>", parse_mode="HTML", duration=4)
    assert sent.voice
    assert (sent.voice.duration, sent.voice.mime_type, sent.html_text) == (4, "audio/ogg", "<b>hi</b>")
    again = await bot.send_voice(olena.id, sent.voice.file_id, duration=99)
    assert again.voice == sent.voice
    assert olena.last.file_id == sent.voice.file_id
    assert olena.last.words == "«voice»"


async def test_round_videos_stickers_videos_and_music(bot: Bot, olena: Person) -> None:
    note = await bot.send_video_note(olena.id, BufferedInputFile(b"mp4", "x.mp4"), duration=5, length=240)
    assert note.video_note
    assert (note.video_note.duration, note.video_note.length) == (5, 240)
    sticker = await bot.send_sticker(olena.id, BufferedInputFile(b"webp", "x.webp"), emoji="👍")
    assert sticker.sticker
    assert (sticker.sticker.emoji, sticker.sticker.type) == ("👍", "regular")
    video = await bot.send_video(olena.id, BufferedInputFile(b"mp4", "x-ray.mp4"), caption="look", duration=3)
    assert video.video
    assert (video.video.file_name, video.video.mime_type, video.video.duration) == ("x-ray.mp4", "video/mp4", 3)
    music = await bot.send_audio(olena.id, BufferedInputFile(b"mp3", "a.mp3"), title="Calm", performer="Nobody")
    assert music.audio
    assert (music.audio.title, music.audio.mime_type) == ("Calm", "audio/mpeg")


async def test_people_send_them_and_the_bot_sends_them_on_by_their_ids(bot: Bot, olena: Person) -> None:
    await olena.sends_voice(7, caption="listen")
    await olena.sends_video_note(5)
    await olena.sends_sticker("🙏")
    await olena.sends_document(b"%PDF", "referral.pdf", caption="here")
    await olena.sends_video(9, caption="look")
    voice, note, sticker, document, video = await heard(bot)
    assert voice.voice
    assert (voice.voice.duration, voice.caption) == (7, "listen")
    assert note.video_note
    assert sticker.sticker
    assert document.document
    assert video.video
    assert (document.document.file_name, video.video.duration) == ("referral.pdf", 9)
    await bot.send_voice(olena.id, voice.voice.file_id)
    await bot.send_video_note(olena.id, note.video_note.file_id)
    await bot.send_sticker(olena.id, sticker.sticker.file_id)
    await bot.send_document(olena.id, document.document.file_id)
    resent = await bot.send_video(olena.id, video.video.file_id)
    assert resent.video == video.video


async def test_a_file_is_only_what_it_is(bot: Bot, olena: Person) -> None:
    sent = await bot.send_voice(olena.id, SOUND)
    assert sent.voice
    await refused(bot.send_document(olena.id, sent.voice.file_id), "can't use file of type VoiceNote as Document")
    await refused(bot.send_video_note(olena.id, sent.voice.file_id), "can't use file of type VoiceNote as VideoNote")
    await refused(bot.send_sticker(olena.id, "BQACnonsense"), "wrong file identifier")


async def test_more_than_twenty_megabytes_cannot_be_fetched(bot: Bot, olena: Person) -> None:
    large = await olena.sends_document(bytes((20 << 20) + 1), "scan.pdf")
    assert large.file_id
    await refused(bot.get_file(large.file_id), "Bad Request: file is too big")
    assert (await bot.send_document(olena.id, large.file_id)).document
    small = await olena.sends_document(bytes(20 << 20), "scan.pdf")
    assert small.file_id
    assert (await bot.get_file(small.file_id)).file_path


async def test_the_bot_sends_an_album(bot: Bot, olena: Person) -> None:
    photo = InputMediaPhoto(media=picture(1), caption="<i>tests</i>", parse_mode="HTML")
    parts: list[MediaUnion] = [photo, InputMediaVideo(media=SOUND)]
    first, second = await bot.send_media_group(olena.id, parts)
    assert first.media_group_id == second.media_group_id is not None
    assert (first.html_text, first.photo is not None, second.video is not None) == ("<i>tests</i>", True, True)
    assert [message.album for message in olena.chat[-2:]] == [first.media_group_id] * 2
    more: list[MediaUnion] = [InputMediaPhoto(media=picture(shade)) for shade in (2, 3)]
    other, _ = await bot.send_media_group(olena.id, more)
    assert other.media_group_id != first.media_group_id
    (alone,) = await bot.send_media_group(olena.id, [InputMediaPhoto(media=picture())])
    assert alone.media_group_id is None


async def test_what_is_no_album_is_not_sent_at_all(bot: Bot, olena: Person) -> None:
    document = InputMediaDocument(media=BufferedInputFile(b"x", "a.txt"))
    before = len(olena.chat)
    wrong: list[tuple[list[MediaUnion], str]] = [
        ([InputMediaPhoto(media=picture()), document], "document can't be mixed with other media types"),
        ([InputMediaPhoto(media=picture())] * 11, "too many messages to send as an album"),
        ([], "there are no messages to send"),
        ([InputMediaPhoto(media=picture()), InputMediaPhoto(media="AgACnonsense")], "wrong file identifier"),
        ([InputMediaPhoto(media=picture(), caption="x" * 1025)], "message caption is too long"),
    ]
    for parts, words in wrong:
        await refused(bot.send_media_group(olena.id, parts), words)
    assert len(olena.chat) == before


async def test_an_album_of_a_persons_is_an_update_a_message(bot: Bot, olena: Person) -> None:
    sent = await olena.sends_album(3, caption="my tests")
    messages = await heard(bot)
    assert {message.media_group_id for message in messages} == {sent[0].album}
    assert [message.caption for message in messages] == ["my tests", None, None]
    assert len({message.photo[-1].file_unique_id for message in messages if message.photo}) == 3
    await olena.sends_album(2, "document")
    assert {message.media_group_id for message in (await heard(bot))[3:]} != {sent[0].album}
    with pytest.raises(ValueError, match="not of 'voice'"):
        await olena.sends_album(2, "voice")


async def test_a_caption_is_edited_and_an_album_stays_one(bot: Bot, olena: Person) -> None:
    first, _ = await olena.sends_album(2, caption="my tsts")
    await olena.edits(first, "my tests")
    edited = (await bot.get_updates(offset=-1))[0].edited_message
    assert edited
    assert (edited.caption, edited.media_group_id) == ("my tests", first.album)
    sticker = await olena.sends_sticker()
    with pytest.raises(ValueError, match="nothing to edit"):
        await olena.edits(sticker, "x")
    with pytest.raises(ValueError, match="up to 1024"):
        await olena.edits(first, "x" * 1025)
