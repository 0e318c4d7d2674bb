"""The built-in clinic system, and in the database itself: nobody is in two appointments at one time."""

import sqlalchemy as sa
from alembic import op

from db.columns import BigKey, Instant

revision = "0002"
down_revision = "0001"

ACTIVE = "status NOT IN ('cancelled', 'noshow')"
GUARDS = {"crm_doctor_busy": "doctor_id", "crm_patient_busy": "patient_id"}


def upgrade() -> None:
    _directory()
    _hours()
    _appointments()
    guard = _guard_postgresql if op.get_bind().dialect.name == "postgresql" else _guard_sqlite
    for name, who in GUARDS.items():
        guard(name, who)


def downgrade() -> None:
    for name in ("feed", "moves", "appointments", "patients", "days_off", "hours", "offers"):
        op.drop_table(f"crm_{name}")
    for name in ("doctors", "services", "specialties", "branches", "settings"):
        op.drop_table(f"crm_{name}")


def _guard_postgresql(name: str, who: str) -> None:
    op.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
    op.execute(
        f"ALTER TABLE crm_appointments ADD CONSTRAINT {name} EXCLUDE USING gist "
        f"({who} WITH =, tstzrange(starts_at, ends_at, '[)') WITH &&) WHERE ({ACTIVE})"
    )


def _guard_sqlite(name: str, who: str) -> None:
    """Sure because every writer holds the write lock from its BEGIN IMMEDIATE on."""
    overlap = (
        f"SELECT 1 FROM crm_appointments WHERE {ACTIVE} AND {who} = NEW.{who} "  # noqa: S608 our own constants
        "AND starts_at < NEW.ends_at AND ends_at > NEW.starts_at"
    )
    for event, others in (("INSERT", ""), ("UPDATE", " AND id <> NEW.id")):
        op.execute(
            f"CREATE TRIGGER {name}_{event.lower()} BEFORE {event} ON crm_appointments "
            f"WHEN NEW.{ACTIVE} AND EXISTS ({overlap}{others}) BEGIN SELECT RAISE(ABORT, '{name}'); END"
        )


def _directory() -> None:
    op.create_table(
        "crm_settings",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("step_minutes", sa.Integer, nullable=False),
    )
    op.create_table(
        "crm_branches",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("name", sa.JSON, nullable=False),
        sa.Column("address", sa.JSON, nullable=False),
        sa.Column("zone", sa.String(64), nullable=False),
        sa.Column("phone", sa.String(20)),
        sa.Column("pin", sa.JSON),
        sa.Column("accepts_patients", sa.Boolean, nullable=False),
        *_listed(),
    )
    op.create_table(
        "crm_specialties",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("name", sa.JSON, nullable=False),
        sa.Column("delicate", sa.Boolean, nullable=False),
        *_listed(),
    )
    op.create_table(
        "crm_services",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("name", sa.JSON, nullable=False),
        sa.Column("specialty_id", sa.String(32), sa.ForeignKey("crm_specialties.id")),
        sa.Column("note", sa.JSON, nullable=False),
        *_listed(),
    )
    op.create_table(
        "crm_doctors",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("name", sa.JSON, nullable=False),
        sa.Column("specialty_ids", sa.JSON, nullable=False),
        sa.Column("about", sa.JSON, nullable=False),
        sa.Column("photo", sa.LargeBinary),
        sa.Column("photo_digest", sa.String(64)),
        sa.Column("youngest", sa.Integer, nullable=False),
        sa.Column("oldest", sa.Integer, nullable=False),
        sa.Column("home_visits", sa.Boolean, nullable=False),
        *_listed(),
    )


def _listed() -> tuple[sa.Column[int], sa.Column[bool]]:
    return sa.Column("position", sa.Integer, nullable=False), sa.Column("gone", sa.Boolean, nullable=False)


