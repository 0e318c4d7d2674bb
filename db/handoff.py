"""Dialogues with reception, and where in its group they are."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, Select, Update, exists, func, or_, select, update

from db.audit import noted
from db.database import Database
from db.messages import New, put
from db.open_dialogues import IS_OPEN, OURS, OpenDialogues
from db.relays import HELPS_FOR, RelayStore, Side
from db.tables import dialogues, outbox, relays, topics
from reception.clock import Clock
from reception.handoff.about import About
from reception.handoff.dialogue import Dialogue, Manager, Place, Said, State
from reception.handoff.done import Done
from reception.handoff.ports import Heard
from reminders.plan import Kind

Result = TypeVar("Result")


class DialogueStore:
    """reception.handoff.ports.Dialogues."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._relays = RelayStore(database, clock)
        self._at_work = OpenDialogues(database, clock, self._relays)

    async def begin(self, person_id: int, about: About | None = None) -> Dialogue:
        return await self._change(lambda connection: self._at_work.begin(connection, person_id, about))

    async def rate(self, person_id: int, about: About) -> None:
        await self._change(lambda connection: self._at_work.rate(connection, person_id, about))

    async def of(self, person_id: int) -> Dialogue | None:
        return await self._one(select(dialogues).where(OURS.account_id == person_id, IS_OPEN))

    async def find(self, dialogue_id: int) -> Dialogue | None:
        return await self._one(select(dialogues).where(OURS.id == dialogue_id))

    async def open(self) -> list[Dialogue]:
        return [self._at_work.dialogue(row) for row in await self._database.rows(select(dialogues).where(IS_OPEN))]

    async def hear(self, person_id: int, said: Said, *, urgent: bool) -> Heard | None:
        return await self._change(lambda connection: self._at_work.hear(connection, person_id, said, urgent=urgent))

    async def answer(self, dialogue: Dialogue, said: Said, by: Manager, key: str | None = None) -> None:
        side = Side(Kind.TO_PATIENT, dialogue.person)
        answered = {"unanswered_since": None, "raised_at": None, "last_word_at": self._clock.now()}

        def say(connection: Connection) -> None:
            if not self._relays.knows(connection, said) and not self._relays.withholds(connection, said.album):
                self._relays.pass_on(connection, side, said, by.name, key)
                connection.execute(update(dialogues).where(OURS.id == dialogue.id).values(answered))

        await self._change(say)

    async def withhold(self, dialogue: Dialogue, album: str) -> None:
        await self._change(lambda connection: self._relays.withhold(connection, dialogue.person, album))

    async def has_answered(self, key: str) -> bool:
        return bool(await self._database.rows(select(outbox.c.id).where(outbox.c.key == key)))

    async def edit(self, said: Said, *, urgent: bool) -> None:
        def edit(connection: Connection) -> None:
            person = self._relays.edit(connection, said)
            own = select(dialogues).where(OURS.account_id == person, IS_OPEN)
            if urgent and person and (row := connection.execute(own.with_for_update()).first()):
                self._at_work.hurry(connection, self._at_work.dialogue(row))

        await self._change(edit)

    async def take_back(self, chat: int, message: int) -> bool:
        return await self._change(lambda connection: self._relays.take_back(connection, chat, message))

    async def take(self, dialogue_id: int, by: Manager, asked: str = "") -> bool:
        mine = {"state": State.TAKEN, "taken_by": by.id, "taken_at": self._clock.now()}
        waits = update(dialogues).where(OURS.id == dialogue_id, OURS.state == State.WAITING)
        taken = waits.values(mine | {"sealed": self._database.seal(by.name)}).returning(OURS.account_id)
        own = select(OURS.id).where(OURS.id == dialogue_id, OURS.state == State.TAKEN, OURS.taken_by == by.id)

        def take(connection: Connection) -> bool:
            person = connection.execute(taken).scalar()
            if person and asked:
                self._relays.mark(connection, person, asked)
                self._card(connection, person, dialogue_id)
            return bool(person) or (not asked and connection.execute(own).first() is not None)

        return await self._change(take)

    async def taken_when(self, asked: str) -> Dialogue | None:
        theirs = select(dialogues).join(outbox, outbox.c.account_id == OURS.account_id)
        return await self._one(theirs.where(outbox.c.key == asked).order_by(OURS.id.desc()).limit(1))

    async def give_back(self, dialogue_id: int, *, at_closing: bool = False) -> bool:
        owed = func.coalesce(OURS.unanswered_since, self._clock.now())
        free: dict[str, Any] = {"state": State.WAITING, "taken_by": None, "taken_at": None, "sealed": None}
        free |= {"unanswered_since": owed, "raised_at": None}
        taken = update(dialogues).where(OURS.id == dialogue_id, OURS.state == State.TAKEN).values(free)
        if not at_closing:
            return await self._change(lambda connection: self._ends(connection, taken, "", ""))
        whose = select(OURS.account_id).where(OURS.id == dialogue_id)

        def give(connection: Connection) -> bool:
            given = self._ends(connection, taken, "closing", "")
            if given:
                self._card(connection, connection.execute(whose).scalar_one(), dialogue_id)
            return given

        return await self._change(give)

    async def close(self, dialogue_id: int, *, by_patient: bool) -> bool:
        told = ("", "ended") if by_patient else ("ended", "")
        return await self._change(lambda connection: self._ends(connection, self._closed(dialogue_id), *told))

    async def lapse(self, dialogue_id: int) -> None:
        await self._change(lambda connection: self._ends(connection, self._closed(dialogue_id), "", ""))

    async def raise_all(self, waiting: list[Dialogue]) -> None:
        now, numbers = self._clock.now(), [one.id for one in waiting]

        def tell(connection: Connection) -> None:
            fresh = update(dialogues).where(OURS.id.in_(numbers), OURS.raised_at.is_(None)).values(raised_at=now)
            raised = list(connection.execute(fresh.returning(OURS.id)).scalars())
            if raised:
                self._list(connection, {"dialogues": raised, "raised": True})

        await self._change(tell)

    async def list_at_opening(self, day: str, waiting: Sequence[Dialogue]) -> None:
        body = {"dialogues": [one.id for one in waiting], "raised": False}
        if waiting:
            await self._change(lambda connection: self._list(connection, body, f"waiting:{day}"))

    async def earlier(self, dialogue: Dialogue) -> int:
        before = select(func.count()).select_from(dialogues).where(OURS.account_id == dialogue.person)
        rows = await self._database.rows(before.where(OURS.id < dialogue.id, OURS.waiting_since.is_not(None)))
        return int(rows[0][0])

    async def closed_since(self, person_id: int, moment: datetime) -> bool:
        lately = select(OURS.id).where(OURS.account_id == person_id, OURS.closed_at >= moment)
        return bool(await self._database.rows(lately.limit(1)))

    async def note(self, person_id: int, done: Done) -> None:
        who, now = done.by.name or str(done.by.id), self._clock.now()
        kept = noted(self._database, person_id, done.deed, now, done.before, done.after, who)

        def write(connection: Connection) -> None:
            if not done.visit or self._relays.done(connection, person_id, done):
                connection.execute(kept)

        await self._change(write)

    async def place(self, person_id: int) -> Place | None:
        rows = await self._database.rows(select(topics).where(topics.c.account_id == person_id))
        return Place(rows[0].chat_id, rows[0].thread_id, self._database.unseal(rows[0].sealed)) if rows else None

    async def keep_place(self, person_id: int, place: Place) -> None:
        where = {"chat_id": place.chat, "thread_id": place.topic, "sealed": self._database.seal(place.name)}
        keep = self._database.insert(topics).values(account_id=person_id, **where)
        keep = keep.on_conflict_do_update(index_elements=["account_id"], set_=where)
        await self._change(lambda connection: connection.execute(keep))

    async def keep_card(self, dialogue_id: int, card: int) -> None:
        keep = update(dialogues).where(OURS.id == dialogue_id).values(card_id=card)
        await self._change(lambda connection: connection.execute(keep))

    async def lose_card(self, person_id: int) -> None:
        """Numbers are a chat's own: in the next one another person's message may have the same."""
        lose = update(dialogues).where(OURS.account_id == person_id, IS_OPEN).values(card_id=None)
        before = update(outbox).where(outbox.c.account_id == person_id, outbox.c.kind == Kind.CARD)

        def forget(connection: Connection) -> None:
            connection.execute(lose)
            connection.execute(before.values(message_id=None))

        await self._change(forget)

    async def tell(self, person_id: int, what: str, about: tuple[int, int] | None = None) -> None:
        chat, answers = about or (0, None)
        told = {"what": what, "chat": chat, "answers": answers}
        await self._change(
            lambda connection: self._relays.line(connection, Kind.TOLD_STAFF, person_id, told, out=False)
        )

    async def has_passed_on(self, chat: int, message: int) -> bool:
        copied = select(relays.c.id).where(relays.c.copy_chat_id == chat, relays.c.copy_id == message)
        return bool(await self._database.rows(copied.limit(1)))

    async def has_topic(self, chat: int, topic: int) -> bool:
        there = select(topics.c.account_id).where(topics.c.chat_id == chat, topics.c.thread_id == topic)
        return bool(await self._database.rows(there))

    async def dialogue_in(self, chat: int, topic: int) -> Dialogue | None:
        there = (topics.c.chat_id == chat) & (topics.c.thread_id == topic)
        return await self._one(
            select(dialogues).join(topics, topics.c.account_id == OURS.account_id).where(there, IS_OPEN)
        )

    async def dialogue_about(self, chat: int, message: int) -> Dialogue | None:
        passed_on = select(relays.c.account_id).where(
            or_(
                (relays.c.chat_id == chat) & (relays.c.message_id == message),
                (relays.c.copy_chat_id == chat) & (relays.c.copy_id == message),
            )
        )
        was_card = exists().where(
            outbox.c.account_id == OURS.account_id, outbox.c.kind == Kind.CARD, outbox.c.message_id == message
        )
        here = exists().where(topics.c.account_id == OURS.account_id, topics.c.chat_id == chat)
        about = or_(here & or_(OURS.card_id == message, was_card), OURS.account_id.in_(passed_on))
        return await self._one(select(dialogues).where(IS_OPEN, about))

    def enter(self, connection: Connection, person_id: int, *, urgent: bool) -> int:
        """Into the queue with what else is kept of the person in this transaction: the card tells it, also where one
        was shown before. The dialogue's number."""
        return self._at_work.enter(connection, person_id, urgent=urgent)

    def show_again(self, connection: Connection, dialogue_id: int | None) -> None:
        self._at_work.show_again(connection, dialogue_id)

    def _closed(self, dialogue_id: int) -> Update:
        ended = {"state": State.CLOSED, "closed_at": self._clock.now()}
        return update(dialogues).where(OURS.id == dialogue_id, IS_OPEN).values(ended)

    def _card(self, connection: Connection, person: int, dialogue_id: int) -> None:
        """Once more, below: nobody's tap has changed the one above."""
        self._relays.line(connection, Kind.CARD, person, {"dialogue": dialogue_id}, out=False)

    def _ends(self, connection: Connection, change: Update, patient: str, staff: str) -> bool:
        """``patient``, ``staff``: what they are told, if anything."""
        person: int | None = connection.execute(change.returning(OURS.account_id)).scalar()
        if person is None:
            return False
        if patient:
            self._relays.line(connection, Kind.TOLD_PATIENT, person, {"what": patient}, out=True)
        if staff:
            self._relays.line(connection, Kind.TOLD_STAFF, person, {"what": staff}, out=False)
        return True

    def _list(self, connection: Connection, body: dict[str, Any], key: str | None = None) -> None:
        now = self._clock.now()
        put(self._database, connection, New(Kind.WAITING, None, now, now + HELPS_FOR, now, body=body, key=key), now)

    async def _one(self, query: Select[Any]) -> Dialogue | None:
        rows = await self._database.rows(query)
        return self._at_work.dialogue(rows[0]) if rows else None

    async def _change(self, work: Callable[[Connection], Result]) -> Result:
        return await self._database.change(work)
