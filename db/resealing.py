"""Every sealed value of every table, sealed with the newest key."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Column, LargeBinary, Select, Table, Update, bindparam, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from db.cipher import Cipher, InvalidToken
from db.keys import KeyProblem

BATCH = 500  # rows
SEALED = b"gAAAA"  # how each of Fernet's values begins; a doctor's photo is bytes too


async def reseal(connection: AsyncConnection, tables: Sequence[Table], cipher: Cipher) -> int:
    """How many were sealed anew; each batch is kept by itself. Raise ``KeyProblem`` for what no key opens."""
    columns = [column for table in tables for column in table.columns if isinstance(column.type, LargeBinary)]
    return sum([await _reseal_column(connection, column, cipher) for column in columns])


async def _reseal_column(connection: AsyncConnection, column: Column[Any], cipher: Cipher) -> int:
    done, last, change = 0, None, _by_key(column)
    while True:
        async with connection.begin():
            rows = (await connection.execute(_after(column, last))).all()
            if not rows:
                return done
            sealed = [(row, _renewed(column, row[-1], cipher)) for row in rows if row[-1].startswith(SEALED)]
            changed = [_values(row, value) for row, value in sealed if value != row[-1]]
            if changed:
                await connection.execute(change, changed)
        done, last = done + len(changed), tuple(rows[-1])[:-1]


def _renewed(column: Column[Any], value: bytes, cipher: Cipher) -> bytes:
    try:
        return cipher.renewed(value)
    except InvalidToken:
        raise KeyProblem(
            f"Something in the table {column.table.name} is sealed with a key that DATA_KEY does not hold: put that "
            "key behind the others, then run rekey again. What is done so far is kept."
        ) from None


def _after(column: Column[Any], last: tuple[Any, ...] | None) -> Select[Any]:
    keys = list(column.table.primary_key.columns)
    query = select(*keys, column).where(column.is_not(None)).order_by(*keys).limit(BATCH)
    return query if last is None else query.where(tuple_(*keys) > last)


def _by_key(column: Column[Any]) -> Update:
    keys = enumerate(column.table.primary_key.columns)
    these = [key == bindparam(f"key_{number}", type_=key.type) for number, key in keys]
    return update(column.table).where(*these).values({column.name: bindparam("sealed_anew", type_=column.type)})


def _values(row: Sequence[Any], value: bytes) -> dict[str, Any]:
    return {f"key_{number}": key for number, key in enumerate(row[:-1])} | {"sealed_anew": value}
