"""What a person has begun to type."""

from collections.abc import Sequence

from sqlalchemy import select

from db.database import Database
from db.personal.keeper import Keeper, Whose
from db.tables import drafts
from reception.privacy import Entry
from reception.questions import HOME_CALL, REGISTRATION, Question

TYPED = {*REGISTRATION, *HOME_CALL, Question.PHONE}  # the other answers are our own numbers


async def _draft(database: Database, whose: Whose) -> Sequence[Entry]:
    rows = await database.rows(select(drafts).where(drafts.c.account_id == whose.account))
    told = [(row, database.unseal(row.sealed)) for row in rows]
    return [
        {
            "asked_for": draft["asking"],
            "written": [answer for asked, answer in draft["answers"].items() if asked in TYPED],
            "on_the_way_to": draft["then"],
            "changed_at": row.changed_at,
        }
        for row, draft in told
    ]


DRAFT = Keeper("draft", (drafts,), _draft)
