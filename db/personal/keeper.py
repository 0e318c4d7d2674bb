"""How it is said of each table what becomes of it when somebody takes their data away, or has it erased."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Table

from db.database import Database
from reception.privacy import Entry


@dataclass(frozen=True, slots=True)
class Whose:
    account: int
    telegram_id: int
    phone: str | None


Export = Callable[[Database, Whose], Awaitable[Sequence[Entry]]]
Erase = Callable[[Database, Connection, Whose], None]


@dataclass(frozen=True, slots=True)
class Keeper:
    """``export``: all that these tables hold of the person and of nobody else, in words and instants, without hashes
    and numbers of ours; it stands under ``name`` in the file. None where nothing can be told: its module says why.

    ``erase``: in the erasing transaction, once the account is gone and with it all rows that hang on it by ON DELETE
    CASCADE. None where that is all there is to do.
    """

    name: str
    tables: tuple[Table, ...]
    export: Export | None
    erase: Erase | None = None
