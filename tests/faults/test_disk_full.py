"""No room on the disk: what can't be stored is not acknowledged, and once there is room everybody has their answer."""

import asyncio

import aiohttp
import pytest
from sqlalchemy import Connection, event, text
from sqlalchemy.exc import OperationalError

from bot import talking
from bot.outages import DATABASE, STORING
from bot.web import SECRET_HEADER
from db.database import Database
from db.metadata import metadata
from handlers.taps import Go, To
from tests.bot.chatting import settled
from tests.faults.quickly import Watch, crowd, errors, outage_lines, times_told
from tests.stories.desk import SECRET, StoryDesk
from tests.stories.visitors import BOOKED, BRANCH

MOMENT = "⏳ One moment: the clinic's system is thinking…"
LONG = "x" * 3500  # needs a page of its own
FULL = "RAISE 'could not extend file: No space left on device' USING ERRCODE = 'disk_full'; END"


class Disk:
    """SQLite: the file may not grow, and what is free in it is filled. PostgreSQL says 53100 to whatever writes."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._full = False
        if database.is_sqlite:
            event.listen(database.engine.sync_engine, "begin", self._limited)

    def _limited(self, connection: Connection) -> None:
        most = 1 if self._full else 2**30  # SQLite takes the file's own size where that is more
        connection.exec_driver_sql(f"PRAGMA max_page_count={most}")

    async def fills(self) -> None:
        if self._database.is_sqlite:
            await self._run("CREATE TABLE stuff (it BLOB)")
            self._full = True
            await self._stuffed()
        else:
            await self._run(
                f"CREATE FUNCTION full_disk() RETURNS trigger AS $$ BEGIN {FULL} $$ LANGUAGE plpgsql",
                *(
                    f"CREATE TRIGGER full_disk BEFORE INSERT OR UPDATE ON {table} EXECUTE FUNCTION full_disk()"
                    for table in metadata.tables
                ),
            )

    async def has_room_again(self) -> None:
        self._full = False
        if not self._database.is_sqlite:
            await self._run("DROP FUNCTION full_disk CASCADE")

    async def _stuffed(self) -> None:
        """What earlier messages left free inside the file."""
        for size in (100_000, 3_000, 100, 1):
            with pytest.raises(OperationalError, match="disk is full"):
                await self._stuff(size)

    async def _stuff(self, size: int) -> None:
        while True:
            await self._run(f"INSERT INTO stuff VALUES (zeroblob({size}))")  # noqa: S608 a number of our own

    async def _run(self, *statements: str) -> None:
        async with self._database.write() as connection:
            for statement in statements:
                await connection.execute(text(statement))


@pytest.fixture
def disk(database: Database) -> Disk:
    return Disk(database)


async def test_with_no_room_left_nothing_is_acknowledged_and_nothing_lost(
    desk: StoryDesk, disk: Disk, watch: Watch, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(talking, "INTERIM_AFTER", 0.05)
    people = await crowd(desk, 9)
    booker, readers, others = people[0], people[1:3], people[3:]
    await booker.stands_at_check("2026-11-24 14:30")
    answers = asyncio.Event()
    desk.crm.answers_after(answers)
    await booker.taps("✅ Confirm", MOMENT)
    await disk.fills()
    answers.set()
    for visitor in others:
        await visitor.forges(Go(to=To.BOOK).pack())
    for visitor in readers:
        await visitor.person.types(f"/help {LONG}")
    await desk.telegram.until(lambda: outage_lines(caplog, STORING))
    assert desk.telegram.world.updates.pending, "Telegram still has what could not be stored"
    if desk.by_webhook:
        assert await _is_brought(desk) == 503

    await disk.has_room_again()
    await desk.telegram.until(lambda: all(times_told(visitor, "/visits:") for visitor in readers))
    await settled(desk.program.intake)
    assert [times_told(visitor, BRANCH) for visitor in others] == [1] * len(others)
    assert (times_told(booker, BOOKED), len(await booker.visits())) == (1, 1), booker.person.transcript()
    watch.goes_on()
    await others[0].taps("🏠 Main menu")
    went, back = await desk.telegram.until(lambda: _two(outage_lines(caplog, STORING)))
    assert went.startswith("The inbox has trouble: ")
    assert back.startswith("The inbox is well again")
    await settled(desk.program.intake)
    assert len(outage_lines(caplog, DATABASE)) in {0, 2}, "where a tap had been stored just before"
    assert errors(caplog) == []


async def _is_brought(desk: StoryDesk) -> int:
    """As Telegram does; what is answered."""
    target = desk.telegram.world.webhook.target
    assert target is not None
    update = {"update_id": 1, "message": {"chat": {"id": 5, "type": "group"}, "text": LONG}}
    async with aiohttp.ClientSession(headers={SECRET_HEADER: SECRET}) as session:
        return (await session.post(target.url, json=update)).status


def _two(lines: list[str]) -> list[str]:
    return lines if len(lines) == 2 else []
