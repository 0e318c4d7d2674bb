"""Dialogues with reception: their topics, which message is which, and what is said one after another."""

import sqlalchemy as sa
from alembic import op

from db.columns import BigKey, Instant

revision = "0014"
down_revision = "0013"

IN_A_LANE = sa.text("lane IS NOT NULL AND settled_at IS NULL")
NOT_CLOSED = sa.text("state <> 'closed'")


def upgrade() -> None:
    op.add_column("outbox", sa.Column("lane", sa.String(32)))
    op.create_index("ix_outbox_lane", "outbox", ["lane", "id"], postgresql_where=IN_A_LANE, sqlite_where=IN_A_LANE)
    _dialogues()
    op.create_table(
        "topics",
        sa.Column("account_id", BigKey, _account(), primary_key=True),
        sa.Column("chat_id", sa.BigInteger, nullable=False),
        sa.Column("thread_id", sa.BigInteger, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
    )
    op.create_index("ix_topics_chat_id_thread_id", "topics", ["chat_id", "thread_id"])
    op.create_table(
        "relays",
        sa.Column("id", BigKey, primary_key=True),
        sa.Column("account_id", BigKey, _account(), nullable=False),
        sa.Column("chat_id", sa.BigInteger, nullable=False),
        sa.Column("message_id", sa.BigInteger, nullable=False),
        sa.Column("outbox_id", sa.BigInteger, nullable=False),
        sa.Column("copy_chat_id", sa.BigInteger),
        sa.Column("copy_id", sa.BigInteger),
        sa.Column("at", Instant, nullable=False),
        sa.UniqueConstraint("chat_id", "message_id"),
    )
    op.create_index("ix_relays_account_id", "relays", ["account_id"])
    op.create_index("ix_relays_at", "relays", ["at"])
    op.create_index("ix_relays_copy_chat_id_copy_id", "relays", ["copy_chat_id", "copy_id"])


def downgrade() -> None:
    for table in ("relays", "topics", "dialogues"):
        op.drop_table(table)
    op.drop_index("ix_outbox_lane", "outbox")
    op.drop_column("outbox", "lane")


def _dialogues() -> None:
    op.create_table(
        "dialogues",
        sa.Column("id", BigKey, primary_key=True),
        sa.Column("account_id", BigKey, _account(), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("urgent", sa.Boolean, nullable=False),
        sa.Column("begun_at", Instant, nullable=False),
        sa.Column("last_word_at", Instant, nullable=False),
        sa.Column("waiting_since", Instant),
        sa.Column("unanswered_since", Instant),
        sa.Column("raised_at", Instant),
        sa.Column("taken_by", sa.BigInteger),
        sa.Column("taken_at", Instant),
        sa.Column("closed_at", Instant),
        sa.Column("card_id", sa.BigInteger),
        sa.Column("sealed", sa.LargeBinary),
        sa.CheckConstraint("state IN ('begun', 'waiting', 'taken', 'closed')", name="state"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_dialogues_account_id", "dialogues", ["account_id"])
    op.create_index(
        "ix_dialogues_open",
        "dialogues",
        ["account_id"],
        unique=True,
        postgresql_where=NOT_CLOSED,
        sqlite_where=NOT_CLOSED,
    )


def _account() -> sa.ForeignKey:
    return sa.ForeignKey("accounts.id", ondelete="CASCADE")
