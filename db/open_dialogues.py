"""A person's open dialogue, changed within a transaction, with what has to be said of it."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, literal_column, select, update

from db.database import Database
from db.relays import RelayStore, Side
from db.tables import dialogues
from reception.clock import Clock
from reception.handoff.about import NOTHING, About, Why, about_from, as_kept
from reception.handoff.dialogue import Dialogue, Said, State
from reception.handoff.ports import Heard
from reminders.plan import Kind

OURS = dialogues.c
RATINGS = (Why.UNHAPPY, Why.RATED)
# In the partial index's own words: with a bound parameter neither database would see that it fits.
IS_OPEN = OURS.state != literal_column("'closed'")


class OpenDialogues:
    def __init__(self, database: Database, clock: Clock, relays: RelayStore) -> None:
        self._database = database
        self._clock = clock
        self._relays = relays

    def begin(self, connection: Connection, person_id: int, about: About | None) -> Dialogue:
        now = self._clock.now()
        new = {"account_id": person_id, "state": State.BEGUN, "urgent": False, "begun_at": now, "last_word_at": now}
        connection.execute(self._database.insert(dialogues).values(new).on_conflict_do_nothing())
        own = select(dialogues).where(OURS.account_id == person_id, IS_OPEN)
        return self._turn(connection, self.dialogue(connection.execute(own.with_for_update()).one()), about)

    def _turn(self, connection: Connection, one: Dialogue, about: About | None) -> Dialogue:
        """A complaint stays one, whatever else comes up in it."""
        nobody_waits = one.state is State.BEGUN
        if about is None or about == one.about or (about == NOTHING and not nobody_waits):
            return one
        if not nobody_waits:
            told = {"what": "about", "about": as_kept(about)}
            self._relays.line(connection, Kind.TOLD_STAFF, one.person, told, out=False)
        if one.complaint and about.why not in RATINGS:
            return one
        unhappy = about.why is Why.UNHAPPY
        sealed = None if about == NOTHING else self._database.seal(as_kept(about))
        changes = {"about": sealed, "complaint_of": about.way.moving if unhappy else None}
        connection.execute(update(dialogues).where(OURS.id == one.id).values(changes))
        return replace(one, about=about, complaint=unhappy)

    def rate(self, connection: Connection, person_id: int, about: About) -> None:
        complained = select(dialogues).where(OURS.account_id == person_id, OURS.complaint_of == about.way.moving)
        before = [self.dialogue(row) for row in connection.execute(complained.with_for_update())]
        still = next((one for one in before if one.state is not State.CLOSED), None)
        if still:
            self._turn(connection, still, about)
        elif about.why is Why.UNHAPPY and not before:
            one, now = self.begin(connection, person_id, about), self._clock.now()
            changes = {"last_word_at": now, "unanswered_since": one.unanswered_since or now}
            changes |= self._waits(connection, one, now)
            connection.execute(update(dialogues).where(OURS.id == one.id).values(changes))

    def enter(self, connection: Connection, person_id: int, *, urgent: bool) -> int:
        """Into the queue; a card also where one was shown before. The dialogue's number."""
        one, now = self.begin(connection, person_id, None), self._clock.now()
        if urgent:
            self.hurry(connection, one)
        changes = {"last_word_at": now, "unanswered_since": one.unanswered_since or now}
        changes |= self._waits(connection, one, now)
        if one.state is not State.BEGUN:
            self._relays.line(connection, Kind.CARD, person_id, {"dialogue": one.id}, out=False)
        connection.execute(update(dialogues).where(OURS.id == one.id).values(changes))
        return one.id

    def show_again(self, connection: Connection, dialogue_id: int | None) -> None:
        """Its card, and nothing else changes: reception may have answered already. Nothing where it is over."""
        own = select(dialogues).where(OURS.id == dialogue_id, IS_OPEN)
        if row := connection.execute(own.with_for_update()).first():
            self._relays.line(connection, Kind.CARD, row.account_id, {"dialogue": row.id}, out=False)

    def hurry(self, connection: Connection, one: Dialogue) -> None:
        """Whoever has read the card hears that it is urgent now."""
        if not one.urgent and one.state is not State.BEGUN:
            self._relays.line(connection, Kind.TOLD_STAFF, one.person, {"what": "urgent"}, out=False)
        connection.execute(update(dialogues).where(OURS.id == one.id).values(urgent=True))

    def _waits(self, connection: Connection, one: Dialogue, now: datetime) -> dict[str, Any]:
        """What changes with whoever begins to."""
        if one.state is not State.BEGUN:
            return {}
        self._relays.line(connection, Kind.CARD, one.person, {"dialogue": one.id}, out=False)
        return {"state": State.WAITING, "waiting_since": now}

    def hear(self, connection: Connection, person_id: int, said: Said, *, urgent: bool) -> Heard | None:
        own = select(dialogues).where(OURS.account_id == person_id, IS_OPEN)
        row = connection.execute(own.with_for_update()).first()
        if row is None:
            return None
        if self._relays.knows(connection, said):
            return Heard(self.dialogue(row), first=False)
        now, first = self._clock.now(), row.state == State.BEGUN
        changes = {"last_word_at": now, "unanswered_since": row.unanswered_since or now}
        if urgent:
            self.hurry(connection, self.dialogue(row))
        changes |= self._waits(connection, self.dialogue(row), now)
        self._relays.pass_on(connection, Side(Kind.TO_STAFF, person_id), said, "")
        connection.execute(update(dialogues).where(OURS.id == row.id).values(changes))
        after = connection.execute(select(dialogues).where(OURS.id == row.id)).one()
        return Heard(self.dialogue(after), first)

    def dialogue(self, row: Row[Any]) -> Dialogue:
        return Dialogue(
            id=row.id,
            person=row.account_id,
            state=State(row.state),
            urgent=row.urgent,
            last_word_at=row.last_word_at,
            waiting_since=row.waiting_since,
            unanswered_since=row.unanswered_since,
            raised_at=row.raised_at,
            taken_by=row.taken_by,
            taken_at=row.taken_at,
            taker=self._database.unseal(row.sealed) if row.sealed else "",
            card=row.card_id,
            complaint=row.complaint_of is not None,
            about=about_from(self._database.unseal(row.about)) if row.about else NOTHING,
        )
