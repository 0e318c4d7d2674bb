"""Admins change the clinic in Telegram: its revision, what was changed, and who may."""

import sqlalchemy as sa
from alembic import op

from db.columns import BigKey, Instant

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.add_column("clinic_file", sa.Column("revision", sa.Integer, nullable=False, server_default="1"))
    op.create_table(
        "admins",
        sa.Column("account_id", BigKey, sa.ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("at", Instant, nullable=False),
    )
    op.create_table(
        "admin_invites",
        sa.Column("token", sa.String(64), primary_key=True),
        sa.Column("made_at", Instant, nullable=False),
    )
    op.create_table(
        "edits",
        sa.Column("id", BigKey, primary_key=True),
        sa.Column("at", Instant, nullable=False),
        sa.Column("revision", sa.Integer, unique=True),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
    )


def downgrade() -> None:
    for table in ("edits", "admin_invites", "admins"):
        op.drop_table(table)
    op.drop_column("clinic_file", "revision")
