"""Photos and documents: uploads, file ids, edits that change the picture."""

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramEntityTooLarge
from aiogram.types import (
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    InputMediaPhoto,
    InputMediaVideo,
    Message,
)
from PIL import Image

from sandbox import Person, TelegramServer
from sandbox.pictures import plain_png, size_of
from tests.sandbox.conftest import bot_of

YES = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Yes", callback_data="yes")]])
WRONG_ID = "Bad Request: wrong file identifier/HTTP URL specified"


def picture(width: int = 30, height: int = 20, colour: tuple[int, int, int] = (1, 2, 3)) -> BufferedInputFile:
    return BufferedInputFile(plain_png(width, height, colour), "portrait.png")


def id_of(message: Message | bool) -> str:
    assert isinstance(message, Message)
    assert message.photo
    return message.photo[-1].file_id


@pytest.fixture(autouse=True)
async def met(olena: Person) -> None:
    await olena.types("/start")


async def test_an_upload_gets_an_id_that_works_again(bot: Bot, olena: Person) -> None:
    first = await bot.send_photo(olena.id, picture(), caption="<b>Dr</b>", parse_mode="HTML")
    assert first.photo
    assert (first.photo[-1].width, first.photo[-1].height, first.html_text) == (30, 20, "<b>Dr</b>")
    again = await bot.send_photo(olena.id, id_of(first))
    assert again.photo == first.photo
    assert olena.last.photo == id_of(first)
    other = await bot.send_photo(olena.id, picture(colour=(9, 9, 9)))
    assert id_of(other) != id_of(first)


async def test_a_file_can_be_fetched(bot: Bot, olena: Person) -> None:
    sent = await olena.sends_photo(plain_png(5, 5))
    assert sent.photo
    fetched = await bot.download(sent.photo)
    assert fetched
    assert fetched.read() == plain_png(5, 5)
    with pytest.raises(TelegramBadRequest, match="wrong file identifier"):
        await bot.get_file("AgACnonsense")


async def test_an_id_of_another_bot_is_no_id_here(bot: Bot, olena: Person) -> None:
    mine = id_of(await bot.send_photo(olena.id, picture()))
    async with await TelegramServer.start("43:TEST") as elsewhere, bot_of(elsewhere) as other:
        ihor = elsewhere.person("Ihor")
        await ihor.types("/start")
        assert id_of(await other.send_photo(ihor.id, picture())) != mine
        with pytest.raises(TelegramBadRequest, match=WRONG_ID):
            await other.send_photo(ihor.id, mine)


async def test_the_same_bot_is_known_by_its_ids_after_a_restart_only_once_uploaded(bot: Bot, olena: Person) -> None:
    before = id_of(await bot.send_photo(olena.id, picture()))
    async with await TelegramServer.start("42:TEST") as restarted, bot_of(restarted) as same:
        again = restarted.person("Olena")
        await again.types("/start")
        with pytest.raises(TelegramBadRequest, match=WRONG_ID):
            await same.send_photo(again.id, before)
        assert id_of(await same.send_photo(again.id, picture())) == before


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"not a picture", "IMAGE_PROCESS_FAILED"),
        (plain_png(1, 21), "PHOTO_INVALID_DIMENSIONS"),
        (plain_png(9000, 1001)[:60], "PHOTO_INVALID_DIMENSIONS"),
        (plain_png(30, 20) + bytes(10 << 20), "too big for a photo"),
        (b"", "file must be non-empty"),
    ],
)
async def test_what_is_no_photo(bot: Bot, olena: Person, content: bytes, words: str) -> None:
    with pytest.raises(TelegramBadRequest, match=words):
        await bot.send_photo(olena.id, BufferedInputFile(content, "x.png"))


@pytest.mark.parametrize(
    ("source", "words"),
    [("https://clinic.example/a.png", "failed to get HTTP URL content"), ("attach://nothing", WRONG_ID)],
)
async def test_a_photo_from_nowhere(bot: Bot, olena: Person, source: str, words: str) -> None:
    with pytest.raises(TelegramBadRequest, match=words):
        await bot.send_photo(olena.id, source)


