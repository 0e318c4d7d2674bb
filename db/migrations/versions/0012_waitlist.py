"""The waitlist: who waits for a time, which times are kept for whom, and what was free at the last look."""

import sqlalchemy as sa
from alembic import op

from db.columns import BigKey, Instant

revision = "0012"
down_revision = "0011"

OPEN, LIVE = sa.text("ended_at IS NULL"), sa.text("state = 'held'")


def upgrade() -> None:
    _wishes()
    _holds()
    op.create_table("watched", *_place(), sa.Column("until", Instant, nullable=False))
    op.create_table(
        "free_times",
        *_place(),
        sa.Column("starts_at", Instant, primary_key=True),
        sa.Column("since", Instant),
        sa.Column("entered", sa.Boolean, nullable=False),
    )
    op.create_index("ix_free_times_since", "free_times", ["since"])


def downgrade() -> None:
    for table in ("free_times", "watched", "holds", "wishes"):
        op.drop_table(table)


def _wishes() -> None:
    op.create_table(
        "wishes",
        sa.Column("id", BigKey, primary_key=True),
        *_whose(),
        sa.Column("branch_id", sa.Integer, nullable=False),
        sa.Column("specialty_id", sa.Integer, nullable=False),
        sa.Column("doctor_id", sa.Integer, nullable=False),
        sa.Column("service_id", sa.Integer, nullable=False),
        sa.Column("moving", sa.BigInteger),
        sa.Column("days", sa.Integer, nullable=False),
        sa.Column("made_at", Instant, nullable=False),
        sa.Column("ends_at", Instant, nullable=False),
        sa.Column("ended_at", Instant),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_wishes_account_id", "wishes", ["account_id"])
    op.create_index("ix_wishes_patient_id", "wishes", ["patient_id"])
    op.create_index("ix_wishes_open", "wishes", ["id"], postgresql_where=OPEN, sqlite_where=OPEN)


def _holds() -> None:
    op.create_table(
        "holds",
        sa.Column("id", BigKey, primary_key=True),
        sa.Column("wish_id", BigKey, sa.ForeignKey("wishes.id", ondelete="CASCADE"), nullable=False),
        *_whose(),
        sa.Column("doctor_id", sa.Integer, nullable=False),
        sa.Column("branch_id", sa.Integer, nullable=False),
        sa.Column("service_id", sa.Integer, nullable=False),
        sa.Column("starts_at", Instant, nullable=False),
        sa.Column("ends_at", Instant, nullable=False),
        sa.Column("made_at", Instant, nullable=False),
        sa.Column("until", Instant, nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.CheckConstraint("state IN ('held', 'declined', 'lapsed', 'gone')", name="state"),
        sqlite_autoincrement=True,
    )
    for column in ("wish_id", "account_id", "patient_id"):
        op.create_index(f"ix_holds_{column}", "holds", [column])
    op.create_index("ix_holds_live", "holds", ["doctor_id"], postgresql_where=LIVE, sqlite_where=LIVE)


def _whose() -> list[sa.Column[int]]:
    return [
        sa.Column(f"{whose}_id", BigKey, sa.ForeignKey(f"{whose}s.id", ondelete="CASCADE"), nullable=False)
        for whose in ("account", "patient")
    ]


def _place() -> list[sa.Column[int]]:
    return [
        sa.Column(f"{what}_id", sa.Integer, primary_key=True, autoincrement=False)
        for what in ("doctor", "branch", "service")
    ]
