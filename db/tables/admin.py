"""Who keeps the clinic's face true, and what they have changed."""

from sqlalchemy import Column, ForeignKey, Integer, LargeBinary, String, Table

from db.columns import BigKey, Instant
from db.metadata import metadata

# Those who were invited; whom ADMIN_IDS names stands in the settings alone.
admins = Table(
    "admins",
    metadata,
    Column("account_id", ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True),
    Column("sealed", LargeBinary, nullable=False),  # the name they had in Telegram then
    Column("at", Instant, nullable=False),
)

# One-time links: a keyed hash of what stands in each.
admin_invites = Table(
    "admin_invites",
    metadata,
    Column("token", String(64), primary_key=True),
    Column("made_at", Instant, nullable=False),
)

# What admins have done, each in the transaction of the deed itself. ``revision``: the clinic's from then on; none where
# it was about who is an admin.
edits = Table(
    "edits",
    metadata,
    Column("id", BigKey, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("revision", Integer, unique=True),
    Column("sealed", LargeBinary, nullable=False),
)
