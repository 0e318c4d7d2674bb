"""Voices, round videos, stickers, videos, music, and albums of what can stand in one."""

from typing import Any

from aiogram.methods import SendAudio, SendMediaGroup, SendSticker, SendVideo, SendVideoNote, SendVoice
from aiogram.types import InputFile, InputMediaAudio, InputMediaDocument, InputMediaPhoto, InputMediaVideo

from sandbox import things
from sandbox.contents import document_content, media_content, photo_content
from sandbox.destinations import deliver, destination
from sandbox.messages import Json
from sandbox.methods_sending import caption_of, looks_of
from sandbox.parameters import given
from sandbox.refusals import RefusedError, bad_request, not_built
from sandbox.world import World

MOST_IN_ALBUM = 10
# They go only with their like; photos and videos may be mixed.
UNMIXED = frozenset({"document", "audio"})


async def send_voice(world: World, call: SendVoice) -> Json:
    chat = destination(world, call)
    voice = media_content(world, "voice", call.voice, things.voice_shape(call.duration or 0))
    return deliver(world, chat, call, voice | caption_of(call))


async def send_video_note(world: World, call: SendVideoNote) -> Json:
    chat = destination(world, call)
    shape = things.video_note_shape(call.duration or 0, call.length or 384)
    return deliver(world, chat, call, media_content(world, "video_note", call.video_note, shape))


async def send_sticker(world: World, call: SendSticker) -> Json:
    chat = destination(world, call)
    return deliver(world, chat, call, media_content(world, "sticker", call.sticker, things.sticker_shape(call.emoji)))


async def send_video(world: World, call: SendVideo) -> Json:
    chat = destination(world, call)
    return deliver(world, chat, call, _video(world, call.video, call) | caption_of(call) | looks_of(call))


async def send_audio(world: World, call: SendAudio) -> Json:
    chat = destination(world, call)
    return deliver(world, chat, call, _audio(world, call.audio, call) | caption_of(call))


async def send_media_group(world: World, call: SendMediaGroup) -> list[Json]:
    """Messages that belong together by their media_group_id; all of them or none."""
    chat = destination(world, call)
    contents = [_part(world, media) for media in call.media]
    _check_album(contents)
    together = {"media_group_id": world.next_album()} if len(contents) > 1 else {}
    return [deliver(world, chat, call, content | together) for content in contents]


def _part(world: World, media: Any) -> Json:
    if isinstance(media, InputMediaPhoto):
        return photo_content(world, media.media) | caption_of(media) | looks_of(media)
    if isinstance(media, InputMediaVideo):
        return _video(world, media.media, media) | caption_of(media) | looks_of(media)
    if isinstance(media, InputMediaDocument):
        return document_content(world, media.media) | caption_of(media)
    if isinstance(media, InputMediaAudio):
        return _audio(world, media.media, media) | caption_of(media)
    raise RefusedError(not_built(f"media of type {media.type}"))


def _check_album(contents: list[Json]) -> None:
    if len(contents) > MOST_IN_ALBUM:
        raise RefusedError(bad_request("too many messages to send as an album"))
    if not contents:
        raise RefusedError(bad_request("there are no messages to send"))
    kinds = {next(kind for kind in things.CAPTIONED if kind in content) for content in contents}
    if len(kinds) > 1 and (unmixed := sorted(kinds & UNMIXED)):
        raise RefusedError(bad_request(f"{unmixed[0]} can't be mixed with other media types"))


def _video(world: World, video: str | InputFile, told: Any) -> Json:
    shape = things.video_shape(given(told.duration) or 0, told.width or 640, told.height or 360)
    return media_content(world, "video", video, shape)


def _audio(world: World, audio: str | InputFile, told: Any) -> Json:
    names = {name: value for name in ("performer", "title") if (value := getattr(told, name))}
    return media_content(world, "audio", audio, {"duration": given(told.duration) or 0, **names})


MEDIA: dict[str, Any] = {
    "sendVoice": send_voice,
    "sendVideoNote": send_video_note,
    "sendSticker": send_sticker,
    "sendVideo": send_video,
    "sendAudio": send_audio,
    "sendMediaGroup": send_media_group,
}
