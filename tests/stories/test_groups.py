"""Reception's own group, and all others: the bot stays in one, follows it where it goes, and leaves the rest."""

import asyncio
import re
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from sqlalchemy import func, select

from clinic.model import Clinic
from crm.embedded.adapter import EmbeddedCrm
from db.database import Database
from db.groups import GroupStore
from db.tables import accounts
from handlers.dispatching import UPDATES
from sandbox import Group, Person, TelegramServer
from sandbox.faults import flood, refused
from sandbox.refusals import bad_request
from tests.crm.faulty import Faulty
from tests.stories.desk import StoryDesk, morning
from tests.stories.visitors import daniel

GOODBYE = "Я допомагаю лише в особистому чаті."
NOT_OURS = "it is not the one in STAFF_CHAT_ID"
WAYS_IN = {"getUpdates", "deleteWebhook", "setWebhook", "getWebhookInfo"}
GONE = (
    r"⚠️ Система клініки не відповідає з \d\d:\d\d\. "
    "Пацієнти зараз не можуть записатися онлайн: бот дає їм наш номер телефону\\."
)
OUT = ["not a member", "not found"]  # it had left when it read the second news of having come


@pytest.fixture
async def desk(telegram: TelegramServer, database: Database, clinic: Clinic, way_in: str) -> AsyncIterator[StoryDesk]:
    """Not open yet: the story says which group is reception's."""
    clock = morning()
    story = StoryDesk(telegram, database, clinic, clock, Faulty(EmbeddedCrm(database, clock)))
    story.by_webhook = way_in == "webhook"
    async with asyncio.timeout(60):
        yield story
    story.ends_well()


@asynccontextmanager
async def serving(desk: StoryDesk, staff_chat_id: int | None = None) -> AsyncIterator[None]:
    desk.staff_chat_id = staff_chat_id
    async with desk.open():
        await desk.telegram.until(lambda: desk.telegram.world.updates.wanted == frozenset(UPDATES))
        yield


async def settled(desk: StoryDesk) -> None:
    """Whatever Telegram had to tell is dealt with."""
    updates, lanes = desk.telegram.world.updates, desk.program.intake.lanes
    await desk.telegram.until(lambda: not updates.pending and not len(lanes))


async def people_known(desk: StoryDesk) -> int:
    async with desk.database.read() as connection:
        return (await connection.execute(select(func.count()).select_from(accounts))).scalar_one()


@pytest.fixture
def iryna(telegram: TelegramServer) -> Person:
    """Of reception; nobody's chat with the bot is begun by her."""
    return telegram.person("Ірина")


@pytest.fixture
def staff(telegram: TelegramServer, iryna: Person) -> Group:
    """Reception's group, as yet an ordinary one."""
    group = telegram.group("Реєстратура", iryna)
    group.adds_bot(iryna)
    telegram.world.updates.pending.clear()  # long ago
    return group


def warnings(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.name == "bot.groups"]


async def test_it_stays_in_reception_s_group_and_says_nothing_there(
    desk: StoryDesk, staff: Group, iryna: Person
) -> None:
    async with serving(desk, staff.id):
        staff.promotes_bot(iryna)
        for text in ("/start", "📅 Записатися до лікаря", "103", "хто сьогодні чергує?"):
            staff.says(iryna, text)
        await settled(desk)
        assert staff.has_bot
        assert {call.method for call in desk.telegram.calls} <= WAYS_IN, "nothing to ask or say"
        assert await people_known(desk) == 0, "a manager is no patient for having spoken in the group"


async def test_a_stranger_s_group_is_left_with_a_word(
    desk: StoryDesk, staff: Group, iryna: Person, caplog: pytest.LogCaptureFixture
) -> None:
    async with serving(desk, staff.id):
        elsewhere = desk.telegram.group("Somebody's party", iryna, supergroup=True)
        elsewhere.adds_bot(iryna)
        await desk.telegram.until(lambda: not elsewhere.has_bot)
        await settled(desk)
        assert [text for text in elsewhere.said if GOODBYE in text] == elsewhere.said[:1] == elsewhere.said
        assert warnings(caplog) == [f"left the group {elsewhere.id}: {NOT_OURS}"]
        assert staff.has_bot
    desk.forgives = OUT


async def test_without_a_setting_no_group_is_reception_s(desk: StoryDesk, staff: Group, iryna: Person) -> None:
    async with serving(desk):
        staff.promotes_bot(iryna)
        await desk.telegram.until(lambda: not staff.has_bot)


async def test_a_group_from_before_is_left_when_somebody_speaks_there(
    desk: StoryDesk, staff: Group, iryna: Person
) -> None:
    async with serving(desk):
        staff.says(iryna, "/start")
        await desk.telegram.until(lambda: not staff.has_bot)


async def test_it_leaves_also_where_it_may_not_write(desk: StoryDesk, staff: Group, iryna: Person) -> None:
    async with serving(desk):
        desk.telegram.faults.add(
            answer=refused(bad_request("not enough rights to send text messages to the chat")),
            method="sendMessage",
            chat_id=staff.id,
        )
        staff.says(iryna, "/start")
        await desk.telegram.until(lambda: not staff.has_bot)


