"""Where reception's group is now: one that becomes a supergroup changes its id, the setting stays as it was."""

from sqlalchemy import select

from db.database import Database
from db.tables import staff_chat


class GroupStore:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def now_id(self, configured_id: int) -> int | None:
        """None: it has not moved."""
        own = select(staff_chat.c.now_id).where(staff_chat.c.configured_id == configured_id)
        async with self._database.read() as connection:
            return (await connection.execute(own)).scalar_one_or_none()

    async def keep(self, configured_id: int, now_id: int) -> None:
        keep = self._database.insert(staff_chat).values(configured_id=configured_id, now_id=now_id)
        keep = keep.on_conflict_do_update(index_elements=["configured_id"], set_={"now_id": now_id})
        async with self._database.write() as connection:
            await connection.execute(keep)
