"""``rekey``: everything under the newest key, so that the older ones may go."""

from bot.commands.opening import database_of
from bot.databases import REHASH_CARDS, TABLES
from bot.settings import Settings
from db.keys import KeyProblem, find_cipher, key_file
from db.looking import place
from db.rekey import rekey
from db.unusable import DatabaseUnusable, told_in_words


async def renew_keys(settings: Settings) -> str:
    url, data_key = database_of(settings)
    if not place(url).is_there:
        raise DatabaseUnusable(f"There is nothing to seal anew: {place(url).name} is not there yet.")
    cipher = find_cipher(url, data_key)
    keys = "DATA_KEY" if data_key else str(key_file(url))
    if cipher is None or len(cipher.finders()) == 1:
        raise KeyProblem(
            f"{keys} holds one key only. Make a new one and put it in front, with a comma between: new,old. "
            'Make it with: .venv/bin/python -c "from db.cipher import new_key; print(new_key())"'
        )
    with told_in_words():
        done = await rekey(url, cipher, TABLES, REHASH_CARDS)
    return (
        f"{done} values are sealed anew; everything opens, and people are found, with the first key of {keys}.\n"
        "The other keys may be taken out of it now. Keep them as long as you keep backups made before: these still "
        "need them."
    )
