"""The clinic as it was seen or read last, and what this database belongs to."""

from sqlalchemy import JSON, BigInteger, Boolean, Column, Date, Integer, LargeBinary, String, Table, UniqueConstraint

from db.columns import Instant
from db.metadata import metadata

key_proof = Table(
    "key_proof",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("word", LargeBinary, nullable=False),
    Column("lookup", String(64), nullable=False),
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
    Column("revision", Integer, nullable=False, server_default="1"),  # one more with each import and each edit
)

staff_chat = Table(
    "staff_chat",
    metadata,
    Column("configured_id", BigInteger, primary_key=True, autoincrement=False),
    Column("now_id", BigInteger, nullable=False),
)

# One row: the clinic's system that all ids of patients and appointments here belong to.
clinics_system = Table(
    "clinics_system",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(700), nullable=False),
)

# Whether an answer helped, by day: nobody's own vote.
faq_votes = Table(
    "faq_votes",
    metadata,
    Column("entry", String(32), primary_key=True),
    Column("on", Date, primary_key=True),
    Column("helpful", Boolean, primary_key=True),
    Column("votes", Integer, nullable=False),
)
