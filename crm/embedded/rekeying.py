"""The cards' hashes once more, by another key."""

import json
from collections.abc import AsyncIterator
from typing import Any

from sqlalchemy import Select, bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from crm.embedded.patients import lookups
from crm.embedded.tables import patients
from db.cipher import Cipher

BATCH = 500
HASHES = ("person_lookup", "namesake_lookup", "phone_lookup")


async def rehash_cards(connection: AsyncConnection, cipher: Cipher) -> AsyncIterator[str]:
    """The phone of each card, when its hashes are those of ``cipher``."""
    change = update(patients).where(patients.c.id == bindparam("card"))
    change = change.values({name: bindparam(f"new_{name}") for name in HASHES})
    last = 0
    while rows := (await connection.execute(_after(last))).all():
        cards = {row.id: json.loads(cipher.decrypt(row.sealed)) for row in rows}
        values = [(number, lookups(cipher, card)) for number, card in cards.items()]
        await connection.execute(
            change, [{"card": number} | {f"new_{name}": found[name] for name in HASHES} for number, found in values]
        )
        for card in cards.values():
            yield card["phone"]
        last = rows[-1].id


def _after(last: int) -> Select[Any]:
    return select(patients.c.id, patients.c.sealed).where(patients.c.id > last).order_by(patients.c.id).limit(BATCH)
