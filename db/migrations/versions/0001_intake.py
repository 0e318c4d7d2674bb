"""The inbox of updates and the proof that the data key is the right one."""

import sqlalchemy as sa
from alembic import op

from db.columns import Instant

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "key_proof",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("word", sa.LargeBinary, nullable=False),
        sa.Column("lookup", sa.String(64), nullable=False),
    )
    op.create_table(
        "inbox",
        sa.Column("bot_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("update_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("lane", sa.String(64), nullable=False),
        sa.Column("body", sa.LargeBinary),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("owner", sa.String(32)),
        sa.Column("lease_until", Instant),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("received_at", Instant, nullable=False),
        sa.Column("done_at", Instant),
        sa.CheckConstraint("state IN ('new', 'working', 'done', 'parked')", name="state"),
    )
    waits = sa.text("state IN ('new', 'working')")
    op.create_index(
        "ix_inbox_waiting", "inbox", ["bot_id", "lane", "update_id"], postgresql_where=waits, sqlite_where=waits
    )
    op.create_index("ix_inbox_received_at", "inbox", ["received_at"])


def downgrade() -> None:
    op.drop_table("inbox")
    op.drop_table("key_proof")
