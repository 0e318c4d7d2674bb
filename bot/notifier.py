"""Tells a person what became known while they were not tapping."""

from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError

from bot.talking import Talking
from handlers.screens import visit
from locales.words import words
from reception.booking.outcomes import Outcome
from reception.desk import Desk
from reception.people import Person


class Notifier:
    """reception.booking.unknown.Notifier: a message of its own, below whatever is in the chat."""

    def __init__(self, desk: Desk, talking: Talking) -> None:
        self._desk = desk
        self._talking = talking

    async def tell(self, person: Person, outcome: Outcome) -> None:
        screen = visit.outcome(words(person.language), outcome, self._desk.clinic, self._desk.today())
        try:
            await self._talking.stage(person).show(screen)
        except (TelegramForbiddenError, TelegramBadRequest):
            return  # blocked the bot, or left Telegram: nobody is there to be told
