"""The phone's people, their patients, and what is done with both."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    UniqueConstraint,
)

from db.columns import BigKey, Instant
from db.metadata import metadata

accounts = Table(
    "accounts",
    metadata,
    Column("id", BigKey, primary_key=True),
    Column("telegram_id", BigInteger, nullable=False, unique=True),
    Column("language", String(8), nullable=False),
    Column("phone_state", String(12), nullable=False),
    Column("phone_lookup", String(64), index=True),
    Column("phone_sealed", LargeBinary),
    Column("consent_version", String(40)),
    Column("consent_at", Instant),
    Column("source", String(64)),
    Column("panel_id", BigInteger),
    Column("panel_kept", Boolean, nullable=False),
    Column("created_at", Instant, nullable=False, index=True),
    Column("notices_off", String(64)),  # kinds, with blanks between
    Column("unreachable_at", Instant),  # since when the bot is blocked
)

patients = Table(
    "patients",
    metadata,
    Column("id", BigKey, primary_key=True),
    Column("account_id", ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False),
    Column("crm_id", String(200), nullable=False),
    Column("phone_lookup", String(64), nullable=False),
    Column("verified", Boolean, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("added_at", Instant, nullable=False),
    Column("default_since", Instant),  # of one in an account at most
    Column("acting_since", Instant),  # when "I may act for this person" was ticked, and under which text
    Column("acting_version", String(40)),
    UniqueConstraint("account_id", "crm_id"),
    Index(None, "crm_id"),
)

# Who did what and when (reception/audit.py); it goes with the person.
audit = Table(
    "audit",
    metadata,
    Column("id", BigKey, primary_key=True),
    Column("account_id", ForeignKey("accounts.id", ondelete="CASCADE"), index=True),
    Column("at", Instant, nullable=False),
    Column("what", String(24), nullable=False),
    Column("sealed", LargeBinary),
)

# A birth date may be guessed three times a day for one number, whoever holds it and however often they start anew.
birth_date_tries = Table(
    "birth_date_tries",
    metadata,
    Column("phone_lookup", String(64), primary_key=True),
    Column("tries", Integer, nullable=False),
    Column("first_at", Instant, nullable=False),
)

drafts = Table(
    "drafts",
    metadata,
    Column("id", BigKey, primary_key=True),
    Column("account_id", ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False, unique=True),
    Column("sealed", LargeBinary, nullable=False),
    Column("changed_at", Instant, nullable=False, index=True),
    sqlite_autoincrement=True,  # an id in an old button must never come to mean a newer draft
)
