"""Two bots that know nothing of each other, and reception itself, in one clinic's system: one time, twenty patients."""

import asyncio
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import pytest

from bot.databases import take_in
from crm.errors import SlotTaken
from crm.model import Appointment, Order, Slot, Status
from crm.timed import Limits
from db.cipher import Cipher
from db.database import Database
from reception.booking import desk as booking
from sandbox import TelegramServer
from tests.crm.faulty import Faulty
from tests.crm.story import somebody
from tests.crm.targets import ClinicSystem
from tests.databases import PostgresHome, SqliteHome
from tests.stories import desk as story
from tests.stories.conftest import OTHER_FORMS
from tests.stories.desk import StoryDesk
from tests.stories.visitors import BOOKED, TAKEN, Visitor, arrives, kyiv, slot

pytestmark = pytest.mark.in_each_system(*OTHER_FORMS)
AT = "2026-11-24 14:30"
EACH = 10  # patients of each bot


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing here depends on how quick the machine is."""
    monkeypatch.setattr(booking, "OTHERS_WITHIN", 60)
    monkeypatch.setattr(story, "Limits", partial(Limits, slots=60, reading=60, writing=60, turn=60))


@pytest.fixture
async def other_desk(
    database_home: SqliteHome | PostgresHome, data_key: str, tmp_path: Path, system: ClinicSystem
) -> AsyncIterator[StoryDesk]:
    """A bot with a Telegram, a database and a way to the clinic's system of its own."""
    async with (
        await TelegramServer.start() as telegram,
        database_home.fresh(tmp_path) as url,
        system.another_program() as crm,
    ):
        database = Database(url, Cipher([data_key]))
        await take_in(database, system.clinic, system.clock, whole=False)
        desk = StoryDesk(telegram, database, system.clinic, system.clock, Faulty(crm))
        async with asyncio.timeout(60), desk.open():
            yield desk
        await database.close()
        desk.ends_well()


async def test_one_has_it_and_the_others_are_offered_more(
    desk: StoryDesk, other_desk: StoryDesk, system: ClinicSystem
) -> None:
    wished = await slot(desk, AT)
    caller = await system.crm.create_patient(somebody())
    bots = [desk] * EACH + [other_desk] * EACH
    crowd = await asyncio.gather(*(comes(bot, number) for number, bot in enumerate(bots)))
    meeting = asyncio.Barrier(3)
    for bot in (desk, other_desk):
        bot.crm.books_together(meeting)
    by_phone = asyncio.create_task(books_by_phone(system, Order("by-phone", wished, caller.id), meeting))
    for visitor in crowd:
        await visitor.forges(visitor.confirm)
    told = await asyncio.gather(*(hears(visitor) for visitor in crowd))

    assert told.count(BOOKED) + await by_phone == 1
    patients = [caller.id, *[patient.crm_id for visitor in crowd for patient in (await visitor.known()).patients]]
    assert len(await active(system, patients, wished)) == 1
    for visitor, heard in zip(crowd, told, strict=True):
        offered = [label for label in visitor.labels if "November" in label]
        assert len(offered) == (0 if heard == BOOKED else 3)


async def comes(desk: StoryDesk, number: int) -> Visitor:
    """To the check card of the same time."""
    visitor = await arrives(desk, desk.telegram.person(f"Guest{number}", "en", f"+3805020{number:05}"))
    await visitor.stands_at_check(AT)
    return visitor


async def books_by_phone(system: ClinicSystem, order: Order, meeting: asyncio.Barrier) -> bool:
    await meeting.wait()
    try:
        await system.reception_books(order)
    except SlotTaken:
        return False
    return True


async def hears(visitor: Visitor) -> str:
    def read() -> str | None:
        return next((text for text in (BOOKED, TAKEN) if visitor.words(text) in visitor.person.last.text), None)

    return str(await visitor.desk.telegram.until(read, 40))


async def active(system: ClinicSystem, patients: list[str], wished: Slot) -> list[Appointment]:
    """Of these patients, at any time of that day."""
    found = await system.crm.appointments(patients, kyiv("2026-11-24 00:00"), kyiv("2026-11-25 00:00"))
    return [one for one in found if one.status is Status.BOOKED and one.doctor_id == wished.doctor_id]
