"""What has to be said, what was, and how it was."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    UniqueConstraint,
    text,
)

from db.columns import BigKey, Instant
from db.metadata import metadata

IN_A_LANE = text("lane IS NOT NULL AND settled_at IS NULL")
TO_SEND, ON_THE_WAY = text("state IN ('due', 'unknown')"), text("state IN ('claimed', 'sending')")

# What has to be said, to a person or to reception (reminders/outbox.py). Whose chat, or whose wish, it is.
outbox = Table(
    "outbox",
    metadata,
    Column("id", BigKey, primary_key=True),
    Column("account_id", ForeignKey("accounts.id", ondelete="CASCADE")),
    Column("kind", String(16), nullable=False),
    Column("key", String(100), unique=True),  # of what may be asked for twice and is said once
    Column("lane", String(32)),  # of what is said one after another: the next when the one before is settled
    Column("due_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("urgent_at", Instant, nullable=False),
    Column("state", String(8), nullable=False),
    Column("reason", String(64)),
    Column("tries", Integer, nullable=False),
    Column("owner", String(32)),
    Column("lease_until", Instant),
    Column("sealed", LargeBinary),
    Column("message_id", BigInteger),
    Column("answer", String(12)),
    Column("answered_at", Instant),
    Column("created_at", Instant, nullable=False),
    Column("settled_at", Instant),
    CheckConstraint(
        "state IN ('due', 'claimed', 'sending', 'sent', 'unknown', 'skipped', 'failed', 'dropped')", name="state"
    ),
    Index("ix_outbox_to_send", "due_at", postgresql_where=TO_SEND, sqlite_where=TO_SEND),
    Index("ix_outbox_on_the_way", "lease_until", postgresql_where=ON_THE_WAY, sqlite_where=ON_THE_WAY),
    Index("ix_outbox_lane", "lane", "id", postgresql_where=IN_A_LANE, sqlite_where=IN_A_LANE),
    Index(None, "account_id"),
    Index(None, "settled_at"),
    sqlite_autoincrement=True,  # buttons carry its ids
)

# A visit is told of once: at this time of its, in this chat, for this reason. Dropped messages let it go again.
outbox_visits = Table(
    "outbox_visits",
    metadata,
    Column("outbox_id", ForeignKey("outbox.id", ondelete="CASCADE"), primary_key=True),
    Column("visit_id", ForeignKey("visits.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("starts_at", Instant, nullable=False),
    Column("account_id", ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False),
    Column("kind", String(16), nullable=False),
    UniqueConstraint("account_id", "visit_id", "kind", "starts_at"),
)

outbox_log = Table(
    "outbox_log",
    metadata,
    Column("id", BigKey, primary_key=True),
    Column("outbox_id", ForeignKey("outbox.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("at", Instant, nullable=False),
    Column("state", String(8), nullable=False),
    Column("reason", String(64)),
)

ratings = Table(
    "ratings",
    metadata,
    Column("account_id", ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True),
    Column("visit_id", ForeignKey("visits.id", ondelete="CASCADE"), primary_key=True),
    Column("score", String(12), nullable=False),
    Column("sealed", LargeBinary),
    Column("at", Instant, nullable=False, index=True),
)
