"""A key is renewed: afterwards the old one opens nothing, the new one everything, and everybody is found."""

import asyncio
import signal
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import LargeBinary, func, select, text, update

from bot.databases import REHASH_CARDS, TABLES
from clinic.model import Clinic
from crm.embedded.adapter import EmbeddedCrm
from db.cipher import Cipher, InvalidToken, new_key
from db.database import Database
from db.engines import NAME
from db.keys import KeyProblem, load_cipher, prove_key
from db.people import PeopleStore
from db.rekey import rekey
from db.tables import accounts, drafts, patients
from db.unusable import DatabaseUnusable
from tests.conftest import DATA_KEY as OLD
from tests.db.living import BORN, CLOCK, PHONE, everything, live_in, register

NEW = new_key()
BOTH = [NEW, OLD]
ROOT = Path(__file__).parents[2]
PROGRAM = """
import asyncio, sys
from sqlalchemy import event
from crm.embedded.rekeying import rehash_cards
from crm.embedded.tables import metadata as of_system
from db import engines, groups, inbox, tables
from db.metadata import metadata
from db.cipher import Cipher
from db.rekey import rekey
url, keys, where = sys.argv[1], sys.argv[2].split(","), int(sys.argv[3])
make, updates = engines.make_engine, []
def watched(*arguments):
    engine = make(*arguments)
    @event.listens_for(engine.sync_engine, "before_cursor_execute")
    def hear(connection, cursor, statement, *_):
        if statement.startswith("UPDATE"):
            updates.append(statement)
            if len(updates) == where:
                print("there", flush=True)
                sys.stdin.readline()
    return engine
import db.database
db.database.make_engine = watched
asyncio.run(rekey(url, Cipher(keys), [metadata, of_system], rehash_cards))
"""


@pytest.fixture
async def url(database: Database, clinic: Clinic) -> str:
    """Of a database that has been lived in, whose bot is stopped."""
    await live_in(database, clinic)
    await database.close()
    return database.engine.url.render_as_string(hide_password=False)


async def renew(url: str, keys: list[str]) -> int:
    return await rekey(url, Cipher(keys), TABLES, REHASH_CARDS)


@asynccontextmanager
async def started(url: str, *keys: str) -> AsyncIterator[Database]:
    database = Database(url, load_cipher(url, ",".join(keys)))
    try:
        await prove_key(database)
        yield database
    finally:
        await database.close()


async def opened_by(database: Database, key: str) -> list[str]:
    """In which columns of all tables something opens with this key alone."""
    cipher, found = Cipher([key]), []
    columns = [column for some in TABLES for table in some.sorted_tables for column in table.columns]
    async with database.read() as connection:
        for column in (column for column in columns if isinstance(column.type, LargeBinary)):
            values = await connection.execute(select(column).where(column.is_not(None)))
            found += [str(column) for value in values.scalars() if opens(cipher, value)]
    return found


def opens(cipher: Cipher, value: bytes) -> bool:
    try:
        cipher.decrypt(value)
    except InvalidToken:
        return False
    return True


async def assert_whole(url: str) -> None:
    """With the new key alone: it opens everything, finds everybody, and the old one opens nothing."""
    async with started(url, NEW) as database:
        sealed = await opened_by(database, NEW)
        assert {name.partition(".")[0] for name in sealed} == {
            *("accounts", "audit", "patients", "drafts", "inbox", "key_proof", "crm_patients")
        }
        assert await opened_by(database, OLD) == []
        system, people = EmbeddedCrm(database, CLOCK), PeopleStore(database, CLOCK)
        assert [found.first_name for found in await system.find_patients(PHONE)] == ["Олена"]
        assert len(await system.find_namesakes("ковальчук", "олена", BORN)) == 1
        assert await people.wrong_tries(PHONE) == 1
        person = await people.find(1)
        assert person is not None
        assert (person.phone, person.patients[0].details.surname) == (PHONE, "Ковальчук")
        await register(database, 8)  # the number verified by another chat: the first one is found by it and loses it
        before = await people.find(1)
        assert before is not None
        assert (before.phone, before.patients) == (None, ())


async def test_after_a_renewal_only_the_new_key_is_needed_and_everybody_is_found(url: str) -> None:
    async with started(url, OLD) as database:
        before = await opened_by(database, OLD)
    assert await renew(url, BOTH) == len(before)
    await assert_whole(url)


