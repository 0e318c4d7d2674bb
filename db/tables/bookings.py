"""Each wish to book, from its check card on."""

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, String, Table, text

from db.columns import Instant
from db.metadata import metadata

IN_FLIGHT = text("state IN ('sending', 'unknown')")
IS_BOOKED = text("state = 'booked'")

bookings = Table(
    "bookings",
    metadata,
    Column("key", String(32), primary_key=True),
    Column("account_id", ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False),
    Column("patient_id", ForeignKey("patients.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("doctor_id", Integer, nullable=False),
    Column("branch_id", Integer, nullable=False),
    Column("service_id", Integer, nullable=False),
    Column("starts_at", Instant, nullable=False),
    Column("ends_at", Instant, nullable=False),
    Column("token", String, nullable=False),
    Column("state", String(12), nullable=False),
    Column("appointment_id", String(200)),
    Column("told", Boolean, nullable=False),
    Column("changed_at", Instant, nullable=False),
    Column("moving", BigInteger),  # the visit that it takes the place of, and when that was to begin
    Column("instead_of", Instant),
    Index("ix_bookings_account_id_starts_at", "account_id", "starts_at"),
    Index("ix_bookings_doctor_id_starts_at", "doctor_id", "starts_at"),
    # What is looked for every second, or every few, among all that were ever made.
    Index("ix_bookings_in_flight", "doctor_id", postgresql_where=IN_FLIGHT, sqlite_where=IN_FLIGHT),
    # A visit is moved to one place at a time.
    Index("ix_bookings_moving", "moving", unique=True, postgresql_where=IN_FLIGHT, sqlite_where=IN_FLIGHT),
    Index("ix_bookings_booked", "changed_at", postgresql_where=IS_BOOKED, sqlite_where=IS_BOOKED),
    Index("ix_bookings_untold", "changed_at", postgresql_where=text("told IS false"), sqlite_where=text("told IS 0")),
)
