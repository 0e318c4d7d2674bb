"""Reception's own messages in the outbox."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from db.database import Database
from db.messages import New, put
from reception.clock import Clock
from reminders.plan import Kind


class RequestStore:
    """reminders.requests.RequestStore."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def add(
        self, kind: Kind, key: str, body: Mapping[str, Any], helps_for: timedelta, person_id: int | None = None
    ) -> bool:
        now = self._clock.now()
        new = New(kind, person_id, now, now + helps_for, now, body=dict(body), key=key)
        return await self._database.change(lambda connection: put(self._database, connection, new, now)) is not None