async def test_before_the_renewal_the_old_key_is_still_needed(url: str) -> None:
    """The control: a new key in front alone makes the old one dispensable to nobody."""
    async with started(url, NEW, OLD):
        pass
    with pytest.raises(KeyProblem):
        async with started(url, NEW):
            pass


async def test_doctors_photos_are_not_taken_for_secrets(url: str) -> None:
    async with started(url, OLD) as database:
        before = (await everything(database))["crm_doctors"]
    await renew(url, BOTH)
    async with started(url, NEW) as database:
        assert (await everything(database))["crm_doctors"] == before


async def test_a_second_renewal_finds_nothing_to_do(url: str) -> None:
    await renew(url, BOTH)
    async with started(url, NEW) as database:
        before = await everything(database)
    assert await renew(url, BOTH) == 0
    async with started(url, NEW) as database:
        assert await everything(database) == before


async def test_more_than_a_batch_is_renewed(url: str) -> None:
    async with started(url, OLD) as database:
        many = [{"account_id": 1, "crm_id": f"more-{number}"} for number in range(1200)]
        common = {"phone_lookup": "of nobody", "verified": False, "added_at": CLOCK.now()}
        rows = [row | common | {"sealed": database.seal({})} for row in many]
        async with database.write() as connection:
            await connection.execute(patients.insert(), rows)
    assert await renew(url, BOTH) > 1200
    async with started(url, NEW) as database:
        assert await opened_by(database, OLD) == []


@pytest.mark.parametrize("update_number", [3, 8, 11])  # sealing; hashing the cards; the last before the proof
async def test_killed_in_the_middle_and_run_again_it_is_whole(url: str, update_number: int) -> None:
    await killed_at(url, update_number)
    async with started(url, NEW, OLD) as database:
        assert len(await EmbeddedCrm(database, CLOCK).find_patients(PHONE)) == 1, "the bot may go on with both keys"
        assert len(await opened_by(database, OLD)) < 9
    await renew(url, BOTH)
    await assert_whole(url)


async def killed_at(url: str, update_number: int) -> None:
    """``kill -9`` while the given UPDATE is about to be sent."""
    command = [sys.executable, "-c", PROGRAM, url, ",".join(BOTH), str(update_number)]
    program = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdin=PIPE, stdout=PIPE)
    assert program.stdout
    assert await program.stdout.readline() == b"there\n"
    program.send_signal(signal.SIGKILL)
    await program.wait()
    await gone(url)


async def gone(url: str) -> None:
    """PostgreSQL notices in a moment that its client is dead; the dead one's lock goes with it."""
    if url.startswith("sqlite"):
        return
    database = Database(url, Cipher([OLD]))
    wait = text(
        "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE application_name = :name AND "
        "datname = current_database() AND pid <> pg_backend_pid()"
    )
    async with database.read() as connection:
        await connection.execute(wait, {"name": NAME})
    await database.close()


async def test_while_the_bot_runs_it_is_refused(url: str) -> None:
    async with started(url, OLD) as bot:
        before = await everything(bot)
        with pytest.raises(DatabaseUnusable, match="stop it, then run rekey again"):
            await renew(url, BOTH)
        assert await everything(bot) == before


async def test_what_no_key_opens_is_told(url: str) -> None:
    async with started(url, OLD) as database, database.write() as connection:
        await connection.execute(update(drafts).values(sealed=Cipher([new_key()]).encrypt("{}")))
    with pytest.raises(KeyProblem, match="Something in the table drafts is sealed with a key that DATA_KEY does not"):
        await renew(url, BOTH)


async def test_a_number_that_nobody_holds_any_more_is_found_no_more(url: str) -> None:
    """Its hash can't be computed again: what stood under it stays, unverified."""
    async with started(url, OLD) as database, database.write() as connection:
        await connection.execute(update(patients).values(phone_lookup=database.cipher.lookup("phone", "+380999")))
    await renew(url, BOTH)
    async with started(url, NEW) as database, database.read() as connection:
        lookup: Any = patients.c.phone_lookup
        assert (await connection.execute(select(lookup))).scalar_one() not in {
            cipher.lookup("phone", "+380999") for cipher in Cipher(BOTH).finders()
        }
        assert (await connection.execute(select(func.count()).select_from(accounts))).scalar_one() == 1
