"""Reception's group becomes a supergroup in the middle of a talk: what was written there stays behind."""

import pytest

from sandbox import Group, TelegramServer
from tests.stories.desk import StoryDesk
from tests.stories.reception_group import Team
from tests.stories.test_handoff import SIGNED, TAKE, asks
from tests.stories.visitors import daniel


@pytest.fixture
def group(telegram: TelegramServer) -> Group:
    iryna = telegram.person("Iryna", language_code="uk")
    group = telegram.group("Реєстратура", iryna)
    group.adds_bot(iryna)
    telegram.world.updates.pending.clear()  # long ago
    return group


@pytest.fixture
def staff_chat_id(group: Group) -> int:
    return group.id


@pytest.fixture
def team(desk: StoryDesk, group: Group) -> Team:
    (iryna,) = (person for person in desk.telegram.people.values() if person.name == "Iryna")
    return Team(desk, group, iryna, iryna)


async def test_when_the_group_becomes_a_supergroup_the_talk_goes_on_there_under_a_new_card(
    desk: StoryDesk, team: Team
) -> None:
    visitor = await daniel(desk)
    await asks(visitor, "first")
    await team.settles()
    await team.group.member(team.iryna).taps(team.words(TAKE))
    await team.settles()
    team.group.becomes_supergroup(team.iryna)
    await team.settles()
    own = next(message for message in visitor.person.chat if message.words == "first")
    await visitor.person.edits(own, "what stays behind is not edited there")
    await visitor.person.replies(own, "second")
    for _ in range(3):
        await team.settles()
    iryna = team.group.member(team.iryna)
    card, second = [message for message in iryna.chat if message.by_bot]
    assert team.words("✋ Taken by {name}", name="Iryna") in card.words
    assert (second.words, second.answers) == ("second", card.message_id)
    await iryna.replies(second, "Yes, we are")
    await team.settles()
    assert visitor.person.last.text == f"{SIGNED}\nYes, we are"
    desk.forgives = ["not a forum", "upgraded to a supergroup"]
