"""What the front desk itself remembers: all of it, for whoever backs up, restores or seals anew takes it from here.

Columns named ``sealed`` hold encrypted JSON (db/cipher.py). The clinic's own system keeps patients and appointments;
here stand the phone's people, what is under way, and mirrors.
"""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
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

key_proof = Table(
    "key_proof",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("word", LargeBinary, nullable=False),
    Column("lookup", String(64), nullable=False),
)

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
    Column("created_at", Instant, nullable=False),
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
    UniqueConstraint("account_id", "crm_id"),
    Index(None, "crm_id"),
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

IN_FLIGHT = text("state IN ('sending', 'unknown')")

bookings = Table(
    "bookings",
    metadata,
    Column("key", String(32), primary_key=True),
    Column("account_id", ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False),
    Column("patient_id", ForeignKey("patients.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("doctor_id", Integer, nullable=False),
    Column("branch_id", Integer, nullable=False),
    Column("service_id", Integer, nullable=False),
    Column("starts_at", Instant, nullable=False),
    Column("ends_at", Instant, nullable=False),
    Column("token", String, nullable=False),
    Column("state", String(12), nullable=False),
    Column("appointment_id", String(200)),
    Column("told", Boolean, nullable=False),
    Column("changed_at", Instant, nullable=False),
    Column("moving", BigInteger),  # the visit that it takes the place of, and when that was to begin
    Column("instead_of", Instant),
    Index("ix_bookings_account_id_starts_at", "account_id", "starts_at"),
    Index("ix_bookings_doctor_id_starts_at", "doctor_id", "starts_at"),
    # What is looked for every second, or every few, among all that were ever made.
    Index("ix_bookings_in_flight", "doctor_id", postgresql_where=IN_FLIGHT, sqlite_where=IN_FLIGHT),
    # A visit is moved to one place at a time.
    Index("ix_bookings_moving", "moving", unique=True, postgresql_where=IN_FLIGHT, sqlite_where=IN_FLIGHT),
    Index("ix_bookings_untold", "changed_at", postgresql_where=text("told IS false"), sqlite_where=text("told IS 0")),
)

catalogue = Table(
    "catalogue",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String(12), nullable=False),
    Column("crm_id", String(700), nullable=False),
    Column("body", JSON, nullable=False),
    Column("position", Integer, nullable=False),
    Column("active", Boolean, nullable=False),
    UniqueConstraint("kind", "crm_id"),
)

availability = Table(
    "availability",
    metadata,
    Column("doctor_id", Integer, primary_key=True, autoincrement=False),
    Column("branch_id", Integer, primary_key=True, autoincrement=False),
    Column("service_id", Integer, primary_key=True, autoincrement=False),
    Column("first_at", Instant),
)

photo_files = Table(
    "photo_files",
    metadata,
    Column("bot_id", BigInteger, primary_key=True, autoincrement=False),
    Column("photo", String(64), primary_key=True),
    Column("file_id", String(200), nullable=False),
)

clinic_file = Table(
    "clinic_file",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("body", JSON, nullable=False),
    Column("imported_at", Instant, nullable=False),
)

staff_chat = Table(
    "staff_chat",
    metadata,
    Column("configured_id", BigInteger, primary_key=True, autoincrement=False),
    Column("now_id", BigInteger, nullable=False),
)

UNTOLD = text("changed_at IS NOT NULL")

# Ids are the clinic's system's own, also of the patients; but ``id``, which buttons carry.
visits = Table(
    "visits",
    metadata,
    Column("id", BigKey, primary_key=True),
    Column("appointment_id", String(200), nullable=False, unique=True),
    Column("patient_id", String(200), nullable=False),
    Column("doctor_id", String(200), nullable=False),
    Column("branch_id", String(200)),
    Column("service_id", String(200)),
    Column("starts_at", Instant, nullable=False),
    Column("ends_at", Instant, nullable=False),
    Column("status", String(12), nullable=False),
    Column("version", String(200), nullable=False),
    Column("known_at", Instant, nullable=False),  # since when it is known to begin at starts_at
    # What people know of it, and since when that is no longer so: not told yet, for it may be changed back.
    Column("told_starts_at", Instant, nullable=False),
    Column("told_doctor_id", String(200), nullable=False),
    Column("told_branch_id", String(200)),
    Column("told_status", String(12), nullable=False),
    Column("changed_at", Instant),
    Index(None, "patient_id", "starts_at"),
    Index(None, "starts_at"),
    Index("ix_visits_changed", "changed_at", postgresql_where=UNTOLD, sqlite_where=UNTOLD),
    sqlite_autoincrement=True,  # an id in an old button must never come to mean another visit
)

# When each linked patient's visits were looked at last.
looks = Table(
    "looks",
    metadata,
    Column("patient_id", String(200), primary_key=True),
    Column("at", Instant, nullable=False, index=True),
)

# One row: how far the system's changes have been followed.
feed = Table(
    "feed",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("cursor", String, nullable=False),
    Column("at", Instant, nullable=False),
)

# One row: the clinic's system that all ids of patients and appointments here belong to.
clinics_system = Table(
    "clinics_system",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(700), nullable=False),
)

TO_SEND, ON_THE_WAY = text("state IN ('due', 'unknown')"), text("state IN ('claimed', 'sending')")

IN_A_LANE = text("lane IS NOT NULL AND settled_at IS NULL")

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
    Column("at", Instant, nullable=False),
)

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
    CheckConstraint("state IN ('begun', 'waiting', 'taken', 'closed')", name="state"),
    Index("ix_dialogues_open", "account_id", unique=True, postgresql_where=NOT_CLOSED, sqlite_where=NOT_CLOSED),
    Index(None, "account_id"),
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
