"""Messages as people have them before them, and what they answered."""

from typing import Any

from sqlalchemy import select, update

from db.database import Database
from db.tables import outbox, outbox_visits, ratings, visits
from reception.clock import Clock
from reminders.notes import Note, Score
from reminders.outbox import Spoken
from reminders.plan import Kind


class NoteStore:
    """reminders.notes.Notes."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def find(self, note: int, person_id: int) -> Note | None:
        query = (
            select(outbox.c.kind, outbox.c.due_at, outbox.c.answer, outbox_visits.c.visit_id, outbox_visits.c.starts_at)
            .add_columns(visits.c.appointment_id, visits.c.patient_id)
            .select_from(outbox.join(outbox_visits).join(visits, visits.c.id == outbox_visits.c.visit_id))
            .where(outbox.c.id == note, outbox.c.account_id == person_id)
            .order_by(outbox_visits.c.starts_at, outbox_visits.c.visit_id)
        )
        rows = await self._database.rows(query)
        if not rows:
            return None
        about = tuple(Spoken(row.visit_id, row.appointment_id, row.patient_id, row.starts_at) for row in rows)
        return Note(note, Kind(rows[0].kind), about, rows[0].due_at, rows[0].answer)

    async def answer(self, note: int, answer: str) -> None:
        values = {"answer": answer, "answered_at": self._clock.now()}
        await self._write(update(outbox).where(outbox.c.id == note).values(values))

    async def rate(self, person_id: int, visit: int, score: Score) -> None:
        last = {"score": score, "at": self._clock.now()}
        rated = self._database.insert(ratings).values(account_id=person_id, visit_id=visit, **last)
        await self._write(rated.on_conflict_do_update(index_elements=["account_id", "visit_id"], set_=last))

    async def explain(self, person_id: int, visit: int, words: str) -> None:
        own = (ratings.c.account_id == person_id) & (ratings.c.visit_id == visit)
        await self._write(update(ratings).where(own).values(sealed=self._database.seal(words)))

    async def _write(self, statement: Any) -> None:
        async with self._database.write() as connection:
            await connection.execute(statement)
