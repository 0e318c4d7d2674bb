"""``screens``: every screen of a language on one page, for whoever checks tone and grammar."""

import asyncio
from pathlib import Path

from bot.screens import screens_page
from bot.settings import DEMO_CLINIC, Settings, SettingsError
from bot.systems import is_built_in
from clinic.read import read_clinic
from locales.words import languages


async def write_screens(settings: Settings, language: str, file: Path) -> str:
    """With the contents of CLINIC_FILE, or the demo's where that is not the whole clinic; no token, no database."""
    shown = settings.clinic_file if is_built_in(settings) else DEMO_CLINIC
    if language not in languages():
        raise SettingsError(f'"{language}" is no language of this program; choose from: {", ".join(languages())}')
    page = await screens_page(read_clinic(shown), language)
    await asyncio.to_thread(file.write_text, page, encoding="utf-8")
    return f"{file.name} is written: open it in a browser."
