"""Which key opens the personal data, and the proof that it is the right one."""

from sqlalchemy import Column, Integer, LargeBinary, String, Table

from db.metadata import metadata

key_proof = Table(
    "key_proof",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("word", LargeBinary, nullable=False),
    Column("lookup", String(64), nullable=False),
)
