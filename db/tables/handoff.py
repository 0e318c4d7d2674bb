"""Between patients and reception: who waits, where it is talked of, and which message is which."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Table,
    UniqueConstraint,
    text,
)

from db.columns import BigKey, Instant
from db.metadata import metadata

NOT_CLOSED = text("state <> 'closed'")

# Between a patient and reception (reception/handoff/dialogue.py); one at a time.
dialogues = Table(
    "dialogues",
    metadata,
    Column("id", BigKey, primary_key=True),
    Column("account_id", ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False),
    Column("state", String(8), nullable=False),
    Column("urgent", Boolean, nullable=False),
    Column("begun_at", Instant, nullable=False),
    Column("last_word_at", Instant, nullable=False),
    Column("waiting_since", Instant),
    Column("unanswered_since", Instant),
    Column("raised_at", Instant),
    Column("taken_by", BigInteger),
    Column("taken_at", Instant),
    Column("closed_at", Instant),
    Column("card_id", BigInteger),
    Column("sealed", LargeBinary),  # the name of who has taken it
    Column("complaint_of", BigInteger),  # the visit
    Column("about", LargeBinary),  # from where somebody came (reception/handoff/about.py), sealed
    CheckConstraint("state IN ('begun', 'waiting', 'taken', 'closed')", name="state"),
    Index("ix_dialogues_open", "account_id", unique=True, postgresql_where=NOT_CLOSED, sqlite_where=NOT_CLOSED),
    Index(None, "account_id"),
    Index(None, "waiting_since"),
    sqlite_autoincrement=True,  # buttons carry its ids
)

# Where in reception's group a person's dialogues are.
topics = Table(
    "topics",
    metadata,
    Column("account_id", ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("thread_id", BigInteger, nullable=False),
    Column("sealed", LargeBinary, nullable=False),  # its name
    Index(None, "chat_id", "thread_id"),
)

# Which message here is which message there, both ways. Words that were joined have one copy.
relays = Table(
    "relays",
    metadata,
    Column("id", BigKey, primary_key=True),
    Column("account_id", ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("message_id", BigInteger, nullable=False),
    Column("outbox_id", BigInteger, nullable=False),
    Column("copy_chat_id", BigInteger),
    Column("copy_id", BigInteger),
    Column("at", Instant, nullable=False, index=True),
    UniqueConstraint("chat_id", "message_id"),
    Index(None, "copy_chat_id", "copy_id"),
)
