"""Reception's group without topics, and a patient who has not registered."""

import pytest

from sandbox import Group, TelegramServer
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
