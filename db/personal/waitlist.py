"""For which times a person waits, and which were kept for them."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from db.database import Database
from db.personal.keeper import Keeper, Whose
from db.personal.visits import name_of, of_place
from db.tables import holds, patients, visits, wishes
from reception.privacy import Entry, Named
from reception.waitlist.wish import ANY_DAY, WEEKENDS, WORKING_DAYS

NAMED_DAYS = {ANY_DAY: "any_day", WORKING_DAYS: "working_days", WEEKENDS: "weekends"}


async def _wishes(database: Database, whose: Whose) -> Sequence[Entry]:
    own = (
        select(wishes, patients.c.sealed, visits.c.starts_at.label("instead_of"))
        .join(patients)
        .outerjoin(visits, visits.c.id == wishes.c.moving)
    )
    rows = await database.rows(own.where(wishes.c.account_id == whose.account).order_by(wishes.c.id))
    return [
        {
            "patient": name_of(database, row.sealed),
            "specialty": Named("specialty", row.specialty_id or None),
            **of_place(row),
            "days": _days(row.days),
            "in_place_of": row.instead_of,
            "made_at": row.made_at,
            "ends_at": row.ends_at,
            "ended_at": row.ended_at,
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


def _days(days: int) -> str | date:
    return NAMED_DAYS.get(days) or date.fromordinal(days)


WISHES = Keeper("wishes", (wishes,), _wishes)
HOLDS = Keeper("kept_times", (holds,), _holds)
