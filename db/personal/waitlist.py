"""For which times a person waits, and which were kept for them."""

from collections.abc import Sequence

from sqlalchemy import select

from db.database import Database
from db.personal.keeper import Keeper, Whose
from db.personal.visits import name_of, of_place
from db.tables import holds, patients, wishes
from reception.privacy import Entry, Named


async def _wishes(database: Database, whose: Whose) -> Sequence[Entry]:
    own = select(wishes, patients.c.sealed).join(patients, patients.c.id == wishes.c.patient_id)
    rows = await database.rows(own.where(wishes.c.account_id == whose.account).order_by(wishes.c.id))
    return [
        {
            "patient": name_of(database, row.sealed),
            "specialty": Named("specialty", row.specialty_id or None),
            **of_place(row),
            "made_at": row.made_at,
            "ends_at": row.ended_at or row.ends_at,
        }
        for row in rows
    ]


async def _holds(database: Database, whose: Whose) -> Sequence[Entry]:
    own = select(holds, patients.c.sealed).join(patients, patients.c.id == holds.c.patient_id)
    rows = await database.rows(own.where(holds.c.account_id == whose.account).order_by(holds.c.id))
    return [
        {
            "patient": name_of(database, row.sealed),
            **of_place(row),
            "starts_at": row.starts_at,
            "kept_until": row.until,
            "state": row.state,
        }
        for row in rows
    ]


WISHES = Keeper("wishes", (wishes,), _wishes)
HOLDS = Keeper("kept_times", (holds,), _holds)
