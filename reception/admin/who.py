"""Who may change the clinic in Telegram: those of ADMIN_IDS, and whom one of them has invited."""

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from reception.admin.edits import Admin

INVITE = "admin_"  # begins the payload of a link
INVITE_LIFE = timedelta(hours=24)
CAME, WENT = "admin came", "admin went"  # what the list of edits says of it


@dataclass(frozen=True, slots=True)
class Colleague:
    """``fixed``: by ADMIN_IDS, whom only an engineer takes off; 0 as ``account`` where they have never come."""

    account: int
    telegram_id: int
    name: str
    fixed: bool


class AdminStore(Protocol):
    async def invited(self) -> Sequence[Colleague]: ...

    async def is_invited(self, account: int) -> bool: ...

    async def keep_invite(self, token: str) -> None:
        """Only its hash."""
        ...

    async def redeem(self, token: str, newcomer: Admin, life: timedelta) -> bool:
        """Once, and no older than ``life``; that they came stands in the list of edits."""
        ...

    async def take_off(self, admin: Admin, account: int, *, even_the_last: bool) -> bool:
        """False where they are none, or the last one."""
        ...


class Admins:
    """``ids``: ADMIN_IDS."""

    def __init__(self, store: AdminStore, ids: Collection[int]) -> None:
        self._store = store
        self._ids = ids

    async def may(self, account: int, telegram_id: int) -> bool:
        return telegram_id in self._ids or await self._store.is_invited(account)

    async def all(self) -> list[Colleague]:
        fixed = [Colleague(0, one, "", fixed=True) for one in self._ids]
        return fixed + [one for one in await self._store.invited() if one.telegram_id not in self._ids]

    async def invited(self) -> list[int]:
        """Their ids in Telegram."""
        return [one.telegram_id for one in await self._store.invited()]

    async def invite(self) -> str:
        """The payload of a link that makes one person an admin, within a day."""
        token = secrets.token_urlsafe(24)
        await self._store.keep_invite(token)
        return f"{INVITE}{token}"

    async def accept(self, payload: str, newcomer: Admin) -> bool:
        """False for a link that was used, is too old, or never was one, and for who is an admin already."""
        if not payload.startswith(INVITE) or await self.may(newcomer.account, newcomer.telegram_id):
            return False
        return await self._store.redeem(payload.removeprefix(INVITE), newcomer, INVITE_LIFE)

    async def take_off(self, admin: Admin, account: int) -> bool:
        return await self._store.take_off(admin, account, even_the_last=bool(self._ids))