async def test_more_than_fifty_megabytes(bot: Bot, olena: Person) -> None:
    with pytest.raises(TelegramEntityTooLarge):
        await bot.send_document(olena.id, BufferedInputFile(bytes((50 << 20) + 1), "x.bin"))


async def test_a_document_keeps_its_name_and_is_no_photo(bot: Bot, olena: Person) -> None:
    sent = await bot.send_document(olena.id, BufferedInputFile(b"BEGIN:VCALENDAR", "visit.ics"), caption="Your visit")
    assert sent.document
    assert (sent.document.file_name, sent.document.mime_type, sent.document.file_size) == (
        "visit.ics",
        "text/calendar",
        15,
    )
    assert olena.last.words == "«document visit.ics» Your visit"
    with pytest.raises(TelegramBadRequest, match="can't use file of type Document as Photo"):
        await bot.send_photo(olena.id, sent.document.file_id)


async def test_a_caption_ends_at_1024_letters(bot: Bot, olena: Person) -> None:
    sent = await bot.send_photo(olena.id, picture(), caption=f"<b>{'x' * 1024}</b>", parse_mode="HTML")
    with pytest.raises(TelegramBadRequest, match="message caption is too long"):
        await bot.send_photo(olena.id, picture(), caption="x" * 1025)
    with pytest.raises(TelegramBadRequest, match="MEDIA_CAPTION_TOO_LONG"):
        await sent.edit_caption(caption="x" * 1025)


async def test_a_text_becomes_a_photo_and_a_photo_another_but_never_a_text(bot: Bot, olena: Person) -> None:
    panel = await bot.send_message(olena.id, "Doctors", reply_markup=YES)
    card = await panel.edit_media(InputMediaPhoto(media=picture(), caption="Dr <b>One</b>", parse_mode="HTML"))
    assert (olena.last.message_id, olena.last.html, olena.last.buttons) == (panel.message_id, "Dr <b>One</b>", [])
    other = await panel.edit_media(InputMediaPhoto(media=picture(40, 40), caption="Dr Two"), reply_markup=YES)
    assert id_of(other) != id_of(card)
    with pytest.raises(TelegramBadRequest, match="there is no text in the message to edit"):
        await panel.edit_text("Doctors")
    await panel.edit_caption(caption="Dr Three", reply_markup=YES)
    assert (olena.last.photo, olena.last.caption, olena.last.buttons[0][0].text) == (id_of(other), "Dr Three", "Yes")
    with pytest.raises(TelegramBadRequest, match="message is not modified"):
        await panel.edit_media(InputMediaPhoto(media=id_of(other), caption="Dr Three"), reply_markup=YES)


async def test_a_text_has_no_caption_and_a_place_no_picture(bot: Bot, olena: Person) -> None:
    panel = await bot.send_message(olena.id, "Doctors")
    with pytest.raises(TelegramBadRequest, match="there is no caption in the message to edit"):
        await panel.edit_caption(caption="x")
    place = await bot.send_location(olena.id, 46, 30)
    with pytest.raises(TelegramBadRequest, match="message can't be edited"):
        await place.edit_media(InputMediaPhoto(media=picture()))
    with pytest.raises(TelegramBadRequest, match="media of type video is not available"):
        await panel.edit_media(InputMediaVideo(media=picture()))
    await panel.edit_media(InputMediaDocument(media=BufferedInputFile(b"x", "a.txt")))
    assert olena.chat[1].document


@pytest.mark.parametrize("kind", ["png", "jpeg"])
@pytest.mark.parametrize("progressive", [True, False])
def test_sizes_are_read_from_the_header(
    tmp_path_factory: pytest.TempPathFactory, kind: str, *, progressive: bool
) -> None:
    path = tmp_path_factory.mktemp("pictures") / f"x.{kind}"
    Image.new("RGB", (301, 203), "teal").save(path, progressive=progressive, exif=b"Exif\0\0" + bytes(300))
    assert (size := size_of(path.read_bytes()))
    assert (size.width, size.height) == (301, 203)
    assert size_of(path.read_bytes()[:10]) is None
