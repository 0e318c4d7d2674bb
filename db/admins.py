"""Admins who were invited, and the links that invite them."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import Select, delete, insert, select

from db.database import Database
from db.edits import listed
from db.tables import accounts, admin_invites, admins
from reception.admin.edits import Admin, Edit
from reception.admin.who import CAME, INVITE_LIFE, WENT, Colleague
from reception.clock import Clock


class AdminStore:
    """reception.admin.who.AdminStore."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def invited(self) -> Sequence[Colleague]:
        return [
            Colleague(row.account_id, row.telegram_id, self._database.unseal(row.sealed), fixed=False)
            for row in await self._database.rows(_all().order_by(admins.c.at, admins.c.account_id))
        ]

    async def is_invited(self, account: int) -> bool:
        return bool(await self._database.rows(select(admins.c.at).where(admins.c.account_id == account)))

    async def keep_invite(self, token: str) -> None:
        values = {"token": self._hashed(token), "made_at": self._clock.now()}
        async with self._database.write() as connection:
            await connection.execute(insert(admin_invites).values(values))

    async def redeem(self, token: str, newcomer: Admin, life: timedelta) -> bool:
        now = self._clock.now()
        fresh = admin_invites.c.made_at > now - life
        used = delete(admin_invites).where(admin_invites.c.token == self._hashed(token), fresh)
        values = {"account_id": newcomer.account, "sealed": self._database.seal(newcomer.name), "at": now}
        join = self._database.insert(admins).values(values).on_conflict_do_nothing()
        async with self._database.write() as connection:
            if not (await connection.execute(used)).rowcount:
                return False
            await connection.execute(join)
            await connection.execute(listed(self._database, newcomer, Edit(now, newcomer.name, CAME, {})))
        return True

    async def take_off(self, admin: Admin, account: int, *, even_the_last: bool) -> bool:
        now = self._clock.now()
        async with self._database.write() as connection:
            there = {row.account_id: row for row in await connection.execute(_all().with_for_update(of=admins))}
            if account not in there or (len(there) == 1 and not even_the_last):
                return False
            await connection.execute(delete(admins).where(admins.c.account_id == account))
            edit = Edit(now, admin.name, WENT, {"": self._database.unseal(there[account].sealed)})
            await connection.execute(listed(self._database, admin, edit, whom=there[account].telegram_id))
        return True

    async def forget(self) -> None:
        """Links that nobody has used within their day."""
        old = admin_invites.c.made_at <= self._clock.now() - INVITE_LIFE
        async with self._database.write() as connection:
            await connection.execute(delete(admin_invites).where(old))

    def _hashed(self, token: str) -> str:
        return self._database.cipher.lookup("invite", token)


def _all() -> Select[Any]:
    return select(admins, accounts.c.telegram_id).join(accounts)