def _hours() -> None:
    op.create_table(
        "crm_offers",
        sa.Column("doctor_id", sa.String(32), sa.ForeignKey("crm_doctors.id"), primary_key=True),
        sa.Column("branch_id", sa.String(32), sa.ForeignKey("crm_branches.id"), primary_key=True),
        sa.Column("service_id", sa.String(32), sa.ForeignKey("crm_services.id"), primary_key=True),
        sa.Column("minutes", sa.Integer, nullable=False),
        sa.Column("price", sa.String(12)),
        sa.Column("position", sa.Integer, nullable=False),
    )
    op.create_table(
        "crm_hours",
        sa.Column("id", BigKey, primary_key=True),
        sa.Column("doctor_id", sa.String(32), sa.ForeignKey("crm_doctors.id"), nullable=False),
        sa.Column("branch_id", sa.String(32), sa.ForeignKey("crm_branches.id"), nullable=False),
        sa.Column("weekday", sa.Integer),
        sa.Column("works_on", sa.Date),
        sa.Column("begins", sa.Time, nullable=False),
        sa.Column("ends", sa.Time, nullable=False),
        sa.CheckConstraint("(weekday IS NULL) <> (works_on IS NULL)", name="weekly_or_once"),
    )
    op.create_index("ix_crm_hours_doctor_id_branch_id", "crm_hours", ["doctor_id", "branch_id"])
    op.create_table(
        "crm_days_off",
        sa.Column("id", BigKey, primary_key=True),
        sa.Column("doctor_id", sa.String(32), sa.ForeignKey("crm_doctors.id"), index=True),
        sa.Column("begins", sa.DateTime, nullable=False),
        sa.Column("ends", sa.DateTime, nullable=False),
    )


def _appointments() -> None:
    op.create_table(
        "crm_patients",
        sa.Column("id", BigKey, primary_key=True),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("person_lookup", sa.String(64), nullable=False, unique=True),
        sa.Column("namesake_lookup", sa.String(64), nullable=False, index=True),
        sa.Column("phone_lookup", sa.String(64), nullable=False, index=True),
        sa.Column("created_at", Instant, nullable=False),
    )
    op.create_table(
        "crm_appointments",
        sa.Column("id", BigKey, primary_key=True),
        sa.Column("key", sa.String(64), nullable=False, unique=True),
        sa.Column("patient_id", BigKey, sa.ForeignKey("crm_patients.id"), nullable=False),
        sa.Column("doctor_id", sa.String(32), sa.ForeignKey("crm_doctors.id"), nullable=False),
        sa.Column("branch_id", sa.String(32), sa.ForeignKey("crm_branches.id"), nullable=False),
        sa.Column("service_id", sa.String(32), sa.ForeignKey("crm_services.id"), nullable=False),
        sa.Column("starts_at", Instant, nullable=False),
        sa.Column("ends_at", Instant, nullable=False),
        sa.Column("status", sa.String(12), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("made_by", sa.String(12), nullable=False),
        sa.Column("change", sa.BigInteger, nullable=False, unique=True),
        sa.CheckConstraint("starts_at < ends_at", name="has_length"),
        sa.CheckConstraint("status IN ('booked', 'arrived', 'fulfilled', 'cancelled', 'noshow')", name="status"),
    )
    op.create_index("ix_crm_appointments_doctor_id_starts_at", "crm_appointments", ["doctor_id", "starts_at"])
    op.create_index("ix_crm_appointments_patient_id_starts_at", "crm_appointments", ["patient_id", "starts_at"])
    op.create_table(
        "crm_moves",
        sa.Column("key", sa.String(64), primary_key=True),
        sa.Column("appointment_id", BigKey, sa.ForeignKey("crm_appointments.id"), nullable=False),
    )
    op.create_table(
        "crm_feed",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("last", sa.BigInteger, nullable=False),
    )
    op.execute("INSERT INTO crm_feed (id, last) VALUES (1, 0)")
