"""How many of what there were, by day: what no other row keeps."""

from sqlalchemy import Column, Date, ForeignKey, Integer, String, Table

from db.columns import Instant
from db.metadata import metadata

# Nobody's own. A row ``closed`` marks a day that was counted before its rows are forgotten.
counts = Table(
    "counts",
    metadata,
    Column("on", Date, primary_key=True),
    Column("what", String(16), primary_key=True),
    Column("which", String(64), primary_key=True),
    Column("number", Integer, nullable=False),
)

# When each person was there last: whoever was there today already is no second one.
seen = Table(
    "seen",
    metadata,
    Column("account_id", ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True),
    Column("at", Instant, nullable=False),
)
