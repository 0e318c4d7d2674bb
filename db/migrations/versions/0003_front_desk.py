"""The front desk: persons, their patients and drafts, bookings under way, mirrors of the clinic's directory."""

import sqlalchemy as sa
from alembic import op

from db.columns import BigKey, Instant

revision = "0003"
down_revision = "0002"

# Two that begin at once see nothing of each other; on SQLite they can't, each holds the write lock (db/bookings.py).
ONE_IN_FLIGHT = """
    ALTER TABLE bookings ADD CONSTRAINT bookings_one_in_flight EXCLUDE USING gist
    (doctor_id WITH =, tstzrange(starts_at, ends_at, '[)') WITH &&) WHERE (state IN ('sending', 'unknown'))
"""


def upgrade() -> None:
    _persons()
    _bookings()
    _mirrors()


def downgrade() -> None:
    for name in ("clinic_file", "photo_files", "availability", "catalogue", "bookings", "drafts"):
        op.drop_table(name)
    for name in ("birth_date_tries", "patients", "accounts"):
        op.drop_table(name)


def _account() -> sa.Column[int]:
    return sa.Column("account_id", BigKey, sa.ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False)


def _persons() -> None:
    op.create_table(
        "accounts",
        sa.Column("id", BigKey, primary_key=True),
        sa.Column("telegram_id", sa.BigInteger, nullable=False, unique=True),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("phone_state", sa.String(12), nullable=False),
        sa.Column("phone_lookup", sa.String(64), index=True),
        sa.Column("phone_sealed", sa.LargeBinary),
        sa.Column("consent_version", sa.String(40)),
        sa.Column("consent_at", Instant),
        sa.Column("source", sa.String(64)),
        sa.Column("panel_id", sa.BigInteger),
        sa.Column("panel_kept", sa.Boolean, nullable=False),
        sa.Column("created_at", Instant, nullable=False),
    )
    op.create_table(
        "patients",
        sa.Column("id", BigKey, primary_key=True),
        _account(),
        sa.Column("crm_id", sa.String(200), nullable=False),
        sa.Column("phone_lookup", sa.String(64), nullable=False),
        sa.Column("verified", sa.Boolean, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("added_at", Instant, nullable=False),
        sa.UniqueConstraint("account_id", "crm_id"),
    )
    op.create_table(
        "birth_date_tries",
        sa.Column("phone_lookup", sa.String(64), primary_key=True),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("first_at", Instant, nullable=False),
    )
    op.create_table(
        "drafts",
        sa.Column("id", BigKey, primary_key=True),
        _account(),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("changed_at", Instant, nullable=False, index=True),
        sa.UniqueConstraint("account_id"),
        sqlite_autoincrement=True,
    )


def _bookings() -> None:
    op.create_table(
        "bookings",
        sa.Column("key", sa.String(32), primary_key=True),
        _account(),
        sa.Column("patient_id", BigKey, sa.ForeignKey("patients.id", ondelete="CASCADE"), nullable=False, index=True),
        sa.Column("doctor_id", sa.Integer, nullable=False),
        sa.Column("branch_id", sa.Integer, nullable=False),
        sa.Column("service_id", sa.Integer, nullable=False),
        sa.Column("starts_at", Instant, nullable=False),
        sa.Column("ends_at", Instant, nullable=False),
        sa.Column("token", sa.String, nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("appointment_id", sa.String(200)),
        sa.Column("told", sa.Boolean, nullable=False),
        sa.Column("changed_at", Instant, nullable=False),
    )
    op.create_index("ix_bookings_account_id_starts_at", "bookings", ["account_id", "starts_at"])
    op.create_index("ix_bookings_doctor_id_starts_at", "bookings", ["doctor_id", "starts_at"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute(ONE_IN_FLIGHT)


def _mirrors() -> None:
    op.create_table(
        "catalogue",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("crm_id", sa.String(700), nullable=False),
        sa.Column("body", sa.JSON, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.UniqueConstraint("kind", "crm_id"),
    )
    op.create_table(
        "availability",
        sa.Column("doctor_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("branch_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("service_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("first_at", Instant),
    )
    op.create_table(
        "photo_files",
        sa.Column("bot_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("photo", sa.String(64), primary_key=True),
        sa.Column("file_id", sa.String(200), nullable=False),
    )
    op.create_table(
        "clinic_file",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("body", sa.JSON, nullable=False),
        sa.Column("imported_at", Instant, nullable=False),
    )
