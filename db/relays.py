"""Words on their way from one side of a dialogue to the other, and which message there is which here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, Row, delete, or_, select, update

from db.database import Database
from db.messages import New, log, put
from db.tables import outbox, relays
from reception.clock import Clock
from reception.handoff.dialogue import Said
from reception.handoff.done import Done
from reminders.outbox import State
from reminders.plan import Kind

HELPS_FOR = timedelta(days=7)  # however long the other side is out of reach
ALBUM = timedelta(seconds=1.5)  # after its last part, within which the next would have come
KEPT = timedelta(days=30)
LONGEST = 3900  # characters of words with a signature above: Telegram takes 4,096
LONGEST_CAPTION = 900  # of 1,024


@dataclass(frozen=True, slots=True)
class Side:
    """Where words go: the patient's (``out``) or reception's (``in``), in order."""

    kind: Kind
    account: int

    @property
    def lane(self) -> str:
        return lane(self.account, out=self.kind is Kind.TO_PATIENT)


def lane(account: int, *, out: bool) -> str:
    return f"{'out' if out else 'in'}:{account}"


class RelayStore:
    """reception.handoff.ports.Relays, and what db/handoff.py writes in its own transactions."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def knows(self, connection: Connection, said: Said) -> bool:
        """Whether this message was passed on before."""
        known = select(relays.c.id).where(relays.c.chat_id == said.chat, relays.c.message_id == said.message)
        return connection.execute(known).first() is not None

    def pass_on(self, connection: Connection, side: Side, said: Said, by: str, key: str | None = None) -> None:
        """Into the outbox, joined with what still waits there; with a key alone. Twice with the same one: an error."""
        now = self._clock.now()
        joined = None if key else self._joined(connection, side, said, by)
        number = joined or self._alone(connection, side, said, by, key)
        row = {"account_id": side.account, "chat_id": said.chat, "message_id": said.message, "outbox_id": number}
        connection.execute(self._database.insert(relays).values(row | {"at": now}).on_conflict_do_nothing())

    def withhold(self, connection: Connection, account: int, album: str) -> None:
        """It is remembered: the other parts may come to another process."""
        self.mark(connection, account, _key(album))
        due = select(outbox).where(outbox.c.lane == lane(account, out=True), outbox.c.state == State.DUE)
        waiting = connection.execute(due.with_for_update()).all()
        self._drop(connection, [row.id for row in waiting if self._database.unseal(row.sealed).get("album") == album])

    def withholds(self, connection: Connection, album: str) -> bool:
        kept = select(outbox.c.id).where(outbox.c.key == _key(album))
        return bool(album) and connection.execute(kept).first() is not None

    def mark(self, connection: Connection, account: int, key: str) -> None:
        """A row that is never sent: whoever comes with the same key later finds it."""
        now = self._clock.now()
        number = put(self._database, connection, New(Kind.TOLD_STAFF, account, now, now, now, key=key), now)
        self._drop(connection, [] if number is None else [number])

    def line(self, connection: Connection, kind: Kind, account: int, body: Mapping[str, Any], *, out: bool) -> None:
        """What the bot itself says, in the same order."""
        self._put(connection, kind, account, body, lane(account, out=out))

    def done(self, connection: Connection, account: int, done: Done) -> bool:
        """What reception has done in the patient's place. False: they were told before."""
        now, body = self._clock.now(), {"what": done.deed, "visit": done.visit}
        key, of = f"{done.deed}:{done.key}", lane(account, out=True)
        told = New(Kind.TOLD_PATIENT, account, now, now + HELPS_FOR, now, body=body, key=key, lane=of)
        return put(self._database, connection, told, now) is not None

    def edit(self, connection: Connection, said: Said) -> int | None:
        """What is not under way yet is said so from the beginning; what is, is said anew behind it.

        Whose dialogue it is, where the patient has said it.
        """
        row = self._carried(connection, said.chat, said.message)
        if row is None or row.sealed is None:
            return None
        body = _edited(self._database.unseal(row.sealed), said)
        changed = update(outbox).where(outbox.c.id == row.id).values(sealed=self._database.seal(body))
        connection.execute(changed)
        if row.state != State.DUE or "copies" in body:
            told = {"of": row.id, "chat": said.chat, "message": said.message, "html": said.html}
            more = {"media": said.media, "captioned": said.captioned, "by": body["by"], "apart": body["apart"]}
            self._put(connection, Kind.EDITED, row.account_id, told | more, row.lane)
        return int(row.account_id) if row.kind == Kind.TO_STAFF else None

    def take_back(self, connection: Connection, chat: int, message: int) -> bool:
        """Of words that were joined the others stay."""
        row = self._carried(connection, chat, message)
        if row is None or row.sealed is None:
            return False
        body = self._database.unseal(row.sealed)
        if len(body.get("words", ())) > 1:
            body["words"] = [[number, html] for number, html in body["words"] if number != message]
            connection.execute(update(outbox).where(outbox.c.id == row.id).values(sealed=self._database.seal(body)))
        told = {"of": row.id, "chat": chat, "message": message, "by": body["by"], "apart": body["apart"]}
        self._put(connection, Kind.TAKEN_BACK, row.account_id, told, row.lane)
        return True

    async def body(self, number: int) -> dict[str, Any] | None:
        rows = await self._database.rows(select(outbox.c.sealed).where(outbox.c.id == number))
        body: dict[str, Any] | None = self._database.unseal(rows[0].sealed) if rows and rows[0].sealed else None
        return body

    async def arrived(self, number: int, chat: int, originals: Sequence[int], copies: Sequence[int]) -> None:
        pairs = zip(originals, copies if len(copies) > 1 else [*copies] * len(originals), strict=False)
        async with self._database.write() as connection:
            for original, copy in pairs:
                of = (relays.c.outbox_id == number) & (relays.c.message_id == original)
                await connection.execute(update(relays).where(of).values(copy_chat_id=chat, copy_id=copy))

    async def other_side_of(self, chat: int, message: int, there: int) -> int | None:
        here = (relays.c.chat_id == chat) & (relays.c.message_id == message)
        as_copy = (relays.c.copy_chat_id == chat) & (relays.c.copy_id == message)
        for row in await self._database.rows(select(relays).where(or_(here, as_copy)).order_by(relays.c.id)):
            sides = (row.chat_id, row.message_id), (row.copy_chat_id, row.copy_id)
            other, number = sides[1] if sides[0] == (chat, message) else sides[0]
            return number if other == there else None
        return None

    async def sweep(self) -> None:
        async with self._database.write() as connection:
            await connection.execute(delete(relays).where(relays.c.at < self._clock.now() - KEPT))

    def _drop(self, connection: Connection, numbers: Sequence[int]) -> None:
        now = self._clock.now()
        gone = {"state": State.DROPPED, "settled_at": now, "sealed": None}
        connection.execute(update(outbox).where(outbox.c.id.in_(numbers)).values(gone))
        if numbers:
            log(connection, numbers, now, State.DROPPED)

    def _joined(self, connection: Connection, side: Side, said: Said, by: str) -> int | None:
        """The last of the lane, if it still waits and this belongs to it."""
        last = select(outbox).where(outbox.c.lane == side.lane, outbox.c.settled_at.is_(None))
        row = connection.execute(last.order_by(outbox.c.id.desc()).limit(1).with_for_update()).first()
        if row is None or row.state != State.DUE or row.kind != side.kind:
            return None
        body = self._database.unseal(row.sealed)
        if body["by"] != by or not _fits(body, said):
            return None
        due_at = row.due_at
        if said.copied:
            body["copies"].append(said.message)
            body["html"] = body["html"] or said.html
            due_at = self._clock.now() + ALBUM  # each part may have to wait for Telegram before the next is heard
        else:
            body["words"].append([said.message, said.html])
        more = {"sealed": self._database.seal(body), "due_at": due_at}
        connection.execute(update(outbox).where(outbox.c.id == row.id).values(more))
        return int(row.id)

    def _alone(self, connection: Connection, side: Side, said: Said, by: str, key: str | None) -> int:
        """Reception's words are signed: in their first line, or by a line before what has none, or no room in it."""
        apart = side.kind is Kind.TO_PATIENT and _has_no_room(said)
        if apart:
            signed = {"what": "signed", "by": by, "album": said.album}
            self.line(connection, Kind.TOLD_PATIENT, side.account, signed, out=True)
        body: dict[str, Any] = {"chat": said.chat, "by": by, "answers": said.answers, "apart": apart}
        if said.copied:
            more = {"album": said.album, "html": said.html, "captioned": said.captioned}
            body |= {"copies": [said.message]} | more
        else:
            body["words"] = [[said.message, said.html]]
        waits = ALBUM if said.album else timedelta(0)
        return self._put(connection, side.kind, side.account, body, side.lane, waits, key)

    def _put(
        self,
        connection: Connection,
        kind: Kind,
        account: int,
        body: Mapping[str, Any],
        of: str,
        waits: timedelta = timedelta(0),
        key: str | None = None,
    ) -> int:
        now = self._clock.now()
        new = New(kind, account, now + waits, now + HELPS_FOR, now, body=dict(body), key=key, lane=of)
        number = put(self._database, connection, new, now)
        assert number is not None  # it has no key, or has_answered was asked
        return number

    def _carried(self, connection: Connection, chat: int, message: int) -> Row[Any] | None:
        """The message in the outbox that carries this one."""
        query = (
            select(outbox)
            .join(relays, relays.c.outbox_id == outbox.c.id)
            .where(relays.c.chat_id == chat, relays.c.message_id == message)
            .with_for_update(of=outbox)
        )
        return connection.execute(query).first()


def _key(album: str) -> str:
    return f"withheld:{album}"


def _fits(body: Mapping[str, Any], said: Said) -> bool:
    if said.copied:
        return bool(said.album) and body.get("album") == said.album
    length = sum(len(html) for _, html in body.get("words", ())) + len(said.html)
    return "words" in body and said.answers is None and length <= LONGEST


def _has_no_room(said: Said) -> bool:
    if said.copied:
        return bool(said.album) or not said.captioned or len(said.html) > LONGEST_CAPTION
    return len(said.html) > LONGEST


def _edited(body: dict[str, Any], said: Said) -> dict[str, Any]:
    if "words" not in body:
        return body | ({"html": said.html} if len(body["copies"]) == 1 else {})
    words = [[number, said.html if number == said.message else html] for number, html in body["words"]]
    return body | {"words": words}
