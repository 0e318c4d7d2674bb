"""What Telegram has sent, until it is handled."""

from sqlalchemy import BigInteger, CheckConstraint, Column, Index, Integer, LargeBinary, String, Table, text

from db.columns import Instant
from db.metadata import metadata

WAITS = text("state IN ('new', 'working')")

inbox = Table(
    "inbox",
    metadata,
    Column("bot_id", BigInteger, primary_key=True, autoincrement=False),
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("lane", String(64), nullable=False),
    Column("body", LargeBinary),
    Column("state", String(8), nullable=False),
    Column("owner", String(32)),
    Column("lease_until", Instant),
    Column("tries", Integer, nullable=False),
    Column("received_at", Instant, nullable=False),
    Column("done_at", Instant),
    CheckConstraint("state IN ('new', 'working', 'done', 'parked')", name="state"),
    Index("ix_inbox_waiting", "bot_id", "lane", "update_id", postgresql_where=WAITS, sqlite_where=WAITS),
    Index("ix_inbox_received_at", "received_at"),
)
