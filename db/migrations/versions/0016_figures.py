"""Figures: what is counted by day, when each person was there last, and the ways to what is counted from other rows."""

import sqlalchemy as sa
from alembic import op

from db.columns import BigKey, Instant

revision = "0016"
down_revision = "0015"

IS_BOOKED = sa.text("state = 'booked'")


def upgrade() -> None:
    op.create_table(
        "counts",
        sa.Column("on", sa.Date, primary_key=True),
        sa.Column("what", sa.String(16), primary_key=True),
        sa.Column("which", sa.String(64), primary_key=True),
        sa.Column("number", sa.Integer, nullable=False),
    )
    op.create_table(
        "seen",
        sa.Column("account_id", BigKey, sa.ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("at", Instant, nullable=False),
    )
    op.create_index("ix_accounts_created_at", "accounts", ["created_at"])
    op.create_index(
        "ix_bookings_booked", "bookings", ["changed_at"], postgresql_where=IS_BOOKED, sqlite_where=IS_BOOKED
    )
    op.create_index("ix_ratings_at", "ratings", ["at"])
    op.create_index("ix_dialogues_waiting_since", "dialogues", ["waiting_since"])


def downgrade() -> None:
    op.drop_index("ix_dialogues_waiting_since", "dialogues")
    op.drop_index("ix_ratings_at", "ratings")
    op.drop_index("ix_bookings_booked", "bookings")
    op.drop_index("ix_accounts_created_at", "accounts")
    op.drop_table("seen")
    op.drop_table("counts")
