"""The directory read again and again: what has changed is written, and nothing else."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from sqlalchemy import event, insert, text

from crm.model import Directory
from db.catalogue import CatalogueStore
from db.database import Database
from db.tables import catalogue
from tests.db.test_catalogue import LYSENKO, OPENED, SHEVCHUK


@pytest.fixture
def store(database: Database) -> CatalogueStore:
    return CatalogueStore(database)


@contextmanager
def written(database: Database) -> Iterator[list[str]]:
    """What is sent to the database meanwhile, besides questions."""
    sent: list[str] = []

    def hear(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.split(maxsplit=1)[0] in {"INSERT", "UPDATE", "DELETE", "LOCK"}:
            sent.append(statement)

    event.listen(database.engine.sync_engine, "before_cursor_execute", hear)
    yield sent
    event.remove(database.engine.sync_engine, "before_cursor_execute", hear)


def with_doctor(directory: Directory, name: str) -> Directory:
    return replace(directory, doctors=(*directory.doctors, replace(LYSENKO, id=name)))


async def test_a_directory_that_has_not_changed_is_not_written(database: Database, store: CatalogueStore) -> None:
    first = await store.save(OPENED)
    with written(database) as sent:
        assert await store.save(OPENED) == first
    assert sent == []


async def test_after_twenty_readings_a_new_doctor_gets_the_next_id(store: CatalogueStore) -> None:
    first = await store.save(OPENED)
    for number in range(20):
        renamed = replace(SHEVCHUK, name={"uk": f"Шевчук {number}"})
        again = await store.save(replace(OPENED, doctors=(renamed, LYSENKO)))
        assert again.ids == first.ids
    came = await store.save(with_doctor(OPENED, "newcomer"))
    rows = len(first.ids) + len(OPENED.offers)
    assert came.doctor_id("newcomer") == rows + 1


async def test_one_renamed_doctor_is_one_row_written(database: Database, store: CatalogueStore) -> None:
    await store.save(OPENED)
    renamed = replace(SHEVCHUK, name={"en": "Shevchuk", "uk": "Шевчук"})
    with written(database) as sent:
        saved = await store.save(replace(OPENED, doctors=(renamed, LYSENKO)))
    assert len(sent) == 1
    doctor = saved.doctors[saved.doctor_id("shevchuk") or 0]
    assert list(doctor.name) == ["en", "uk"], "the language written first stands in for those that are missing"


async def test_two_processes_that_read_it_at_once_both_end_well(database: Database) -> None:
    newcomers = tuple(replace(LYSENKO, id=f"newcomer-{number:03}") for number in range(100))
    one_way = replace(OPENED, doctors=(*OPENED.doctors, *newcomers))
    other_way = replace(OPENED, doctors=(*newcomers[::-1], *OPENED.doctors))
    store, other = CatalogueStore(database), CatalogueStore(database)
    for listed in ((one_way, other_way), (other_way, one_way)):
        await asyncio.gather(store.save(listed[0]), other.save(listed[1]))
    saved = await store.save(one_way)
    assert tuple(saved.doctors.values()) == one_way.doctors
    assert len(set(saved.ids.values())) == len(saved.ids)


@pytest.mark.parametrize("database_home", ["postgresql"], indirect=True)
async def test_two_processes_never_wait_for_each_other_in_a_circle(database: Database, store: CatalogueStore) -> None:
    """The other process has added "a" and is about to add "b" when ours comes with both, "b" first in its list."""
    await store.save(OPENED)
    async with database.write() as connection:
        await connection.execute(insert(catalogue).values(_row("a")))
        ours = asyncio.create_task(store.save(with_doctor(with_doctor(OPENED, "b"), "a")))
        await _somebody_waits(database)
        await connection.execute(insert(catalogue).values(_row("b")))
    saved = await ours
    assert saved.doctor_id("a")
    assert saved.doctor_id("b")


def _row(doctor: str) -> dict[str, object]:
    body = {"id": doctor, "name": {}, "specialty_ids": []}
    return {"kind": "doctor", "crm_id": doctor, "body": body, "position": 9, "active": True}


async def _somebody_waits(database: Database) -> None:
    waiting = text(
        "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
    )
    async with asyncio.timeout(10), database.read() as connection:
        while not (await connection.execute(waiting)).scalar_one():
            await connection.rollback()  # or it would look at what it has seen already
