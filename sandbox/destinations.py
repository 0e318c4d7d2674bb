"""Where a new message of the bot goes: its chat and topic, what it answers, and what all sending methods have."""

from typing import Any

from aiogram.types import InlineKeyboardMarkup, ReplyKeyboardMarkup, ReplyMarkupUnion, ReplyParameters

from sandbox.chats import Chat
from sandbox.contents import formatted
from sandbox.entities import units
from sandbox.keyboards import inline_rows, reply_keyboard
from sandbox.messages import Json, without_reply
from sandbox.parameters import given
from sandbox.refusals import REPLY_NOT_FOUND, RefusedError, bad_request, not_built
from sandbox.world import World


def destination(world: World, call: Any) -> Chat:
    """The chat that a call names, if the bot may write into its topic; a reply goes where the other message stands."""
    chat = world.chat_to_write(call.chat_id)
    if refusal := chat.barred(call.message_thread_id or _thread_of_reply(chat, call)):
        raise RefusedError(refusal)
    return chat


def deliver(world: World, chat: Chat, call: Any, content: Json) -> Json:
    """Post what is made of `content` and of the options that all sending methods have."""
    if refusal := chat.forbids(content):
        raise RefusedError(refusal)
    body = chat.threading(call.message_thread_id, _reply(chat, call)) | content
    if given(call.protect_content):
        body["has_protected_content"] = True
    markup = getattr(call, "reply_markup", None)
    if rows := inline_rows(markup if isinstance(markup, InlineKeyboardMarkup) else None):
        body["reply_markup"] = {"inline_keyboard": rows}
    coming = reply_keyboard(markup, chat.last_id + 1) if isinstance(markup, ReplyKeyboardMarkup) else None
    message = world.post(chat, world.bot, body)
    if markup is not None and not isinstance(markup, InlineKeyboardMarkup):
        chat.uneditable.add(message["message_id"])
        if coming or _takes_away(markup):
            world.show_keyboard(chat, coming)
    return message


def _takes_away(markup: ReplyMarkupUnion) -> bool:
    return bool(getattr(markup, "remove_keyboard", False))


def _thread_of_reply(chat: Chat, call: Any) -> int | None:
    original = chat.messages.get(_number_replied_to(call) or 0, {})
    thread: int | None = original.get("message_thread_id") if original.get("is_topic_message") else None
    return thread


def _number_replied_to(call: Any) -> int | None:
    asked: ReplyParameters | None = getattr(call, "reply_parameters", None)
    number: int | None = asked.message_id if asked else getattr(call, "reply_to_message_id", None)
    return number


def _reply(chat: Chat, call: Any) -> Json:
    asked: ReplyParameters | None = getattr(call, "reply_parameters", None)
    if asked and asked.chat_id not in {None, chat.id}:
        raise RefusedError(not_built("a reply to another chat's message"))
    number = _number_replied_to(call)
    if number is None:
        return {}
    if original := chat.messages.get(number):
        return _answering(chat, call, original)
    if (given(asked.allow_sending_without_reply) if asked else call.allow_sending_without_reply) is True:
        return {}
    raise RefusedError(REPLY_NOT_FOUND)


def _answering(chat: Chat, call: Any, original: Json) -> Json:
    thread = original.get("message_thread_id") if original.get("is_topic_message") else None
    if call.message_thread_id is not None and chat.barred(1) and thread != call.message_thread_id:
        raise RefusedError(not_built("a reply to another topic's message"))
    asked: ReplyParameters | None = getattr(call, "reply_parameters", None)
    quote = _quote(asked, original) if asked and asked.quote else {}
    return {"reply_to_message": without_reply(original)} | quote


def _quote(asked: ReplyParameters, original: Json) -> Json:
    """Must stand in the other message word for word."""
    quoted = formatted(asked.quote or "", asked.quote_parse_mode, asked.quote_entities)
    words = str(original.get("text") or original.get("caption") or "")
    if quoted.text not in words:
        raise RefusedError(bad_request("QUOTE_TEXT_INVALID"))
    position = units(words[: words.index(quoted.text)])
    entities = {"entities": quoted.json()} if quoted.entities else {}
    return {"quote": {"text": quoted.text, "position": position, "is_manual": True, **entities}}
