"""Who waits for a time, which are kept for whom, and what was free at the last look."""

from sqlalchemy import BigInteger, Boolean, CheckConstraint, Column, ForeignKey, Index, Integer, String, Table, text

from db.columns import BigKey, Instant
from db.metadata import metadata

OPEN, LIVE = text("ended_at IS NULL"), text("state = 'held'")

# Who waits for a time to become free, and for which (reception/waitlist/wish.py). Local ids, 0 for any.
wishes = Table(
    "wishes",
    metadata,
    Column("id", BigKey, primary_key=True),
    Column("account_id", ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("patient_id", ForeignKey("patients.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("branch_id", Integer, nullable=False),
    Column("specialty_id", Integer, nullable=False),
    Column("doctor_id", Integer, nullable=False),
    Column("service_id", Integer, nullable=False),
    Column("moving", BigInteger),  # the visit that the time would be instead of
    Column("days", Integer, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("ends_at", Instant, nullable=False),
    Column("ended_at", Instant),
    Index("ix_wishes_open", "id", postgresql_where=OPEN, sqlite_where=OPEN),
    sqlite_autoincrement=True,  # buttons carry its ids
)

# Times kept for one patient until they say; lapsed, they are kept for nobody.
holds = Table(
    "holds",
    metadata,
    Column("id", BigKey, primary_key=True),
    Column("wish_id", ForeignKey("wishes.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("account_id", ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("patient_id", ForeignKey("patients.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("doctor_id", Integer, nullable=False),
    Column("branch_id", Integer, nullable=False),
    Column("service_id", Integer, nullable=False),
    Column("starts_at", Instant, nullable=False),
    Column("ends_at", Instant, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("until", Instant, nullable=False),
    Column("state", String(8), nullable=False),
    CheckConstraint("state IN ('held', 'declined', 'lapsed', 'gone')", name="state"),
    Index("ix_holds_live", "doctor_id", postgresql_where=LIVE, sqlite_where=LIVE),
    sqlite_autoincrement=True,  # buttons carry its ids
)

# Where somebody waits for a time: what was free at the last look, how far that look reached, and since when it is free;
# NULL: since before the first look. ``entered``: it only came nearer, and others were free before it.
watched = Table(
    "watched",
    metadata,
    Column("doctor_id", Integer, primary_key=True, autoincrement=False),
    Column("branch_id", Integer, primary_key=True, autoincrement=False),
    Column("service_id", Integer, primary_key=True, autoincrement=False),
    Column("until", Instant, nullable=False),
)

free_times = Table(
    "free_times",
    metadata,
    Column("doctor_id", Integer, primary_key=True, autoincrement=False),
    Column("branch_id", Integer, primary_key=True, autoincrement=False),
    Column("service_id", Integer, primary_key=True, autoincrement=False),
    Column("starts_at", Instant, primary_key=True),
    Column("since", Instant, index=True),
    Column("entered", Boolean, nullable=False),
)
