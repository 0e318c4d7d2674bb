"""The two verbs of the database, and the fixture that gives every test a fresh one."""

import asyncio
from typing import Any

import pytest
from sqlalchemy import bindparam, event, select, text
from sqlalchemy.exc import DBAPIError, InvalidRequestError

from db.database import Database
from db.tables import key_proof

END_ALL_OTHERS = (
    "SELECT pid, pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
    "WHERE pid <> pg_backend_pid() AND datname = current_database()"
)


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


async def test_nothing_is_written_in_a_read(database: Database) -> None:
    """It has no transaction that could take it back."""
    await put(database, 1)
    with pytest.raises(InvalidRequestError):
        async with database.read() as connection:
            await connection.execute(key_proof.delete())
    assert await count(database) == 1


@pytest.mark.parametrize("database_home", ["postgresql"], indirect=True)
async def test_a_read_is_no_transaction_that_would_cost_two_more_trips(database: Database) -> None:
    """In a transaction the server's now() stands still."""
    moment = text("SELECT now()")
    async with database.read() as connection:
        first = (await connection.execute(moment)).scalar_one()
        assert (await connection.execute(moment)).scalar_one() > first
    async with database.write() as connection:
        first = (await connection.execute(moment)).scalar_one()
        assert (await connection.execute(moment)).scalar_one() == first


@pytest.mark.parametrize("database_home", ["sqlite"], indirect=True)
async def test_a_read_database_begins_nothing_either(database: Database) -> None:
    asked: list[str] = []
    event.listen(database.engine.sync_engine, "before_cursor_execute", lambda *seen: asked.append(seen[2]))
    await count(database)
    assert asked == ["SELECT count(*) FROM key_proof"]
    await put(database, 1)
    assert asked[1] == "BEGIN IMMEDIATE"


@pytest.mark.parametrize("database_home", ["postgresql"], indirect=True)
async def test_sessions_that_the_server_has_ended_are_not_used_again(database: Database) -> None:
    """It was started anew: the first patient afterwards notices nothing."""
    held: set[Any] = set()
    event.listen(database.engine.sync_engine, "checkout", lambda raw, *_: held.add(raw.driver_connection))

    async def look() -> int:
        async with database.read() as connection:
            return int((await connection.execute(text("SELECT pg_backend_pid(), pg_sleep(0.05)"))).one()[0])

    before = set(await asyncio.gather(*(look() for _ in range(5))))
    async with database.write() as connection:
        ended = {row.pid for row in await connection.execute(text(END_ALL_OTHERS))}
    assert len(before & ended) == 4, "all but the one that ended them"
    async with asyncio.timeout(10):
        while sum(one.is_closed() for one in held) < len(ended):  # noqa: ASYNC110 the driver has no event for it
            await asyncio.sleep(0)
    assert not ended & set(await asyncio.gather(*(look() for _ in range(5))))


async def test_sixty_writers_at_once_wait_their_turn(database: Database) -> None:
    """More than the pool has connections, and on SQLite more than the one writer it allows."""
    await asyncio.gather(*(put(database, number) for number in range(60)))
    assert await count(database) == 60


async def test_what_goes_wrong_is_told_without_what_was_written(database: Database) -> None:
    with pytest.raises(DBAPIError) as failure:
        async with database.write() as connection:
            await connection.execute(text("INSERT INTO nowhere (name) VALUES (:name)"), {"name": "Kanareichenko"})
    assert "Kanareichenko" not in str(failure.value)


async def test_rows_of_one_statement(database: Database) -> None:
    await put(database, 7)
    proof = select(key_proof.c.id).where(key_proof.c.id == bindparam("wanted"))
    assert [row.id for row in await database.rows(proof, {"wanted": 7})] == [7]
    assert await database.rows(proof, {"wanted": 8}) == []
    with pytest.raises(InvalidRequestError):
        await database.rows(key_proof.delete().returning(key_proof.c.id))
    assert await count(database) == 1


@pytest.mark.parametrize("database_home", ["postgresql"], indirect=True)
async def test_whoever_gives_up_in_the_middle_of_a_look_takes_no_connection_with_them(database: Database) -> None:
    """More of them than the pool has connections."""
    for _ in range(3):
        looks = [asyncio.create_task(database.rows(text("SELECT pg_sleep(60)"))) for _ in range(15)]
        async with asyncio.timeout(20):
            await _running(database, len(looks))
            for look in looks:
                look.cancel()
            await asyncio.gather(*looks, return_exceptions=True)
    assert await database.rows(text("SELECT 1")) == [(1,)]


async def _running(database: Database, looks: int) -> None:
    sleeping = text(
        "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = current_database()"
    )
    while (await database.rows(sleeping))[0][0] < looks:
        pass
