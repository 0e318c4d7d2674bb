"""Each wish that a doctor comes, from its check card on."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, LargeBinary, String, Table, text

from db.columns import Instant
from db.metadata import metadata

NOT_KNOWN = text("state IN ('sending', 'unknown')")

# ``state``: how the clinic's system stands to it (reception/home_calls/call.py). ``asked_at``: since when somebody at
# the clinic has it.
home_calls = Table(
    "home_calls",
    metadata,
    Column("key", String(32), primary_key=True),
    Column("account_id", ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("patient_id", ForeignKey("patients.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("doctor_id", Integer, nullable=False),
    Column("dialogue_id", ForeignKey("dialogues.id", ondelete="CASCADE"), index=True),
    Column("urgent", Boolean, nullable=False),
    Column("state", String(12), nullable=False),
    Column("asked_at", Instant),
    Column("changed_at", Instant, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Index("ix_home_calls_not_known", "changed_at", postgresql_where=NOT_KNOWN, sqlite_where=NOT_KNOWN),
)
