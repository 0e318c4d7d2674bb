"""The hashes by which people are found, computed once more by another key from what is sealed."""

import json
from collections.abc import AsyncIterator, Callable
from typing import Any

from sqlalchemy import Table, bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from db.cipher import Cipher
from db.metadata import metadata
from db.tables import accounts

PHONE = "phone_lookup"
Cards = Callable[[AsyncConnection, Cipher], AsyncIterator[str]]


async def rehash(connection: AsyncConnection, before: Cipher, after: Cipher, cards: Cards) -> None:
    """``cards`` gives the clinic's own cards their hashes and tells their phones.

    A hash of a number that nobody holds any more can't be computed again. What stands under it is never found by a
    phone from then on: a patient who was added under a number typed long ago stays unverified, and wrong guesses at
    the birth date of such a number (one day of life) are forgotten.
    """
    sealed = await connection.execute(select(accounts.c.phone_sealed).where(accounts.c.phone_sealed.is_not(None)))
    phones = {json.loads(after.decrypt(secret)) for secret in sealed.scalars()}
    phones |= {phone async for phone in cards(connection, after)}
    hashes = {before.lookup("phone", phone): after.lookup("phone", phone) for phone in phones}
    for table in metadata.sorted_tables:
        if PHONE in table.columns:
            await _rehash_table(connection, table, lambda old: hashes.get(old) or after.lookup("nobody's", old))


async def _rehash_table(connection: AsyncConnection, table: Table, hashed: Callable[[str], str]) -> None:
    key, phone = next(iter(table.primary_key.columns)), table.c[PHONE]
    rows = (await connection.execute(select(key, phone).where(phone.is_not(None)))).all()
    values: list[dict[str, Any]] = [{"row": number, "hashed": hashed(old)} for number, old in rows]
    change = update(table).where(key == bindparam("row", type_=key.type))
    if values:
        await connection.execute(change.values({PHONE: bindparam("hashed", type_=phone.type)}), values)
