"""The built-in clinic system's own tables.

What overlap forbids stands in migration 0002 and in the database itself: exclusion constraints on PostgreSQL,
triggers on SQLite, both called ``crm_doctor_busy`` and ``crm_patient_busy``.

``gone``: no longer in the clinic file; kept because appointments point to it. Columns named ``sealed`` hold encrypted
JSON and ``*_lookup`` keyed hashes (db/cipher.py). ``begins`` and ``ends`` are wall times of the branch.
"""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Time,
)

from db.columns import BigKey, Instant
from db.metadata import NAMES

metadata = MetaData(naming_convention=NAMES)

settings = Table(
    "crm_settings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("step_minutes", Integer, nullable=False),
)

branches = Table(
    "crm_branches",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("name", JSON, nullable=False),
    Column("address", JSON, nullable=False),
    Column("zone", String(64), nullable=False),
    Column("phone", String(20)),
    Column("pin", JSON(none_as_null=True)),
    Column("accepts_patients", Boolean, nullable=False),
    Column("position", Integer, nullable=False),
    Column("gone", Boolean, nullable=False),
)

specialties = Table(
    "crm_specialties",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("name", JSON, nullable=False),
    Column("delicate", Boolean, nullable=False),
    Column("position", Integer, nullable=False),
    Column("gone", Boolean, nullable=False),
)

services = Table(
    "crm_services",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("name", JSON, nullable=False),
    Column("specialty_id", ForeignKey("crm_specialties.id")),
    Column("note", JSON, nullable=False),
    Column("position", Integer, nullable=False),
    Column("gone", Boolean, nullable=False),
)

doctors = Table(
    "crm_doctors",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("name", JSON, nullable=False),
    Column("specialty_ids", JSON, nullable=False),
    Column("about", JSON, nullable=False),
    Column("photo", LargeBinary),
    Column("photo_digest", String(64)),
    Column("youngest", Integer, nullable=False),
    Column("oldest", Integer, nullable=False),
    Column("home_visits", Boolean, nullable=False),
    Column("position", Integer, nullable=False),
    Column("gone", Boolean, nullable=False),
)

offers = Table(
    "crm_offers",
    metadata,
    Column("doctor_id", ForeignKey("crm_doctors.id"), primary_key=True),
    Column("branch_id", ForeignKey("crm_branches.id"), primary_key=True),
    Column("service_id", ForeignKey("crm_services.id"), primary_key=True),
    Column("minutes", Integer, nullable=False),
    Column("price", String(12)),  # a decimal as text: SQLite has none
    Column("position", Integer, nullable=False),
)

# Every week on ``weekday`` (Monday 0), or once more on one date.
hours = Table(
    "crm_hours",
    metadata,
    Column("id", BigKey, primary_key=True),
    Column("doctor_id", ForeignKey("crm_doctors.id"), nullable=False),
    Column("branch_id", ForeignKey("crm_branches.id"), nullable=False),
    Column("weekday", Integer),
    Column("works_on", Date),
    Column("begins", Time, nullable=False),
    Column("ends", Time, nullable=False),
    CheckConstraint("(weekday IS NULL) <> (works_on IS NULL)", name="weekly_or_once"),
    Index(None, "doctor_id", "branch_id"),
)

# A doctor's days off or parts of a day; without a doctor: the clinic's holidays. ``entered_at``: by reception, so that
# no import takes it out; without it: from the clinic file.
days_off = Table(
    "crm_days_off",
    metadata,
    Column("id", BigKey, primary_key=True),
    Column("doctor_id", ForeignKey("crm_doctors.id"), index=True),
    Column("begins", DateTime, nullable=False),
    Column("ends", DateTime, nullable=False),
    Column("entered_at", Instant),
)

patients = Table(
    "crm_patients",
    metadata,
    Column("id", BigKey, primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
    Column("person_lookup", String(64), nullable=False, unique=True),
    Column("namesake_lookup", String(64), nullable=False, index=True),
    Column("phone_lookup", String(64), nullable=False, index=True),
    Column("created_at", Instant, nullable=False),
)

appointments = Table(
    "crm_appointments",
    metadata,
    Column("id", BigKey, primary_key=True),
    Column("key", String(64), nullable=False, unique=True),
    Column("patient_id", ForeignKey("crm_patients.id"), nullable=False),
    Column("doctor_id", ForeignKey("crm_doctors.id"), nullable=False),
    Column("branch_id", ForeignKey("crm_branches.id"), nullable=False),
    Column("service_id", ForeignKey("crm_services.id"), nullable=False),
    Column("starts_at", Instant, nullable=False),
    Column("ends_at", Instant, nullable=False),
    Column("status", String(12), nullable=False),
    Column("version", Integer, nullable=False),
    Column("made_by", String(12), nullable=False),
    Column("change", BigInteger, nullable=False, unique=True),
    Column("confirmed_at", Instant),  # when the patient first said that they will come, at this time
    CheckConstraint("starts_at < ends_at", name="has_length"),  # an empty range would overlap nothing
    CheckConstraint("status IN ('booked', 'arrived', 'fulfilled', 'cancelled', 'noshow')", name="status"),
    Index(None, "doctor_id", "starts_at"),
    Index(None, "patient_id", "starts_at"),
)

moves = Table(
    "crm_moves",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("appointment_id", ForeignKey("crm_appointments.id"), nullable=False),
)

# What doctors are asked to come for; nobody's time is taken by it.
home_calls = Table(
    "crm_home_calls",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("patient_id", ForeignKey("crm_patients.id"), nullable=False),
    Column("doctor_id", ForeignKey("crm_doctors.id"), nullable=False),
    Column("urgent", Boolean, nullable=False),
    Column("asked_at", Instant, nullable=False, index=True),
    Column("sealed", LargeBinary, nullable=False),
)

# One row: the number of the last change. Who draws the next holds its lock until the end of the transaction.
feed = Table(
    "crm_feed",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("last", BigInteger, nullable=False),
)
