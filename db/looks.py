"""Whose visits want a look, read from indexes: it takes as long with a million visits as with a few."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, literal, or_, select, union_all

from crm.model import Status
from db.database import Database
from db.tables import looks, patients, visits
from reception.visit_mirror import SOON

NEVER = datetime(1970, 1, 1, tzinfo=UTC)  # a look at who is linked and has not been looked at


def to_look_at(database: Database) -> Any:
    """A row for each linked patient who has none: an older version linked them without."""
    unseen = select(patients.c.crm_id, literal(NEVER, looks.c.at.type)).distinct()
    unseen = unseen.where(~exists().where(looks.c.patient_id == patients.c.crm_id))
    return database.insert(looks).from_select(["patient_id", "at"], unseen).on_conflict_do_nothing()


def longest_ago(before: datetime, now: datetime, most: int, *, but_soon: bool) -> Select[Any]:
    """Never comes first, and last a look that is yet to come: the clock was set back since.

    ``but_soon``: none who was looked at and has a visit soon.
    """
    wanted: list[ColumnElement[bool]] = [exists().where(patients.c.crm_id == looks.c.patient_id)]
    if but_soon:
        soon = exists().where(visits.c.patient_id == looks.c.patient_id, *_is_soon(now))
        wanted.append(or_(looks.c.at == NEVER, ~soon))
    halves = (looks.c.at <= before, looks.c.at > now)
    some = [select(looks).where(half, *wanted).order_by(looks.c.at).limit(most).subquery() for half in halves]
    both = union_all(*(select(half) for half in some)).subquery()
    return select(both).order_by(both.c.at).limit(most)


def _is_soon(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return visits.c.status == Status.BOOKED, visits.c.starts_at > now, visits.c.starts_at < now + SOON


def with_a_visit_soon(before: datetime, now: datetime, most: int) -> Select[Any]:
    """Those with a visit soon, whose look was before then."""
    return (
        select(visits.c.patient_id)
        .join(looks, looks.c.patient_id == visits.c.patient_id)
        .where(*_is_soon(now))
        .where(looks.c.at != NEVER, or_(looks.c.at <= before, looks.c.at > now))
        .where(exists().where(patients.c.crm_id == visits.c.patient_id))
        .group_by(visits.c.patient_id, looks.c.at)
        .order_by(func.min(visits.c.starts_at), looks.c.at)
        .limit(most)
    )
