"""What was done with a person's number, consent and patients, and when."""

from collections.abc import Sequence

from sqlalchemy import select

from db.database import Database
from db.personal.keeper import Keeper, Whose
from db.tables import audit
from reception.privacy import Entry


async def _deeds(database: Database, whose: Whose) -> Sequence[Entry]:
    own = select(audit).where(audit.c.account_id == whose.account).order_by(audit.c.id)
    return [
        {"deed": row.what, "at": row.at, **(database.unseal(row.sealed) if row.sealed else {})}
        for row in await database.rows(own)
    ]


DEEDS = Keeper("deeds", (audit,), _deeds)
