"""Persons and their patients, in one round trip where one will do."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import asdict
from datetime import date, timedelta
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, Connection, Delete, Row, Select, and_, bindparam, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from db.audit import noted
from db.database import Database
from db.in_turn import is_booking
from db.looks import NEVER
from db.messages import New, put
from db.tables import accounts, birth_date_tries, drafts, looks, patients, wishes
from reception.audit import Deed, ending
from reception.clock import Clock
from reception.people import Draft, Panel, PatientDetails, PatientOnPhone, Person, PhoneState, initials
from reminders.plan import Kind

Replan = Callable[[Connection, Collection[int]], None]

DRAFT_LIFE = timedelta(hours=24)
TRIES_LIFE = timedelta(hours=24)
TOLD_WITHIN = timedelta(hours=24)  # who lost a number to another chat; later they have seen it by themselves


def _person(whose: ColumnElement[int]) -> Select[Any]:
    """Every tap begins with one of these: built once, and no more columns than are read."""
    waits = select(func.count()).where(wishes.c.account_id == accounts.c.id, wishes.c.ended_at.is_(None))
    own, own_draft = accounts.c, and_(drafts.c.account_id == accounts.c.id, drafts.c.changed_at > bindparam("since"))
    return (
        select(
            *(own.id, own.telegram_id, own.language, own.phone_sealed, own.phone_state, own.panel_id, own.panel_kept),
            *(own.notices_off, own.unreachable_at, waits.scalar_subquery().label("wishes")),
            *(patients.c.id.label("patient_id"), patients.c.crm_id, patients.c.sealed, patients.c.verified),
            *(drafts.c.id.label("draft_id"), drafts.c.sealed.label("draft_sealed")),
        )
        .select_from(accounts.outerjoin(patients).outerjoin(drafts, own_draft))
        .where(whose == bindparam("whose"))
        .order_by(patients.c.default_since.is_(None), patients.c.id)
    )


BY_CHAT, BY_ID = _person(accounts.c.telegram_id), _person(accounts.c.id)


class PeopleStore:
    """reception.people.People."""

    def __init__(self, database: Database, clock: Clock, replan: Replan = lambda _connection, _accounts: None) -> None:
        """``replan``: what follows when whom a chat acts for has changed, or what it wants to hear (db/plans.py)."""
        self._database = database
        self._clock = clock
        self._replan = replan

    async def arrive(self, telegram_id: int, language: str, source: str) -> Person:
        if person := await self.known(telegram_id):
            if not person.reachable:
                await self._change(person.id, unreachable_at=None)
            return person
        values = {
            "telegram_id": telegram_id,
            "language": language,
            "phone_state": PhoneState.NONE,
            "source": source or None,
            "panel_kept": False,
            "created_at": self._clock.now(),
        }
        async with self._database.write() as connection:
            await connection.execute(self._database.insert(accounts).values(values).on_conflict_do_nothing())
        person = await self.known(telegram_id)
        assert person is not None  # it has just been written, and only db/personal/store.py takes it away
        return person

    async def find(self, person_id: int) -> Person | None:
        return await self._read(BY_ID, person_id)

    async def known(self, telegram_id: int) -> Person | None:
        return await self._read(BY_CHAT, telegram_id)

    async def choose_language(self, person_id: int, language: str) -> None:
        await self._change(person_id, language=language)

    async def keep_panel(self, person_id: int, panel: Panel | None) -> None:
        kept = panel.kept if panel else False
        await self._change(person_id, panel_id=panel.message_id if panel else None, panel_kept=kept)

    async def is_out_of_reach(self, person_id: int) -> None:
        await self._change(person_id, unreachable_at=self._clock.now())

    async def turn_off(self, person_id: int, kinds: Collection[str]) -> None:
        values = {"notices_off": " ".join(sorted(kinds)) or None}
        async with self._database.write() as connection:
            await connection.execute(update(accounts).where(accounts.c.id == person_id).values(values))
            await connection.run_sync(self._replan, [person_id])

    async def give_phone(self, person_id: int, phone: str, state: PhoneState, consent: str) -> bool:
        lookup, others, now = self._database.cipher.lookup("phone", phone), list[int](), self._clock.now()
        async with self._database.write() as connection:
            if state is PhoneState.VERIFIED:
                if not self._database.is_sqlite:  # where writers wait for each other anyway
                    await connection.execute(select(func.pg_advisory_xact_lock(func.hashtext(lookup))))
                others = await _who_else_has(connection, person_id, lookup)
                if await connection.run_sync(is_booking, others):
                    return False
                await _end_access(connection, others)
                own = (patients.c.account_id == person_id) & (patients.c.phone_lookup == lookup)
                await connection.execute(update(patients).where(own).values(verified=True))
                await connection.execute(noted(self._database, person_id, Deed.VERIFIED, now, after=ending(phone)))
            for other in others:
                await connection.execute(noted(self._database, other, Deed.ENDED, now, before=ending(phone)))
                told = New(Kind.ENDED, other, now, now + TOLD_WITHIN, now)
                await connection.run_sync(partial(put, self._database), told, now)
            await connection.execute(noted(self._database, person_id, Deed.CONSENT, now, after=consent))
            values = {
                "phone_state": state,
                "phone_lookup": lookup,
                "phone_sealed": self._database.seal(phone),
                "consent_version": consent,
                "consent_at": now,
            }
            await connection.execute(update(accounts).where(accounts.c.id == person_id).values(values))
            await connection.run_sync(self._replan, [person_id, *others])
        return True

    async def add_patient(
        self, person: Person, crm_id: str, details: PatientDetails, acting: str | None = None
    ) -> PatientOnPhone:
        verified, now = person.phone_state is PhoneState.VERIFIED, self._clock.now()
        sealed = self._database.seal(asdict(details) | {"born_on": details.born_on.isoformat()})
        values = {
            "account_id": person.id,
            "crm_id": crm_id,
            "phone_lookup": self._database.cipher.lookup("phone", person.phone or ""),
            "verified": verified,
            "sealed": sealed,
            "added_at": now,
        }
        ticked = {"acting_since": now, "acting_version": acting} if acting else {}
        add = self._database.insert(patients).values(values | ticked)
        again = {"sealed": sealed, "verified": patients.c.verified | verified} | ticked
        add = add.on_conflict_do_update(index_elements=["account_id", "crm_id"], set_=again)
        look = self._database.insert(looks).values(patient_id=crm_id, at=NEVER)
        async with self._database.write() as connection:
            row = (await connection.execute(add.returning(patients.c.id, patients.c.verified))).one()
            await connection.execute(look.on_conflict_do_nothing())
            if all(patient.crm_id != crm_id for patient in person.patients):
                whom = initials((details.first_name, details.surname))
                await connection.execute(noted(self._database, person.id, Deed.ADDED, now, after=whom))
            await connection.run_sync(self._replan, [person.id])
        return PatientOnPhone(row.id, crm_id, details, row.verified)

    async def wrong_tries(self, phone: str) -> int:
        since = self._clock.now() - TRIES_LIFE
        lookup = self._database.cipher.lookup("phone", phone)
        tries = select(birth_date_tries.c.tries).where(
            birth_date_tries.c.phone_lookup == lookup, birth_date_tries.c.first_at > since
        )
        async with self._database.read() as connection:
            return (await connection.execute(tries)).scalar_one_or_none() or 0

    async def count_wrong_try(self, phone: str) -> int:
        now = self._clock.now()
        lookup = self._database.cipher.lookup("phone", phone)
        count = self._database.insert(birth_date_tries).values(phone_lookup=lookup, tries=1, first_at=now)
        count = count.on_conflict_do_update(
            index_elements=["phone_lookup"], set_={"tries": birth_date_tries.c.tries + 1}
        )
        async with self._database.write() as connection:
            await connection.execute(self._stale_tries())
            return int((await connection.execute(count.returning(birth_date_tries.c.tries))).scalar_one())

    async def forget_tries(self) -> None:
        """Those that are too old to count."""
        async with self._database.write() as connection:
            await connection.execute(self._stale_tries())

    def _stale_tries(self) -> Delete:
        return delete(birth_date_tries).where(birth_date_tries.c.first_at <= self._clock.now() - TRIES_LIFE)

    async def _change(self, person_id: int, **values: Any) -> None:
        async with self._database.write() as connection:
            await connection.execute(update(accounts).where(accounts.c.id == person_id).values(values))

    async def _read(self, query: Select[Any], whose: int) -> Person | None:
        asked = {"whose": whose, "since": self._clock.now() - DRAFT_LIFE}
        rows = await self._database.rows(query, asked)
        return self._person(rows) if rows else None

    def _person(self, rows: Sequence[Row[Any]]) -> Person:
        row = rows[0]
        unseal = self._database.unseal
        return Person(
            id=row.id,
            telegram_id=row.telegram_id,
            language=row.language,
            phone=unseal(row.phone_sealed) if row.phone_sealed else None,
            phone_state=PhoneState(row.phone_state),
            patients=tuple(self._patient(row) for row in rows if row.patient_id),
            panel=Panel(row.panel_id, row.panel_kept) if row.panel_id else None,
            draft=Draft(row.draft_id, **unseal(row.draft_sealed)) if row.draft_id else None,
            notices_off=frozenset((row.notices_off or "").split()),
            reachable=row.unreachable_at is None,
            wishes=row.wishes,
        )

    def _patient(self, row: Row[Any]) -> PatientOnPhone:
        known = self._database.unseal(row.sealed)
        details = PatientDetails(**known | {"born_on": date.fromisoformat(known["born_on"])})
        return PatientOnPhone(row.patient_id, row.crm_id, details, row.verified)


async def _who_else_has(connection: AsyncConnection, person_id: int, lookup: str) -> list[int]:
    """This number, verified."""
    theirs = select(accounts.c.id).where(
        accounts.c.phone_lookup == lookup,
        accounts.c.phone_state == PhoneState.VERIFIED,
        accounts.c.id != person_id,
    )
    return list((await connection.execute(theirs)).scalars())


async def _end_access(connection: AsyncConnection, others: Collection[int]) -> None:
    """A number verified by another chat is that chat's own now: a recycled SIM, or a new account on the same phone."""
    await connection.execute(delete(patients).where(patients.c.account_id.in_(others)))
    await connection.execute(delete(drafts).where(drafts.c.account_id.in_(others)))
    lost = {"phone_state": PhoneState.NONE, "phone_lookup": None, "phone_sealed": None}
    await connection.execute(update(accounts).where(accounts.c.id.in_(others)).values(lost))
