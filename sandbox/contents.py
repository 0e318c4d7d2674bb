"""What a message is made of: words checked against Telegram's limits, pictures, files, places."""

import mimetypes
from collections.abc import Sequence
from typing import Any

from aiogram.client.default import Default
from aiogram.types import BufferedInputFile, InputFile, LinkPreviewOptions, MessageEntity

from sandbox.entities import Formatted, explicit, trimmed
from sandbox.files import LARGEST_UPLOAD, photo_sizes
from sandbox.html_reading import read_html
from sandbox.messages import Json
from sandbox.parameters import given
from sandbox.refusals import (
    CAPTION_TOO_LONG,
    FILE_TOO_BIG,
    TEXT_EMPTY,
    TEXT_TOO_LONG,
    WRONG_FILE,
    Refusal,
    RefusedError,
    bad_request,
    not_built,
)
from sandbox.world import World

MOST_TEXT = 4096
MOST_CAPTION = 1024
NAMED = frozenset({"document", "video", "audio"})
MOST_LATITUDE = 90
MOST_LONGITUDE = 180

ParseMode = str | Default | None
Entities = Sequence[MessageEntity] | None


def formatted(words: str, mode: ParseMode, entities: Entities) -> Formatted:
    try:
        words.encode()
    except UnicodeEncodeError as error:
        raise RefusedError(bad_request("strings must be encoded in UTF-8")) from error
    match (given(mode) or "").lower():
        case "html":
            return read_html(words)
        case "":
            return explicit(words, entities or ())
        case "markdown" | "markdownv2":
            raise RefusedError(not_built("parse_mode Markdown"))
    raise RefusedError(bad_request("unsupported parse_mode"))


def text_content(words: str | None, mode: ParseMode, entities: Entities, too_long: Refusal = TEXT_TOO_LONG) -> Json:
    said = formatted(words or "", mode, entities)
    if not said.text:
        raise RefusedError(TEXT_EMPTY)
    if said.units > MOST_TEXT:
        raise RefusedError(too_long)
    return {"text": said.text, **({"entities": said.json()} if said.entities else {})}


def caption_content(
    words: str | None, mode: ParseMode, entities: Entities, too_long: Refusal = CAPTION_TOO_LONG
) -> Json:
    said = formatted(words or "", mode, entities)
    if said.units > MOST_CAPTION:
        raise RefusedError(too_long)
    if not said.text:
        return {}
    return {"caption": said.text, **({"caption_entities": said.json()} if said.entities else {})}


def said_in(message: Json) -> Formatted:
    """The text or the caption of a kept message with its formatting."""
    words, entities = ("text", "entities") if "text" in message else ("caption", "caption_entities")
    models = [MessageEntity.model_validate(entity) for entity in message.get(entities, ())]
    return explicit(message.get(words, ""), models) if models else trimmed(Formatted(message.get(words, "")))


def link_preview(options: LinkPreviewOptions | Default | None, disabled: bool | Default | None) -> Json:
    chosen: dict[str, Any] = {"is_disabled": True} if given(disabled) else {}
    if found := given(options):
        chosen |= {name: value for name, value in dict(found).items() if given(value) is not None}
    return {"link_preview_options": chosen} if chosen else {}


def photo_content(world: World, photo: str | InputFile) -> Json:
    if isinstance(photo, str):
        return {"photo": photo_sizes(world.files.known(photo, "photo"))}
    return {"photo": photo_sizes(world.files.keep_photo(_upload(photo).data))}


def document_content(world: World, document: str | InputFile) -> Json:
    return media_content(world, "document", document, {})


def media_content(world: World, kind: str, file: str | InputFile, shape: Json) -> Json:
    """A file sent as such a kind of thing; `shape` is told of an upload, a known file keeps its own."""
    if isinstance(file, str):
        return {kind: world.files.known(file, kind).json()}
    upload = _upload(file)
    named = _named(upload.filename or "file") if kind in NAMED else {}
    return {kind: world.files.keep(kind, upload.data, upload.filename or kind, named | shape).json()}


def _named(name: str) -> Json:
    return {"file_name": name, "mime_type": mimetypes.guess_type(name)[0] or "application/octet-stream"}


def place_content(latitude: float, longitude: float, accuracy: float | None = None) -> Json:
    if abs(latitude) > MOST_LATITUDE or abs(longitude) > MOST_LONGITUDE:
        raise RefusedError(bad_request("wrong latitude or longitude specified"))
    exactness = {} if accuracy is None else {"horizontal_accuracy": accuracy}
    return {"location": {"latitude": latitude, "longitude": longitude, **exactness}}


def _upload(file: InputFile) -> BufferedInputFile:
    if not isinstance(file, BufferedInputFile):
        raise RefusedError(WRONG_FILE)
    if not file.data:
        raise RefusedError(bad_request("file must be non-empty"))
    if len(file.data) > LARGEST_UPLOAD:
        raise RefusedError(FILE_TOO_BIG)
    return file
