"""Reception's group is lost: patients hear the truth, what they write waits, an admin is alarmed once, all goes on."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest

from bot.vitals import Vitals
from db.database import Database
from handlers.screens.outage import group_back
from locales.words import words
from sandbox import Group, Person, TelegramServer
from sandbox.staff import RIGHTS
from tests.crm.faulty import Faulty
from tests.crm.targets import ClinicSystem
from tests.stories.desk import StoryDesk
from tests.stories.reception_group import Team, open_team, team_of
from tests.stories.test_handoff import asks, is_taken
from tests.stories.visitors import daniel

LOST = "Reception's chat can't be reached just now: what you write is kept and waits."
ALARM, WELL = "STAFF_CHAT_ID", group_back(words("uk"), 7).split("7")[0]
A_WHILE = timedelta(minutes=2)


@pytest.fixture
def group(telegram: TelegramServer) -> Group:
    return open_team(telegram)


@pytest.fixture
def staff_chat_id(group: Group) -> int:
    return group.id


@pytest.fixture
async def marta(telegram: TelegramServer) -> Person:
    """She is told when the bot needs an engineer."""
    marta = telegram.person("Marta")
    await marta.types("/start")
    return marta


@pytest.fixture
def admin_ids(marta: Person) -> list[int]:
    return [marta.id]


@pytest.fixture
def team(desk: StoryDesk, group: Group) -> Team:
    desk.program.vitals.outages._calm = 0
    return team_of(desk, group)


def alarms(marta: Person) -> tuple[int, int]:
    """How often it was said that the group is lost, and that it is well again."""
    said = [message.words for message in marta.chat if message.by_bot]
    return sum(ALARM in text for text in said), sum(WELL in text for text in said)


async def time_passes(team: Team) -> None:
    """So that all is tried again, and whoever alarms looks several times."""
    for _ in range(3):
        team.desk.clock.goes_on(A_WHILE)
        await team.settles()
        await team.desk.wakes("looking at reception's group")
        await team.desk.wakes("telling of outages")


def is_an_admin_again(group: Group, by: Person) -> None:
    if not group.has_bot:
        group.adds_bot(by)
    group.promotes_bot(by, RIGHTS)


async def test_a_lost_group_loses_nothing_and_everybody_is_told_the_truth(
    desk: StoryDesk, team: Team, marta: Person
) -> None:
    desk.forgives = ["was kicked"]
    visitor, other = await daniel(desk), desk.telegram.person("Hanna", "en")
    await asks(visitor, "first")
    await is_taken(team)
    team.group.removes_bot(team.iryna)
    await team.settles()
    await visitor.person.types("second")
    await visitor.reads(LOST)
    await other.types("/reception")
    await other.sees(LOST)
    await other.types("Where are you?")
    await other.sees(LOST)
    await time_passes(team)
    await visitor.person.types("third")
    await visitor.reads(LOST)
    await time_passes(team)
    assert alarms(marta) == (1, 0)
    assert team.heard() == ["first"]
    is_an_admin_again(team.group, team.iryna)
    await time_passes(team)
    assert "\n".join(team.heard()) == "first\nsecond\nthird", "in the same topic"
    await team.group.sees("Where are you?")
    assert alarms(marta) == (1, 1)
    await visitor.person.types("/reception")
    await visitor.person.sees("Reception answers Mon–Fri 08:00–20:00, Sat 09:00–15:00.")


async def test_where_managers_would_not_be_heard_nothing_is_said_until_the_bot_is_an_admin_again(
    desk: StoryDesk, team: Team, marta: Person
) -> None:
    """As a plain member it could still write there, and would hear no answer."""
    visitor = await daniel(desk)
    await asks(visitor, "first")
    await team.settles()
    team.group.demotes_bot(team.iryna)
    await team.settles()
    await visitor.person.types("second")
    await visitor.reads(LOST)
    await time_passes(team)
    assert (team.heard(), alarms(marta)) == (["first"], (1, 0))
    is_an_admin_again(team.group, team.iryna)
    await time_passes(team)
    assert (team.heard(), alarms(marta)) == (["first", "second"], (1, 1))


async def test_what_nobody_was_told_of_is_found_by_looking(desk: StoryDesk, team: Team, marta: Person) -> None:
    """The news of it came to a process that has died since; and nothing waits that would show that it is well again."""
    visitor, standing = await daniel(desk), team.group.screen.standing
    standing[desk.telegram.world.bot["id"]] = "member"
    await time_passes(team)
    await visitor.person.types("/reception")
    await visitor.reads(LOST)
    assert alarms(marta) == (1, 0)
    standing[desk.telegram.world.bot["id"]] = "administrator"
    await time_passes(team)
    await visitor.person.types("/reception")
    await visitor.person.sees("Reception answers Mon–Fri 08:00–20:00, Sat 09:00–15:00.")
    assert alarms(marta) == (1, 1)


@pytest.fixture
def story(telegram: TelegramServer, database: Database, system: ClinicSystem, way_in: str, marta: Person) -> StoryDesk:
    """Not open yet: it begins more than once, or with another group."""
    story = StoryDesk(telegram, database, system.clinic, system.clock, Faulty(system.crm))
    story.by_webhook, story.system, story.admin_ids = way_in == "webhook", system, [marta.id]
    return story


@asynccontextmanager
async def serving(story: StoryDesk, group: Group) -> AsyncIterator[Team]:
    story.staff_chat_id, story.vitals = group.id, Vitals()
    async with asyncio.timeout(60), story.open():
        story.vitals.outages._calm = 0
        yield team_of(story, group)


async def test_a_deleted_group_is_replaced_by_another_and_what_waited_comes_there_below_its_card(
    story: StoryDesk, group: Group, marta: Person
) -> None:
    async with serving(story, group) as team:
        visitor = await daniel(story)
        await asks(visitor, "first")
        await is_taken(team)
        group.is_deleted(team.iryna)
        await team.settles()
        await visitor.person.types("second")
        await visitor.reads(LOST)
        await time_passes(team)
        assert alarms(marta) == (1, 0)
    anew = story.telegram.group("Anew", team.iryna, topics=True)
    is_an_admin_again(anew, team.iryna)
    async with serving(story, anew) as team:
        await time_passes(team)
        assert team.words("💬 <b>A question to reception</b>") in team.inside(team.iryna).chat[1].words
        assert team.heard() == ["second"]
        await team.inside(team.iryna).types("We are here")
        await team.settles()
        await visitor.person.sees("We are here")
    assert alarms(marta) == (1, 0), "the one that is there was never lost"


async def test_a_group_that_becomes_a_supergroup_is_followed_and_nobody_is_alarmed(
    story: StoryDesk, telegram: TelegramServer, marta: Person
) -> None:
    iryna, _ = telegram.person("Iryna"), telegram.person("Taras")
    group = telegram.group("Reception", iryna)
    is_an_admin_again(group, iryna)
    async with serving(story, group) as team:
        visitor = await daniel(story)
        await asks(visitor, "first")
        await team.settles()
        group.becomes_supergroup(iryna)
        await visitor.person.types("second")
        await visitor.person.types("third")
        await time_passes(team)
        card, *words = [message for message in group.chat if message.by_bot]
        assert [message.answers for message in words] == [card.message_id] * len(words)
        assert "\n".join(message.words for message in words) == "second\nthird"
        visitor.person.does_not_see(visitor.words(LOST))
    assert alarms(marta) == (0, 0)
