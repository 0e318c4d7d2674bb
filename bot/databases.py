"""What is kept, and how it is opened: all that most commands need, without Telegram and so started in a second."""

from collections.abc import Awaitable
from typing import Any

from clinic.model import Clinic
from crm.breaker import Breaker, Rest
from crm.embedded.adapter import EmbeddedCrm
from crm.embedded.hours import Span
from crm.embedded.importing import WouldStrand, import_clinic, import_sparing, renew, renew_branches, renew_holidays
from crm.embedded.reception import Reception
from crm.embedded.rekeying import rehash_cards
from crm.embedded.sheet import Entry
from crm.embedded.tables import metadata as system_tables
from crm.port import Crm
from crm.timed import Timed
from db.clinic_file import ClinicStore
from db.database import Database
from db.edits import EditStore
from db.keys import load_cipher, prove_key
from db.metadata import metadata as own_tables
from db.migrate import migrate
from db.unusable import told_in_words
from reception.admin.changes import ALL
from reception.admin.edits import Edit, WouldLeaveVisits
from reception.clock import Clock

__all__ = ["REHASH_CARDS", "TABLES", "Entry", "Reception", "Span", "WouldStrand"]

TABLES = (own_tables, system_tables)  # all that is kept
REHASH_CARDS = rehash_cards


async def open_database(url: str, data_key: str | None) -> Database:
    """Migrated and with the right key, or an error that says what is wrong."""
    with told_in_words():
        database = Database(url, load_cipher(url, data_key))
        try:
            await migrate(database)
            await prove_key(database)
        except BaseException:
            await database.close()
            raise
    return database


async def take_in(database: Database, clinic: Clinic, clock: Clock, *, whole: bool = True) -> None:
    """Import a clinic file as what the desk itself goes by; a ``whole`` one into the built-in system as well."""
    if whole:
        await import_clinic(database, clinic)
    await ClinicStore(database, clock).save(clinic)


async def take_in_sparing(database: Database, clinic: Clinic, clock: Clock, *, anyway: bool) -> list[Entry]:
    """The same with a whole one, for a clinic that is at work. Raise ``WouldStrand``; ``anyway``, say whom."""
    stranded = await import_sparing(database, clinic, clock.now(), anyway=anyway)
    await ClinicStore(database, clock).save(clinic)
    return stranded


def own_system(database: Database, clock: Clock) -> Crm:
    """The built-in one, within its time limits. It goes and comes back with its database: no rest is worth the wait."""
    return Breaker(Timed(EmbeddedCrm(database, clock)), Rest(pause=1))


def edits(database: Database, clock: Clock, *, whole: bool) -> EditStore:
    """What admins change goes the way of ``take_in``, for as much of it as they change."""

    async def along(connection: Any, clinic: Clinic, edit: Edit) -> None:
        subject = edit.change.place[0] if edit.change else ""
        if subject == ALL:
            await _sparing(renew(database, connection, clinic, clock.now()))
        if subject == "branches":
            await renew_branches(database, connection, clinic)
        if subject == "holidays":
            await _sparing(renew_holidays(database, connection, clinic, clock.now()))

    return EditStore(database, clock, along) if whole else EditStore(database, clock)


async def _sparing(work: Awaitable[object]) -> None:
    try:
        await work
    except WouldStrand as stranded:
        raise WouldLeaveVisits(len(stranded.visits)) from None
