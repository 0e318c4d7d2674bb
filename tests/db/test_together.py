"""Writes that are asked for at the same time go together, and none spoils another."""

import asyncio
from collections.abc import Sequence

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError, OperationalError

from db.database import Database
from db.together import MOST, Together


class Shelf:
    """Keeps numbers in a table; refuses an odd one or fails when a test says so."""

    def __init__(self) -> None:
        self.groups: list[list[int]] = []
        self.away = False

    def keep(self, connection: Connection, numbers: Sequence[int]) -> list[int]:
        self.groups.append(list(numbers))
        if self.away:
            raise OperationalError("x", {}, ConnectionError())
        for number in numbers:
            connection.execute(text("INSERT INTO shelf VALUES (:number)"), {"number": number})
        if 13 in numbers:
            connection.execute(text("INSERT INTO nowhere VALUES (1)"))
        return [number * 10 for number in numbers]


@pytest.fixture
async def shelf(database: Database) -> Shelf:
    async with database.write() as connection:
        await connection.execute(text("CREATE TABLE shelf (number INTEGER NOT NULL)"))
    return Shelf()


async def kept(database: Database) -> list[int]:
    async with database.read() as connection:
        return sorted((await connection.execute(text("SELECT number FROM shelf"))).scalars())


async def test_a_crowd_goes_in_few_transactions_and_each_gets_its_own_answer(database: Database, shelf: Shelf) -> None:
    together = Together(database, shelf.keep)
    assert await asyncio.gather(*(together.ask(number) for number in range(20, 120))) == [
        number * 10 for number in range(20, 120)
    ]
    assert len(shelf.groups) <= 2, "the first may go alone"
    assert await kept(database) == list(range(20, 120))


async def test_one_alone_does_not_wait_for_company(database: Database, shelf: Shelf) -> None:
    together = Together(database, shelf.keep)
    assert [await together.ask(number) for number in (1, 2)] == [10, 20]
    assert shelf.groups == [[1], [2]]


async def test_a_bad_one_fails_alone(database: Database, shelf: Shelf) -> None:
    together = Together(database, shelf.keep)
    answers = await asyncio.gather(*(together.ask(number) for number in range(10, 16)), return_exceptions=True)
    failed = [number for number, answer in zip(range(10, 16), answers, strict=True) if isinstance(answer, DBAPIError)]
    assert failed == [13]
    assert await kept(database) == [10, 11, 12, 14, 15]


async def test_an_outage_is_told_to_all_at_once_and_tried_once(database: Database, shelf: Shelf) -> None:
    together = Together(database, shelf.keep)
    shelf.away = True
    answers = await asyncio.gather(*(together.ask(number) for number in range(5)), return_exceptions=True)
    assert all(isinstance(answer, OperationalError) for answer in answers)
    assert sum(len(group) for group in shelf.groups) == 5, "whoever asked decides whether to ask again"
    shelf.away = False
    assert await together.ask(7) == 70


async def test_who_gives_up_waiting_hinders_nobody(database: Database, shelf: Shelf) -> None:
    together = Together(database, shelf.keep)
    first, second = asyncio.create_task(together.ask(1)), asyncio.create_task(together.ask(2))
    await asyncio.sleep(0)
    first.cancel()
    assert await second == 20


async def test_a_transaction_has_its_most(database: Database, shelf: Shelf) -> None:
    together = Together(database, shelf.keep)
    await asyncio.gather(*(together.ask(number) for number in range(20, 20 + 2 * MOST)))
    assert max(len(group) for group in shelf.groups) == MOST
