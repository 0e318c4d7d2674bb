"""From what came over HTTP to one of aiogram's own method models; whatever does not fit is refused."""

import json
import re
import types
import typing
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

import aiogram.methods
from aiogram.client.default import Default
from aiogram.methods import TelegramMethod
from aiogram.types import (
    BufferedInputFile,
    ForceReply,
    InlineKeyboardMarkup,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)
from pydantic import BaseModel, ValidationError

from sandbox.refusals import INLINE_EXPECTED, TEXT_EMPTY, RefusedError, bad_request, not_built

Uploads = Mapping[str, BufferedInputFile]
Method = TelegramMethod[Any]
T = typing.TypeVar("T")

# Telegram's names of methods know no upper and lower case.
MODELS: dict[str, type[Method]] = {
    model.__api_method__.lower(): model
    for model in vars(aiogram.methods).values()
    if isinstance(model, type) and issubclass(model, TelegramMethod) and model is not TelegramMethod
}
# They change what a call does, and that is not built here: better a refusal than a wrong yes.
NOT_BUILT = (
    "business_connection_id",
    "direct_messages_topic_id",
    "suggested_post_parameters",
    "ephemeral_message_parameters",
    "receiver_user_id",
    "message_effect_id",
    "allow_paid_broadcast",
    "inline_message_id",
    "rich_message",
    "certificate",
    "thumbnail",
    "video_start_timestamp",
    "live_period",
    "heading",
    "proximity_alert_radius",
)
MARKUPS: dict[str, type[BaseModel]] = {
    "inline_keyboard": InlineKeyboardMarkup,
    "keyboard": ReplyKeyboardMarkup,
    "remove_keyboard": ReplyKeyboardRemove,
    "force_reply": ForceReply,
}
WHAT_IS_MISSING = {"text": TEXT_EMPTY, "chat_id": bad_request("chat_id is empty")}


def given(value: T | Default | None) -> T | None:
    """What the bot did send: aiogram's models stand a Default where nothing came."""
    return None if isinstance(value, Default) else value


def read_call(model: type[Method], raw: Mapping[str, Any], uploads: Uploads) -> Method:
    strange = [name for name in raw if name not in model.model_fields]
    if strange:
        raise RefusedError(bad_request(f"unknown parameter {strange[0]!r} of {model.__api_method__}"))
    for name in NOT_BUILT:
        if name in raw:
            raise RefusedError(not_built(f"parameter {name}"))
    try:
        call = model.model_validate({name: _decoded(model, name, value, uploads) for name, value in raw.items()})
    except ValidationError as error:
        raise _refused(error) from error
    for path in _unknown(call, ()):
        raise RefusedError(bad_request(f"unknown field {'.'.join(path)!r} of {model.__api_method__}"))
    return call


def _decoded(model: type[Method], name: str, value: Any, uploads: Uploads) -> Any:
    if isinstance(value, str) and _is_structured(model, name):
        try:
            value = json.loads(value)
        except ValueError as error:
            raise RefusedError(bad_request(f"can't parse {name}: it is not JSON")) from error
    if name == "reply_markup":
        return _markup(value)
    if name.endswith("chat_id") and isinstance(value, str) and re.fullmatch(r"-?\d{1,18}", value):
        return int(value)
    return _with_files(value, uploads)


def _markup(value: Any) -> Any:
    """By what it holds: left to itself, pydantic takes a broken inline keyboard for a wish to remove one."""
    kinds = [model for name, model in MARKUPS.items() if isinstance(value, dict) and name in value]
    if len(kinds) != 1:
        raise RefusedError(bad_request("can't parse reply_markup: exactly one kind of keyboard is expected"))
    return kinds[0].model_validate(value)


def _with_files(value: Any, uploads: Uploads) -> Any:
    if isinstance(value, dict):
        return {name: _with_files(item, uploads) for name, item in value.items()}
    if isinstance(value, list):
        return [_with_files(item, uploads) for item in value]
    if isinstance(value, str) and value.startswith("attach://") and uploads:
        return uploads.get(value.removeprefix("attach://"), value)
    return value


@cache
def _is_structured(model: type[Method], name: str) -> bool:
    """A list or an object: such parameters come as JSON inside a string."""
    leaves = tuple(_leaves(model.model_fields[name].annotation))
    return str not in leaves and any(
        typing.get_origin(leaf) in {list, dict} or (isinstance(leaf, type) and issubclass(leaf, BaseModel))
        for leaf in leaves
    )


def _leaves(annotation: Any) -> Iterator[Any]:
    origin = typing.get_origin(annotation)
    if origin in {typing.Union, types.UnionType, typing.Annotated}:
        arguments = typing.get_args(annotation)
        for part in arguments[:1] if origin is typing.Annotated else arguments:
            yield from _leaves(part)
    else:
        yield annotation


def _unknown(model: BaseModel, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Fields that aiogram's models swallow though Telegram has no such ones."""
    for name in model.model_extra or ():
        yield (*path, name)
    for name in model.model_fields_set:
        value = getattr(model, name)
        if isinstance(value, BaseModel):
            yield from _unknown(value, (*path, name))
        elif isinstance(value, list):
            for item in _models(value):
                yield from _unknown(item, (*path, name))


def _models(values: Iterable[Any]) -> Iterator[BaseModel]:
    for value in values:
        if isinstance(value, BaseModel):
            yield value
        elif isinstance(value, list):
            yield from _models(value)


def _refused(error: ValidationError) -> RefusedError:
    first = error.errors(include_url=False, include_context=False)[0]
    place = [str(part) for part in first["loc"]]
    if place == ["reply_markup"]:
        return RefusedError(INLINE_EXPECTED)
    if first["type"] == "missing" and len(place) == 1:
        return RefusedError(WHAT_IS_MISSING.get(place[0], bad_request(f"parameter {place[0]!r} is required")))
    return RefusedError(bad_request(f"can't parse {'.'.join(place)}: {first['msg']}"))
