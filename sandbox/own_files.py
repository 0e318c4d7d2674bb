"""What a person has on their phone to send: invented files."""

from functools import cache
from pathlib import Path

from aiogram.types import BufferedInputFile

from sandbox.contents import document_content, photo_content
from sandbox.messages import Json
from sandbox.pictures import plain_png
from sandbox.things import sticker_shape, video_note_shape, video_shape, voice_shape
from sandbox.world import World


def photo(world: World, picture: bytes | None = None, colour: int = 120) -> Json:
    return photo_content(world, BufferedInputFile(picture or plain_png(colour=(colour, 160, 200)), "photo.png"))


def document(world: World, content: bytes, name: str) -> Json:
    return document_content(world, BufferedInputFile(content, name))


def sticker(world: World, emoji: str) -> Json:
    return _kept(world, "sticker", emoji.encode(), "sticker.webp", sticker_shape(emoji))


def voice(world: World, seconds: int) -> Json:
    """It says nothing: a few notes, in the format of a phone's recording."""
    return _kept(world, "voice", _notes(), "voice.oga", voice_shape(seconds))


@cache
def _notes() -> bytes:
    return Path(__file__).with_name("voice.oga").read_bytes()


def video_note(world: World, seconds: int) -> Json:
    return _kept(world, "video_note", b"round", "round.mp4", video_note_shape(seconds))


def video(world: World, seconds: int, name: str = "video.mp4") -> Json:
    shape = {"file_name": name, "mime_type": "video/mp4"} | video_shape(seconds)
    return _kept(world, "video", b"video", name, shape)


def album(world: World, kind: str, count: int) -> list[Json]:
    """So many different things of a kind, each with the number of the album."""
    together = {"media_group_id": world.next_album()}
    return [_part(world, kind, number) | together for number in range(1, count + 1)]


def _part(world: World, kind: str, number: int) -> Json:
    match kind:
        case "photo":
            return photo(world, colour=40 * number % 256)
        case "document":
            return document(world, f"page {number}".encode(), f"page-{number}.pdf")
        case "video":
            return video(world, number, f"video-{number}.mp4")
    raise ValueError(f"albums are of photos, documents or videos, not of {kind!r}")


def _kept(world: World, kind: str, content: bytes, name: str, shape: Json) -> Json:
    return {kind: world.files.keep(kind, content, name, shape).json()}
