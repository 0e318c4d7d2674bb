"""Which sections of the menu are opened, however people get there: counted, and nobody's own (reception/figures/)."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from aiogram.types import TelegramObject

from handlers import handoff, information, menu, my_data
from handlers.talk import Talk
from reception.figures.counts import Section, What

SECTIONS: Mapping[Callable[..., Any], Section] = {
    menu.book: Section.BOOK,
    menu.visits: Section.VISITS,
    menu.family: Section.FAMILY,
    handoff.write: Section.RECEPTION,
    information.about: Section.ABOUT,
    information.questions: Section.QUESTIONS,
    information.questions_page: Section.QUESTIONS,
    information.free: Section.FREE,
    menu.settings: Section.SETTINGS,
    my_data.my_data: Section.MY_DATA,
    menu.help_page: Section.HELP,
}


async def count_section(
    handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]], event: TelegramObject, data: dict[str, Any]
) -> Any:
    """Around each handler that was found."""
    talk: Talk | None = data.get("talk")
    if talk and (section := SECTIONS.get(data["handler"].callback)):
        talk.desk.tally.counts(What.SECTION, section)
    return await handler(event, data)
