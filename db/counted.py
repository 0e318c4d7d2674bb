"""What is counted of a day, from the rows that there are of it (reception/figures/counts.py says what each means)."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, bindparam, case, exists, func, literal_column, select

from crm.model import Status
from db.database import Database
from db.tables import accounts, bookings, catalogue, dialogues, outbox, ratings, visits
from reception.figures.counts import ASKED, MOVED, NEW, SECONDS, TAKEN, Count, What
from reminders.notes import Score
from reminders.outbox import State
from reminders.plan import TO_PEOPLE

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


async def counted(database: Database, on: date, since: datetime, until: datetime) -> list[Count]:
    """One statement for each thing: none keeps others waiting for long."""
    day = {"since": since, "until": until}
    found = [
        Count(on, what, row.which, row.number)
        for what, query in OF_ROWS.items()
        for row in await database.rows(query, day)
    ]
    found += _marked(on, await database.rows(RATED, day))
    return [*found, *_waited(on, await database.rows(ASKED_RECEPTION, day))]


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
