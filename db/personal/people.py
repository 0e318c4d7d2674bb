"""A person's chat, number and patients."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import select

from db.database import Database
from db.personal.keeper import Keeper, Whose
from db.tables import accounts, birth_date_tries, patients, seen
from reception.privacy import Entry


async def _account(database: Database, whose: Whose) -> Sequence[Entry]:
    own = select(accounts, seen.c.at.label("seen_at")).outerjoin(seen).where(accounts.c.id == whose.account)
    rows = await database.rows(own)
    return [
        {
            "telegram_id": row.telegram_id,
            "language": row.language,
            "phone": database.unseal(row.phone_sealed) if row.phone_sealed else None,
            "phone_state": row.phone_state,
            "consent_version": row.consent_version,
            "consent_at": row.consent_at,
            "source": row.source,
            "notices_off": (row.notices_off or "").split(),
            "here_since": row.created_at,
            "here_last": row.seen_at,
            "blocked_since": row.unreachable_at,
        }
        for row in rows
    ]


async def _patients(database: Database, whose: Whose) -> Sequence[Entry]:
    rows = await database.rows(select(patients).where(patients.c.account_id == whose.account).order_by(patients.c.id))
    details = [(row, database.unseal(row.sealed)) for row in rows]
    return [
        known | {"born_on": date.fromisoformat(known["born_on"]), "added_at": row.added_at, **_how(row)}
        for row, known in details
    ]


def _how(row: Any) -> Entry:
    return {
        "verified": row.verified,
        "put_first": row.default_since is not None,
        "acting_since": row.acting_since,
        "acting_version": row.acting_version,
    }


ACCOUNT = Keeper("account", (accounts, seen), _account)
PATIENTS = Keeper("patients", (patients,), _patients)
# A keyed hash of a number and how often a birth date was guessed for it; nobody's account, and gone within a day
# (bot/wiring.py sweeps it). Erasing leaves it: otherwise whoever guesses would erase themselves for three more tries.
TRIES = Keeper("tries", (birth_date_tries,), None)
