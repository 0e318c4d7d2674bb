"""Our own record of each home call, and the way of one into reception's queue."""

from dataclasses import asdict
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, delete, func, literal_column, or_, select, update

from db.database import Database
from db.handoff import DialogueStore
from db.tables import dialogues, home_calls
from reception.clock import Clock
from reception.handoff.dialogue import State as Dialogue
from reception.home_calls.call import Call, Said, State

OURS = home_calls.c
ALIVE = timedelta(hours=24)
KEPT = timedelta(days=30)
# In the partial index's own words: with bound parameters neither database would see that it fits.
NOT_KNOWN = OURS.state.in_([literal_column("'sending'"), literal_column("'unknown'")])


class HomeCallStore:
    """reception.home_calls.ports.Calls."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._dialogues = DialogueStore(database, clock)

    async def begin(self, call: Call) -> None:
        values = {
            "key": call.key,
            "account_id": call.person_id,
            "patient_id": call.patient_id,
            "doctor_id": call.doctor_id,
            "urgent": call.urgent,
            "state": State.SENDING,
            "changed_at": self._clock.now(),
            "sealed": self._database.seal({"patient": call.patient, **asdict(call.said)}),
        }
        async with self._database.write() as connection:
            await connection.execute(self._database.insert(home_calls).values(values).on_conflict_do_nothing())

    async def find(self, key: str, person_id: int) -> Call | None:
        found = await self._found(select(home_calls).where(OURS.key == key, OURS.account_id == person_id))
        return found[0] if found else None

    async def open_of(self, patient_id: int) -> Call | None:
        asked = select(home_calls).outerjoin(dialogues, dialogues.c.id == OURS.dialogue_id)
        asked = asked.where(OURS.patient_id == patient_id, OURS.asked_at.is_not(None), self._is_open())
        found = await self._found(asked.order_by(OURS.asked_at.desc()).limit(1))
        return found[0] if found else None

    async def settle(self, key: str, state: State) -> None:
        await self._database.change(
            lambda connection: self._settle(connection, key, state, asked=state is State.ENTERED)
        )

    async def hand_over(self, key: str, state: State) -> None:
        def work(connection: Connection) -> None:
            call = connection.execute(select(home_calls).where(OURS.key == key)).one()
            if call.asked_at:
                self._dialogues.show_again(connection, call.dialogue_id)
                self._settle(connection, key, state, asked=True)
            else:
                dialogue = self._dialogues.enter(connection, call.account_id, urgent=call.urgent)
                self._settle(connection, key, state, asked=True, dialogue_id=dialogue)

        await self._database.change(work)

    async def left(self, older_than: timedelta) -> list[Call]:
        now = self._clock.now()
        waits = and_(NOT_KNOWN, OURS.changed_at <= now - older_than, OURS.changed_at > now - ALIVE)
        return await self._found(select(home_calls).where(waits).order_by(OURS.changed_at))

    async def of_dialogue(self, dialogue_id: int) -> list[Call]:
        return await self._found(
            select(home_calls).where(OURS.dialogue_id == dialogue_id).order_by(OURS.asked_at, OURS.key)
        )

    async def forget(self) -> None:
        async with self._database.write() as connection:
            await connection.execute(delete(home_calls).where(OURS.changed_at <= self._clock.now() - KEPT))

    def _settle(self, connection: Connection, key: str, state: State, *, asked: bool, **more: Any) -> None:
        now = self._clock.now()
        since = {"asked_at": func.coalesce(OURS.asked_at, now)} if asked else {}
        connection.execute(
            update(home_calls).where(OURS.key == key).values({"state": state, "changed_at": now} | since | more)
        )

    def _is_open(self) -> ColumnElement[bool]:
        lately = OURS.asked_at > self._clock.now() - ALIVE
        return or_(dialogues.c.state != Dialogue.CLOSED, and_(OURS.dialogue_id.is_(None), lately))

    async def _found(self, query: Select[Any]) -> list[Call]:
        return [self._call(row) for row in await self._database.rows(query)]

    def _call(self, row: Row[Any]) -> Call:
        told = self._database.unseal(row.sealed)
        patient = told.pop("patient")
        return Call(
            key=row.key,
            person_id=row.account_id,
            patient_id=row.patient_id,
            patient=patient,
            doctor_id=row.doctor_id,
            said=Said(**told),
            urgent=row.urgent,
            state=State(row.state),
            asked_at=row.asked_at,
        )
