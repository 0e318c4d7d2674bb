"""For whom a doctor was asked to come, and where to."""

from collections.abc import Sequence

from sqlalchemy import select

from db.database import Database
from db.personal.keeper import Keeper, Whose
from db.tables import home_calls
from reception.privacy import Entry, Named


async def _home_calls(database: Database, whose: Whose) -> Sequence[Entry]:
    own = select(home_calls).where(home_calls.c.account_id == whose.account).order_by(home_calls.c.changed_at)
    return [
        database.unseal(row.sealed)
        | {"doctor": Named("doctor", row.doctor_id), "state": row.state, "made_at": row.asked_at or row.changed_at}
        for row in await database.rows(own)
    ]


HOME_CALLS = Keeper("home_calls", (home_calls,), _home_calls)