async def test_a_group_that_becomes_a_supergroup_is_followed(
    desk: StoryDesk, staff: Group, iryna: Person, caplog: pytest.LogCaptureFixture
) -> None:
    old = staff.id
    async with serving(desk, old):
        new = staff.becomes_supergroup(iryna)
        await settled(desk)
        assert staff.has_bot
        assert await desk.program.groups.say("hello")
        assert staff.said == ["hello"]
        assert warnings(caplog) == [f"the staff chat has become a supergroup: followed to {new}"]
    assert await GroupStore(desk.database, desk.clock).now_id(old) == new
    async with serving(desk, old):
        calls = len(desk.telegram.calls)
        await desk.program.groups.say("hello again")
        assert [call.chat_id for call in desk.telegram.calls[calls:] if call.method == "sendMessage"] == [new]
    desk.forgives = ["was upgraded", "terminated by other"]  # the second run of the bot ends the poll of the first


async def test_a_move_that_nobody_told_of_is_found_by_writing(desk: StoryDesk, staff: Group, iryna: Person) -> None:
    old = staff.id
    new = staff.becomes_supergroup(iryna)
    desk.telegram.world.updates.pending.clear()  # told while the bot was off for more than a day
    async with serving(desk, old):
        assert not await desk.program.groups.say("hello"), "at the next try"
        assert await desk.program.groups.say("hello")
    assert staff.said == ["hello"]
    assert await GroupStore(desk.database, desk.clock).now_id(old) == new
    desk.forgives = ["was upgraded", "terminated by other"]  # the second run of the bot ends the poll of the first


async def test_a_stranger_s_move_is_not_followed(desk: StoryDesk, staff: Group, iryna: Person) -> None:
    async with serving(desk, staff.id):
        elsewhere = desk.telegram.group("Elsewhere", iryna)
        elsewhere.adds_bot(iryna)
        elsewhere.becomes_supergroup(iryna)
        await desk.telegram.until(lambda: not elsewhere.has_bot)
        await desk.program.groups.say("ours")
        assert staff.said == ["ours"]
    assert await GroupStore(desk.database, desk.clock).now_id(staff.id) is None
    desk.forgives = ["was upgraded", *OUT]


async def test_thrown_out_of_reception_s_group_it_serves_patients_as_before(
    desk: StoryDesk, staff: Group, iryna: Person, caplog: pytest.LogCaptureFixture
) -> None:
    async with serving(desk, staff.id):
        staff.removes_bot(iryna)
        await settled(desk)
        for _ in range(3):
            assert await desk.program.groups.say("hello"), "nothing to try again"
        assert warnings(caplog) == [
            "the bot is no longer in the staff chat: add it to the group again",
            "the staff chat can't be written to: Forbidden: bot was kicked from the group chat",
        ]
        await desk.registers(desk.daniel())
    desk.forgives = ["was kicked"]


async def test_reception_hears_that_the_clinic_s_system_is_silent_and_that_it_answers_again(
    desk: StoryDesk, staff: Group
) -> None:
    async with serving(desk, staff.id):
        visitor = await daniel(desk)
        outages = desk.program.vitals.outages
        outages._now, outages._calm = (lambda: time.monotonic() - 600), 0  # it is ten minutes later by now
        desk.crm.goes_down()
        await visitor.person.types("/visits")
        await visitor.person.sees("not answering")
        for _ in range(3):
            await desk.wakes("telling of outages")
        (line,) = staff.said
        assert re.fullmatch(GONE, line)
        desk.crm.comes_back()
        await desk.wakes("reading the clinic's directory")
        for _ in range(3):
            await desk.wakes("telling of outages")
        assert staff.said == [line, "✅ Система клініки знову відповідає. Перерва тривала 10 хв."]


async def test_an_unknown_staff_chat_harms_nobody(desk: StoryDesk, caplog: pytest.LogCaptureFixture) -> None:
    async with serving(desk, -100):
        assert await desk.program.groups.say("hello")
        assert [line for line in warnings(caplog) if "can't be written to" in line] == warnings(caplog)[:1]
        await desk.registers(desk.daniel())
    desk.forgives = ["chat not found"]


async def test_while_telegram_takes_nothing_nothing_counts_as_said(desk: StoryDesk, staff: Group) -> None:
    async with serving(desk, staff.id):
        desk.telegram.faults.add(answer=flood(60), method="sendMessage")
        assert not await desk.program.groups.say("hello")
        assert await desk.program.groups.say("hello")
        assert staff.said == ["hello"]


async def test_a_channel_is_left_without_a_word(desk: StoryDesk, iryna: Person) -> None:
    async with serving(desk):
        channel = desk.telegram.group("News", iryna, supergroup=True)
        channel.screen.kind = "channel"
        channel.adds_bot(iryna)
        await desk.telegram.until(lambda: not channel.has_bot)
        assert channel.said == []
    desk.forgives = OUT
