"""Counts by day, from the rows that are there and from what was kept of those that are not (reception/figures/)."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from operator import itemgetter
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    and_,
    bindparam,
    case,
    exists,
    func,
    literal_column,
    select,
)

from crm.model import Status
from db.database import Database
from db.tables import accounts, bookings, catalogue, counts, dialogues, outbox, ratings, seen, visits
from reception.figures.counts import ASKED, MOVED, NEW, SECONDS, TAKEN, Count, Seen, What
from reminders.notes import Score
from reminders.outbox import State
from reminders.plan import TO_PEOPLE

Comings = Callable[[datetime | None, Seen], list[Count]]
CLOSED = "closed"  # in place of a What
MARKS = {Score.GREAT: 5, Score.GOOD: 4, Score.SO_SO: 3, Score.BAD: 2, Score.VERY_BAD: 1}
TELLING = (State.SENT, State.FAILED, State.SKIPPED)  # one that is dropped was never to be sent


def _within(at: ColumnElement[Any]) -> ColumnElement[bool]:
    return and_(at >= bindparam("since"), at < bindparam("until"))


def _counted(which: ColumnElement[Any], at: ColumnElement[Any], *where: ColumnElement[bool]) -> Select[Any]:
    which = which.label("which")
    return select(which, func.count().label("number")).where(_within(at), *where).group_by(which)


def _moved_away() -> ColumnElement[bool]:
    """A new appointment goes on in its place (db/entries.py): it is cancelled in name alone."""
    heir = visits.alias("heir")
    same = (heir.c.patient_id == visits.c.patient_id) & (heir.c.uid == visits.c.uid)
    return exists().where(same, heir.c.sequence > visits.c.sequence)


def _known(kind: str, crm_id: ColumnElement[Any]) -> ColumnElement[int]:
    """Our number of a doctor or a branch; 0 for one that the directory never held."""
    number = select(catalogue.c.id).where(catalogue.c.kind == kind, catalogue.c.crm_id == crm_id).scalar_subquery()
    return func.coalesce(number, 0)


def _rated() -> Select[Any]:
    doctor, branch = _known("doctor", visits.c.doctor_id), _known("branch", visits.c.branch_id)
    own = (doctor.label("doctor"), branch.label("branch"), ratings.c.score)
    rated = select(*own, func.count().label("number")).join(visits, visits.c.id == ratings.c.visit_id)
    return rated.where(_within(ratings.c.at)).group_by(*own)


_is_booked = bookings.c.state == literal_column("'booked'")  # in its partial index's own words
_anew = case((bookings.c.moving.is_(None), NEW), else_=MOVED)
OF_ROWS = {
    What.CAME: _counted(func.coalesce(accounts.c.source, ""), accounts.c.created_at),
    What.BOOKED: _counted(_anew, bookings.c.changed_at, _is_booked),
    What.VISIT: _counted(
        visits.c.status, visits.c.starts_at, ~and_(visits.c.status == Status.CANCELLED, _moved_away())
    ),
    What.NOTICE: _counted(
        outbox.c.state, outbox.c.settled_at, outbox.c.kind.in_(TO_PEOPLE), outbox.c.state.in_(TELLING)
    ),
}
RATED = _rated()
ASKED_RECEPTION = select(dialogues.c.waiting_since, dialogues.c.taken_at).where(_within(dialogues.c.waiting_since))
BLOCKED = func.count(accounts.c.unreachable_at)


class CountStore:
    """reception.figures.counts.Counts."""

    def __init__(self, database: Database, comings: Comings) -> None:
        """``comings``: what somebody adds who was there before (reception/figures/tally.py)."""
        self._database = database
        self._comings = comings

    async def add(self, counted: list[Count], people: dict[int, Seen]) -> None:
        def write(connection: Connection) -> None:
            add(self._database, connection, [*counted, *self._sees(connection, people)])

        await self._database.change(write)

    async def kept(self, first: date, last: date) -> list[Count]:
        query = select(counts).where(counts.c.on >= first, counts.c.on <= last, counts.c.what != CLOSED)
        rows = await self._database.rows(query.order_by(counts.c.on, counts.c.what, counts.c.which))
        return [Count(row.on, What(row.what), row.which, row.number) for row in rows]

    async def closed(self) -> date | None:
        (row,) = await self._database.rows(select(func.max(counts.c.on).label("on")).where(counts.c.what == CLOSED))
        last: date | None = row.on
        return last

    async def close(self, on: date, counted: list[Count]) -> None:
        rows = [_row(one) for one in counted] + [{"on": on, "what": CLOSED, "which": "", "number": 1}]
        async with self._database.write() as connection:
            await connection.execute(self._database.insert(counts).on_conflict_do_nothing(), rows)

    async def of_day(self, on: date, since: datetime, until: datetime) -> list[Count]:
        day = {"since": since, "until": until}
        found = [
            Count(on, what, row.which, row.number)
            for what, query in OF_ROWS.items()
            for row in await self._database.rows(query, day)
        ]
        found += _marked(on, await self._database.rows(RATED, day))
        return [*found, *_waited(on, await self._database.rows(ASKED_RECEPTION, day))]

    async def begun(self) -> datetime | None:
        (row,) = await self._database.rows(select(func.min(accounts.c.created_at).label("at")))
        first: datetime | None = row.at
        return first

    async def people(self) -> tuple[int, int]:
        (row,) = await self._database.rows(
            select(func.count().label("number"), BLOCKED.label("blocked")).select_from(accounts)
        )
        return row.number, row.blocked

    def _sees(self, connection: Connection, people: dict[int, Seen]) -> list[Count]:
        if not people:
            return []
        if not self._database.is_sqlite:  # two processes would both count whoever writes to both
            connection.execute(select(func.pg_advisory_xact_lock(func.hashtext("seen"))))
        there = {row.id: row.at for row in connection.execute(_last_seen(people))}
        sees = self._database.insert(seen)
        sees = sees.on_conflict_do_update(index_elements=["account_id"], set_={"at": sees.excluded.at})
        if there:
            connection.execute(sees, [{"account_id": person, "at": people[person].last} for person in there])
        return [one for person, before in there.items() for one in self._comings(before, people[person])]


def add(database: Database, connection: Connection, counted: Iterable[Count]) -> None:
    """To what is kept of their days, in whatever transaction they come to pass in."""
    sums = Counter[tuple[date, str, str]]()
    for one in counted:
        sums[one.on, one.what, one.which] += one.number
    if sums:
        more = database.insert(counts)
        more = more.on_conflict_do_update(
            index_elements=["on", "what", "which"], set_={"number": counts.c.number + more.excluded.number}
        )
        rows = [
            {"on": on, "what": what, "which": which, "number": number} for (on, what, which), number in sums.items()
        ]
        connection.execute(more, sorted(rows, key=itemgetter("on", "what", "which")))


def _last_seen(people: Iterable[int]) -> Select[Any]:
    """Who is erased meanwhile is erased afterwards."""
    last = select(accounts.c.id, seen.c.at).outerjoin(seen).where(accounts.c.id.in_(sorted(people)))
    return last.order_by(accounts.c.id).with_for_update(read=True, key_share=True, of=accounts)


def _row(one: Count) -> dict[str, Any]:
    return {"on": one.on, "what": one.what, "which": one.which, "number": one.number}


def _waited(on: date, rows: Sequence[Row[Any]]) -> list[Count]:
    taken = [row for row in rows if row.taken_at]
    seconds = sum((row.taken_at - row.waiting_since).total_seconds() for row in taken)
    numbers = {ASKED: len(rows), TAKEN: len(taken), SECONDS: round(seconds)}
    return [Count(on, What.QUEUE, which, number) for which, number in numbers.items() if number]


def _marked(on: date, rows: Iterable[Row[Any]]) -> Iterator[Count]:
    """Without visits that did not take place."""
    for row in rows:
        if mark := MARKS.get(Score(row.score)):
            yield Count(on, What.RATED, f"{row.doctor}:{row.branch}:{mark}", row.number)
