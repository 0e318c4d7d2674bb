"""One line of the log that says which bot begins to serve, and how; it is the first that an engineer looks for."""

import logging
from urllib.parse import urlsplit

from aiogram import Bot
from aiogram.exceptions import AiogramError

from bot.settings import Settings
from bot.version import VERSION
from clinic.model import Clinic
from db.database import Database
from db.looking import place
from db.migrate import present_revision
from locales.words import words

log = logging.getLogger(__name__)


async def announce(settings: Settings, bot: Bot, database: Database, clinic: Clinic) -> None:
    async with database.read() as connection:
        revision = await connection.run_sync(present_revision)
    log.info(
        "Reception %s serves %s as %s, by %s; %s, revision %s",
        VERSION,
        words(clinic.languages.default).pick(clinic.name),
        await _name(bot),
        _way(settings),
        place(settings.database_url).name,
        revision,
    )


async def _name(bot: Bot) -> str:
    try:
        return f"@{(await bot.me()).username}"
    except AiogramError:  # whoever fetches the updates says so too, and keeps trying
        return f"bot {bot.id} (Telegram does not answer yet)"


def _way(settings: Settings) -> str:
    if settings.webhook_url is None:
        return "polling"
    return f"webhook at {urlsplit(settings.webhook_url).hostname}, heard at {settings.http_host}:{settings.http_port}"
