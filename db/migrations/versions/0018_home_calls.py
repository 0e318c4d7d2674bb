"""Home calls: what becomes of each, and those that the built-in system has."""

import sqlalchemy as sa
from alembic import op

from db.columns import BigKey, Instant

revision = "0018"
down_revision = "0017"

NOT_KNOWN = sa.text("state IN ('sending', 'unknown')")


def upgrade() -> None:
    op.create_table(
        "home_calls",
        sa.Column("key", sa.String(32), primary_key=True),
        sa.Column("account_id", BigKey, sa.ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False),
        sa.Column("patient_id", BigKey, sa.ForeignKey("patients.id", ondelete="CASCADE"), nullable=False),
        sa.Column("doctor_id", sa.Integer, nullable=False),
        sa.Column("dialogue_id", BigKey, sa.ForeignKey("dialogues.id", ondelete="CASCADE")),
        sa.Column("urgent", sa.Boolean, nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("asked_at", Instant),
        sa.Column("changed_at", Instant, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
    )
    for column in ("account_id", "patient_id", "dialogue_id"):
        op.create_index(f"ix_home_calls_{column}", "home_calls", [column])
    op.create_index(
        "ix_home_calls_not_known", "home_calls", ["changed_at"], postgresql_where=NOT_KNOWN, sqlite_where=NOT_KNOWN
    )
    op.create_table(
        "crm_home_calls",
        sa.Column("key", sa.String(64), primary_key=True),
        sa.Column("patient_id", BigKey, sa.ForeignKey("crm_patients.id"), nullable=False),
        sa.Column("doctor_id", sa.String(32), sa.ForeignKey("crm_doctors.id"), nullable=False),
        sa.Column("urgent", sa.Boolean, nullable=False),
        sa.Column("asked_at", Instant, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
    )
    op.create_index("ix_crm_home_calls_asked_at", "crm_home_calls", ["asked_at"])


def downgrade() -> None:
    op.drop_table("crm_home_calls")
    op.drop_table("home_calls")
