"""``screens``: every screen of a language on one page, for whoever checks tone and grammar."""

import asyncio
from pathlib import Path

from bot.screens import screens_page
from bot.settings import Settings, SettingsError
from clinic.read import read_clinic
from locales.words import languages


async def write_screens(settings: Settings, language: str, file: Path) -> str:
    """With the contents of CLINIC_FILE; no token is needed, and no database is touched."""
    if language not in languages():
        raise SettingsError(f'"{language}" is no language of this program; choose from: {", ".join(languages())}')
    page = await screens_page(read_clinic(settings.clinic_file), language)
    await asyncio.to_thread(file.write_text, page, encoding="utf-8")
    return f"{file.name} is written: open it in a browser."
