"""The two verbs of the database, and the fixture that gives every test a fresh one."""

import asyncio

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from db.database import Database


async def count(database: Database) -> int:
    async with database.read() as connection:
        return int((await connection.execute(text("SELECT count(*) FROM key_proof"))).scalar_one())


async def put(database: Database, number: int) -> None:
    async with database.write() as connection:
        await connection.execute(
            text("INSERT INTO key_proof (id, word, lookup) VALUES (:id, :word, '')"), {"id": number, "word": b"x"}
        )


@pytest.mark.parametrize("round_of", [1, 2])
async def test_each_test_meets_an_empty_database(database: Database, round_of: int) -> None:
    assert await count(database) == 0
    await put(database, round_of)
    assert await count(database) == 1


async def test_write_keeps_nothing_of_a_block_that_raised(database: Database) -> None:
    async def half_done() -> None:
        async with database.write() as connection:
            await connection.execute(text("INSERT INTO key_proof (id, word, lookup) VALUES (1, 'x', '')"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await half_done()
    assert await count(database) == 0


async def test_read_keeps_nothing(database: Database) -> None:
    async with database.read() as connection:
        await connection.execute(text("DELETE FROM key_proof"))
    await put(database, 1)
    async with database.read() as connection:
        await connection.execute(text("DELETE FROM key_proof"))
    assert await count(database) == 1


async def test_sixty_writers_at_once_wait_their_turn(database: Database) -> None:
    """More than the pool has connections, and on SQLite more than the one writer it allows."""
    await asyncio.gather(*(put(database, number) for number in range(60)))
    assert await count(database) == 60


async def test_what_goes_wrong_is_told_without_what_was_written(database: Database) -> None:
    with pytest.raises(DBAPIError) as failure:
        async with database.write() as connection:
            await connection.execute(text("INSERT INTO nowhere (name) VALUES (:name)"), {"name": "Kanareichenko"})
    assert "Kanareichenko" not in str(failure.value)
