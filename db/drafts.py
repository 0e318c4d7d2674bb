"""Drafts: what was typed on the way, sealed, for 24 h."""

from datetime import timedelta

from sqlalchemy import delete

from db.database import Database
from db.tables import drafts
from reception.clock import Clock
from reception.people import Draft


class DraftStore:
    """reception.people.Drafts."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def keep(
        self, person_id: int, asking: str, answers: dict[str, str], then: str, answered_by: int = 0
    ) -> Draft:
        told = {"asking": asking, "answers": answers, "then": then, "answered_by": answered_by}
        changed = {"sealed": self._database.seal(told), "changed_at": self._clock.now()}
        keep = self._database.insert(drafts).values(account_id=person_id, **changed)
        keep = keep.on_conflict_do_update(index_elements=["account_id"], set_=changed).returning(drafts.c.id)
        async with self._database.write() as connection:
            return Draft((await connection.execute(keep)).scalar_one(), asking, answers, then, answered_by)

    async def drop(self, person_id: int) -> None:
        async with self._database.write() as connection:
            await connection.execute(delete(drafts).where(drafts.c.account_id == person_id))

    async def forget(self, older_than: timedelta) -> int:
        """Drop drafts that nobody has touched for this long; say how many."""
        async with self._database.write() as connection:
            old = drafts.c.changed_at <= self._clock.now() - older_than
            return (await connection.execute(delete(drafts).where(old))).rowcount
