"""A mirror of the visits of our people's patients."""

from sqlalchemy import Column, Index, Integer, String, Table, text

from db.columns import BigKey, Instant
from db.metadata import metadata

UNTOLD = text("changed_at IS NOT NULL")

# Ids are the clinic's system's own, also of the patients; but ``id``, which buttons carry.
visits = Table(
    "visits",
    metadata,
    Column("id", BigKey, primary_key=True),
    Column("appointment_id", String(200), nullable=False, unique=True),
    Column("patient_id", String(200), nullable=False),
    Column("doctor_id", String(200), nullable=False),
    Column("branch_id", String(200)),
    Column("service_id", String(200)),
    Column("starts_at", Instant, nullable=False),
    Column("ends_at", Instant, nullable=False),
    Column("status", String(12), nullable=False),
    Column("version", String(200), nullable=False),
    Column("known_at", Instant, nullable=False),  # since when it is known to begin at starts_at
    # What people know of it, and since when that is no longer so: not told yet, for it may be changed back.
    Column("told_starts_at", Instant, nullable=False),
    Column("told_doctor_id", String(200), nullable=False),
    Column("told_branch_id", String(200)),
    Column("told_status", String(12), nullable=False),
    Column("changed_at", Instant),
    # Its entry in the calendars of phones: one for the whole life of the visit, and how often it has changed there.
    Column("uid", String(64), nullable=False, server_default="-"),
    Column("sequence", Integer, nullable=False, server_default="0"),
    Column("cancelling_at", Instant),  # since when somebody here is cancelling it
    Index(None, "patient_id", "starts_at"),
    Index(None, "starts_at"),
    Index("ix_visits_changed", "changed_at", postgresql_where=UNTOLD, sqlite_where=UNTOLD),
    sqlite_autoincrement=True,  # an id in an old button must never come to mean another visit
)

# When each linked patient's visits were looked at last.
looks = Table(
    "looks",
    metadata,
    Column("patient_id", String(200), primary_key=True),
    Column("at", Instant, nullable=False, index=True),
)

# One row: how far the system's changes have been followed.
feed = Table(
    "feed",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("cursor", String, nullable=False),
    Column("at", Instant, nullable=False),
)
