"""Whoever is no admin gets from an admin's command or button what anything unknown gets."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import Router
from aiogram.types import CallbackQuery, Message, TelegramObject

from handlers.menu import anything_else
from handlers.screen import Answer
from handlers.screens import menu
from handlers.screens.admin import home, parts
from handlers.talk import Talk
from reception.admin.changes import PlaceGone
from reception.admin.edits import Admin
from reception.admin.parts import Spot

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Answer | None]]


def for_admins(name: str) -> Router:
    """A router whose handlers are given ``admin``; looked up on each message and each tap."""
    router = Router(name=name)
    router.message.middleware(_admins_alone)
    router.callback_query.middleware(_admins_alone)
    return router


async def _admins_alone(handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Answer | None:
    talk: Talk | None = data.get("talk")
    assert isinstance(event, Message | CallbackQuery)  # registered for these two
    if talk is None:
        return None  # in a group nobody is talked with
    if not await talk.desk.admin.admins.may(talk.person.id, talk.person.telegram_id):
        return await _unknown(event, talk)
    try:
        return await handler(event, data | {"admin": admin(talk, event)})
    except PlaceGone:
        button = data.get("callback_data")
        return await meanwhile(talk, getattr(button, "spot", None))


def admin(talk: Talk, event: Message | CallbackQuery) -> Admin:
    assert event.from_user is not None  # only a channel's message has no sender
    return Admin(talk.person.id, talk.person.telegram_id, event.from_user.full_name)


async def meanwhile(talk: Talk, spot: Spot | None) -> Answer:
    """The list anew, as another admin has left it; the menu where that is gone, too."""
    told = home.changed_meanwhile(talk.say)
    clinic = await talk.desk.admin.clinic()
    if spot is not None:
        try:
            return [told, parts.part_list(talk.say, clinic, Spot(spot.part, of=spot.of))]
        except PlaceGone:
            pass
    return [told, home.home(talk.say, clinic)]


async def _unknown(event: Message | CallbackQuery, talk: Talk) -> Answer | None:
    if isinstance(event, CallbackQuery):
        return menu.outdated(talk.say, talk.desk.clinic)
    answer: Answer | None = await anything_else(event, talk)
    return answer
