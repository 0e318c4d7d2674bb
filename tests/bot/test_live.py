"""Another clinic is served from now on: by whoever published it, and by every other process within two seconds."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.databases import take_in
from bot.live import Live, Served
from bot.telegram import connect
from bot.wiring import Program, build
from clinic.model import Clinic
from clinic.texts import Texts
from crm.embedded.adapter import EmbeddedCrm
from crm.errors import Unavailable
from crm.model import Directory
from crm.port import Crm
from crm.through import Through
from db.clinic_file import ClinicStore
from db.database import Database
from reception.admin.edits import Standing
from reception.desk import Desk
from tests.reception.front_desk import Clock


def quieter(clinic: Clinic) -> Clinic:
    return clinic.model_copy(update={"advantages": Texts({"uk": "Тихо"})})


def moved(clinic: Clinic) -> Clinic:
    branch = clinic.branches[0].model_copy(update={"address": Texts({"uk": "Нова, 5"})})
    return clinic.model_copy(update={"branches": (branch, *clinic.branches[1:])})


class Silent(Through):
    """It says nothing of its directory while it is ``away``; before it ``answers``, not yet."""

    away = False

    def __init__(self, crm: Crm) -> None:
        super().__init__(crm)
        self.answers, self.asked = asyncio.Event(), asyncio.Event()
        self.answers.set()

    async def directory(self) -> Directory:
        self.asked.set()
        await self.answers.wait()
        if self.away:
            raise Unavailable("asleep")
        return await super().directory()


@asynccontextmanager
async def running(
    database: Database, clinic: Clinic, crm: Through | None = None, *, whole: bool = True
) -> AsyncIterator[Program]:
    bot = connect("42:TEST", "http://127.0.0.1")
    program = build(bot, database, clinic, Clock(), crm, whole=whole)
    await program.desk.mirror.open()
    try:
        yield program
    finally:
        await bot.session.close()


@pytest.fixture
async def opened(database: Database, clinic: Clinic) -> Clinic:
    await take_in(database, clinic, Clock())
    return clinic


async def test_an_import_beside_the_running_bot_is_served_at_its_next_look(database: Database, opened: Clinic) -> None:
    async with running(database, opened) as program:
        before = program.desk
        await program.live.look()
        assert program.desk is before, "it is what was imported already"
        await take_in(database, moved(opened), Clock())
        await program.live.look()
        branch = program.desk.catalogue.branch_id("center")
        assert branch
        assert program.desk.catalogue.branches[branch].address == {"uk": "Нова, 5"}
        assert program.desk.clinic == moved(opened)
        assert before.clinic == opened, "what has begun with the old one ends with it"


async def test_what_does_not_hang_on_the_clinic_goes_on(database: Database, opened: Clinic) -> None:
    async with running(database, opened) as program:
        before = program.live.now
        before.desk.mirror.touch(7)
        await ClinicStore(database, Clock()).save(quieter(opened))
        await program.live.look()
        now = program.live.now
        assert now is not before
        assert now.desk.bookings is before.desk.bookings
        assert now.desk.mirror._rounds is before.desk.mirror._rounds
        assert 7 in now.desk.mirror._touched
        assert now.talking._flood is before.talking._flood
        assert now.talking._vitals is program.vitals


async def test_the_demo_clinic_is_warned_of_where_patients_may_come_and_nowhere_else(
    database: Database, opened: Clinic
) -> None:
    bot = connect("42:TEST", "http://127.0.0.1")
    real, sandbox = (build(bot, database, opened, Clock(), real=real).desk.admin for real in (True, False))
    assert (real.is_demo(opened), sandbox.is_demo(opened)) == (True, False)
    assert not real.is_demo(opened.model_copy(update={"phone": "+380487220000"}))
    await bot.session.close()


async def test_looking_costs_one_small_question_while_nothing_changes(database: Database, opened: Clinic) -> None:
    async with running(database, opened) as program:
        clinics = Counted(ClinicStore(database, Clock()))
        live = Live(clinics, program.live.now, program.live._served)
        for _ in range(3):
            await live.look()
        assert clinics.read == 1


async def test_two_looks_at_once_make_one_desk(database: Database, opened: Clinic) -> None:
    async with running(database, opened) as program:
        served, made = program.live._served, list[Clinic]()

        def counted(clinic: Clinic, before: Desk) -> Served:
            made.append(clinic)
            return served(clinic, before)

        program.live._served = counted
        await ClinicStore(database, Clock()).save(quieter(opened))
        await asyncio.gather(*(program.live.look() for _ in range(3)))
        assert len(made) == 1


async def test_while_the_clinic_s_system_is_silent_the_words_are_new_and_its_picture_stays(
    database: Database, opened: Clinic
) -> None:
    crm = Silent(EmbeddedCrm(database, Clock()))
    async with running(database, opened, crm) as program:
        catalogue, crm.away = program.desk.catalogue, True
        await ClinicStore(database, Clock()).save(quieter(opened))
        await program.live.look()
        assert program.desk.clinic == quieter(opened)
        assert program.desk.catalogue == catalogue


async def test_nobody_waits_for_a_slow_system_to_be_served_anew(database: Database, opened: Clinic) -> None:
    crm = Silent(EmbeddedCrm(database, Clock()))
    async with running(database, opened, crm) as program:
        crm.asked.clear()
        crm.answers.clear()
        await ClinicStore(database, Clock()).save(quieter(opened))
        look = asyncio.create_task(program.live.look())
        await crm.asked.wait()
        served = program.desk.clinic
        crm.answers.set()
        await look
        assert served == quieter(opened)


async def test_a_new_group_for_complaints_waits_for_the_next_start(database: Database, opened: Clinic) -> None:
    """The groups that the bot is in are those of its start: it would leave this one."""
    async with running(database, opened) as program:
        await ClinicStore(database, Clock()).save(opened.model_copy(update={"complaints_chat": -1001}))
        await program.live.look()
        assert program.desk.clinic.complaints_chat == -1001
        assert not program.live.now.notices.answers._complaints_apart


async def test_a_clinic_s_own_system_is_described_by_the_new_file(database: Database, opened: Clinic) -> None:
    """Its file adds to what the system says; here it knows the branch by the same id."""
    closed = tuple(one.model_copy(update={"crm": one.id, "accepts_patients": False}) for one in opened.branches)
    async with running(database, opened, Through(EmbeddedCrm(database, Clock())), whole=False) as program:
        branch = program.desk.catalogue.branch_id("center") or 0
        assert program.desk.catalogue.branches[branch].accepts_patients
        await ClinicStore(database, Clock()).save(opened.model_copy(update={"branches": closed}))
        await program.live.look()
        assert not program.desk.catalogue.branches[branch].accepts_patients


async def test_a_clinic_that_this_version_can_t_read_leaves_the_one_it_has(database: Database, opened: Clinic) -> None:
    async with running(database, opened) as program:
        served = program.live.now
        live = Live(FromTheFuture(ClinicStore(database, Clock())), served, program.live._served)
        with pytest.raises(ValueError, match="newer"):
            await live.look()
        assert live.now is served


class Counted:
    """How often the whole clinic was read."""

    def __init__(self, store: ClinicStore) -> None:
        self._store = store
        self.revision = store.revision
        self.read = 0

    async def newest(self) -> Standing | None:
        self.read += 1
        return await self._store.newest()


class FromTheFuture(Counted):
    async def newest(self) -> Standing | None:
        raise ValueError("newer than the program")
