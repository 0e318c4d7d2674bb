"""``backup FILE`` and ``restore FILE``: all that is kept, without the key."""

from pathlib import Path

from bot.commands.opening import database_of
from bot.databases import TABLES
from bot.settings import Settings
from db.backup import back_up
from db.cipher import Cipher, new_key
from db.database import Database
from db.looking import place
from db.restore import restore
from db.unusable import DatabaseUnusable, told_in_words
from reception.clock import SystemClock


async def back_up_to(settings: Settings, file: Path) -> str:
    """While the bot runs or not."""
    url, _ = database_of(settings)
    if not place(url).is_there:
        raise DatabaseUnusable(f"There is nothing to back up: {place(url).name} is not there yet.")
    with told_in_words():
        database = Database(url, Cipher([new_key()]))  # nothing is opened: what is sealed stays sealed
        try:
            rows = await back_up(database, file, TABLES, SystemClock().now())
        finally:
            await database.close()
    return (
        f"{file}: {rows} rows.\n"
        f"The key is NOT in it: keep {_key(settings)} in another place. Without it nobody can read the patients' data."
    )


async def restore_from(settings: Settings, file: Path) -> str:
    url, data_key = database_of(settings)
    rows = await restore(url, data_key, file)
    return f"{rows} rows are back from {file}, in {place(url).name}. Start the bot."


def _key(settings: Settings) -> str:
    url, data_key = database_of(settings)
    return "DATA_KEY" if data_key or place(url).file is None else f"{place(url).file}.key"
