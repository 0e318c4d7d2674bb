"""Every conversation in its order; what nobody asked for comes last."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import Dispatcher
from aiogram.types import Message, TelegramObject

from handlers import (
    family,
    figures,
    groups,
    information,
    meeting,
    menu,
    my_data,
    notices,
    registration,
    visits,
    waiting,
)
from handlers.booking import taps
from handlers.sections import count_section

# aiogram's own storage and event isolation are not used: state is in rows, order is the intake's.
dispatcher = Dispatcher(disable_fsm=True)


async def _talk(
    handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]], event: TelegramObject, data: dict[str, Any]
) -> Any:
    """The one who feeds an update passes ``talking`` with it (bot/talking.py): the dispatcher itself keeps nothing.

    In a group nobody is talked with (groups.py).
    """
    if isinstance(event, Message) and event.chat.type != "private":
        return await handler(event, data)
    return await data["talking"](handler, event, data)


dispatcher.message.outer_middleware(_talk)
dispatcher.edited_message.outer_middleware(_talk)
dispatcher.callback_query.outer_middleware(_talk)
dispatcher.message.middleware(count_section)
dispatcher.callback_query.middleware(count_section)
# Commands and keys of the menu go before an answer that is awaited: nobody is caught in a question.
dispatcher.include_routers(
    *(
        groups.router,
        menu.router,
        figures.router,
        my_data.router,
        information.router,
        meeting.router,
        registration.router,
    ),
    *(family.router, notices.router, taps.router, visits.router, waiting.router, menu.unasked),
)
UPDATES = tuple(dispatcher.resolve_used_update_types())  # all that Telegram is asked for
