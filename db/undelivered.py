"""What became of messages, for whoever looks after the bot: no names and no phones."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from db.database import Database
from db.tables import outbox
from reminders.outbox import State


@dataclass(frozen=True, slots=True)
class Undelivered:
    id: int
    kind: str
    due_at: datetime
    state: str
    reason: str


class DeliveredStore:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def undelivered(self, since: datetime) -> list[Undelivered]:
        """Of those due since then, what went to nobody, or nobody knows whether it did; by time."""
        query = (
            select(outbox.c.id, outbox.c.kind, outbox.c.due_at, outbox.c.state, outbox.c.reason)
            .where(outbox.c.due_at >= since, outbox.c.state.in_([State.FAILED, State.SKIPPED, State.UNKNOWN]))
            .order_by(outbox.c.due_at, outbox.c.id)
        )
        return [
            Undelivered(row.id, row.kind, row.due_at, row.state, row.reason or "")
            for row in await self._database.rows(query)
        ]

    async def counted(self, since: datetime, until: datetime) -> list[tuple[str, str, int]]:
        """Kind, state and how many, of those due in [since, until)."""
        query = (
            select(outbox.c.kind, outbox.c.state, func.count().label("number"))
            .where(outbox.c.due_at >= since, outbox.c.due_at < until)
            .group_by(outbox.c.kind, outbox.c.state)
            .order_by(outbox.c.kind, outbox.c.state)
        )
        return [(row.kind, row.state, row.number) for row in await self._database.rows(query)]
