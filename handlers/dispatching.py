"""Every conversation in its order; what nobody asked for comes last."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import Dispatcher
from aiogram.types import CallbackQuery, Message, TelegramObject

from handlers import (
    admin,
    admin_editing,
    admin_files,
    admin_links,
    admin_people,
    family,
    figures,
    groups,
    handoff,
    home_call,
    information,
    meeting,
    menu,
    my_data,
    notices,
    registration,
    staff,
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
    """The one who feeds an update passes ``talking`` with it (bot/talking.py), and ``staffing`` for what happens in a
    group (bot/staffing.py): the dispatcher itself keeps nothing.
    """
    message = event.message if isinstance(event, CallbackQuery) else event
    in_group = isinstance(message, Message) and message.chat.type != "private"
    return await data["staffing" if in_group else "talking"](handler, event, data)


dispatcher.message.outer_middleware(_talk)
dispatcher.edited_message.outer_middleware(_talk)
dispatcher.callback_query.outer_middleware(_talk)
dispatcher.message.middleware(count_section)
dispatcher.callback_query.middleware(count_section)
# Commands and keys of the menu go before an answer that is awaited: nobody is caught in a question.
dispatcher.include_routers(
    *(staff.router, groups.router, admin.router, menu.router, my_data.router, information.router, handoff.router),
    *(admin_people.invited, admin_people.router, figures.router, meeting.router, registration.router),
    *(admin_editing.router, admin_files.router, admin_links.router, family.router, home_call.router, notices.router),
    *(handoff.in_dialogue, taps.router, visits.router, waiting.router, menu.unasked),
)
UPDATES = tuple(dispatcher.resolve_used_update_types())  # all that Telegram is asked for
