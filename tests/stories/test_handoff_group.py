"""Reception's group as it may be: without topics, lost, or none; and a patient who has not registered."""

from datetime import timedelta

import pytest

from sandbox import Group, Person, TelegramServer
from tests.stories.desk import StoryDesk
from tests.stories.reception_group import Team, open_team
from tests.stories.test_handoff import PASSED_ON, SIGNED, TAKE, asks
from tests.stories.visitors import daniel


@pytest.fixture
def group(telegram: TelegramServer) -> Group:
    return open_team(telegram, topics=False)


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


async def test_without_topics_managers_answer_the_card(desk: StoryDesk, team: Team) -> None:
    visitor = await daniel(desk)
    await asks(visitor)
    await team.settles()
    iryna = team.group.member(team.iryna)
    await iryna.taps(team.words(TAKE))
    await team.settles()
    card, question = [message for message in iryna.chat if message.by_bot][-2:]
    assert question.answers == card.message_id
    await iryna.types("who is on duty today?")
    await iryna.replies(card, "On Saturday, yes")
    await team.settles()
    assert visitor.person.last.text == f"{SIGNED}\nOn Saturday, yes"
    assert not [message for message in visitor.person.chat if "duty" in message.words]
    desk.forgives = ["not a forum"]


async def test_somebody_not_registered_may_ask_and_reception_sees_that_the_number_is_unknown(
    desk: StoryDesk, team: Team
) -> None:
    stranger = desk.telegram.person("Hanna", "en")
    await stranger.types("/reception")
    await stranger.sees("What would you like to ask?")
    await stranger.types("Where are you?")
    await stranger.sees(PASSED_ON)
    await team.settles()
    await team.group.sees(team.words("{name}; the number is unknown", name="").strip("; "))
    desk.forgives = ["not a forum"]


async def test_a_lost_group_loses_nothing_and_everybody_is_told_the_truth(
    desk: StoryDesk, team: Team, marta: Person
) -> None:
    visitor = await daniel(desk)
    team.group.removes_bot(team.iryna)
    await asks(visitor, "first")
    await team.settles()
    await visitor.person.types("/reception")
    await visitor.reads("Reception's chat can't be reached just now")
    await visitor.person.types("second")
    for _ in range(3):
        await desk.wakes("telling of outages")
    assert [message.words for message in marta.chat if "STAFF_CHAT_ID" in message.words] == [marta.last.words]
    desk.program.vitals.outages._calm = 0
    team.group.adds_bot(team.iryna)
    desk.clock.goes_on(timedelta(minutes=2))
    await team.settles()
    await team.group.sees("first\nsecond")
    assert team.words("💬 <b>A question to reception</b>") in "\n".join(team.group.said)
    desk.forgives = ["was kicked", "not a forum"]
