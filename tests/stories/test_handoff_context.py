"""Reception sees from where somebody came: what they had chosen, and why it went no further."""

from datetime import timedelta

import pytest

from handlers.handoff_taps import write
from handlers.taps import day
from reception.booking.way import Way
from reception.handoff.about import Why
from sandbox import Group
from tests.stories.desk import StoryDesk
from tests.stories.reception_group import Team
from tests.stories.test_handoff import ASK, PASSED_ON, asks, is_taken
from tests.stories.visitors import OUTDATED, daniel, kyiv, olena

AT = "2026-11-24 14:30"


@pytest.fixture
def staff_chat_id(group: Group) -> int:
    return group.id


async def test_who_found_no_time_need_not_say_again_whom_they_wanted(desk: StoryDesk, team: Team) -> None:
    visitor = await daniel(desk)
    way = await visitor.way("shevchuk")
    desk.clock.goes_on(timedelta(days=7))
    await visitor.finds_an_old(day(way, kyiv(AT).date()).pack(), "has no free times left on Tue, 24 November.")
    await visitor.taps(ASK, "What would you like to ask?")
    await visitor.person.types("Any evening would do")
    await visitor.reads(PASSED_ON)
    await team.settles()
    card = team.inside(team.iryna).chat[1].words
    assert f"Про що: Шевчук Олена Іванівна, Центр: {team.words('no time that suits')}" in card


async def test_who_is_not_registered_yet_can_ask_why_their_number_is_not_taken(desk: StoryDesk, team: Team) -> None:
    stranger = desk.telegram.person("Hanna", "en")
    await stranger.types("/start")
    await stranger.taps("Type it instead")
    await stranger.types("12")
    await stranger.taps(ASK)
    await stranger.types("It is my number!")
    await stranger.sees(PASSED_ON)
    await team.settles()
    topic = next(one.name for one in team.group.topics if team.words("Not registered yet") in one.name)
    assert team.words("the phone number was not accepted") in team.inside(team.iryna, topic).chat[1].words


async def test_what_comes_new_into_an_open_dialogue_is_said_before_the_words(desk: StoryDesk, team: Team) -> None:
    visitor = await daniel(desk)
    await asks(visitor)
    await is_taken(team)
    from_there = write(Why.TAKEN, await visitor.way("shevchuk")).pack()
    await visitor.forges(from_there)
    await visitor.reads("You are writing with reception.")
    await visitor.forges(from_there)
    await visitor.person.types("And now it is gone")
    await team.settles()
    await team.settles()
    about, words = team.heard()[1:]
    assert team.words("the time was taken") in about, "said once"
    assert words == "And now it is gone"


async def test_a_forged_button_tells_reception_nothing_of_other_peoples(desk: StoryDesk, team: Team) -> None:
    owner, forger = await olena(desk), await daniel(desk)
    await owner.books(AT)
    theirs, visit = await owner.way("shevchuk"), await owner.number()
    await forger.forges(write(Why.LATE, theirs).pack())
    await forger.reads(OUTDATED)
    await forger.forges(write(Why.LATE, Way(moving=visit)).pack())
    await forger.person.types("Let me in")
    await forger.reads(PASSED_ON)
    await team.settles()
    card = team.inside(team.iryna).chat[1].words
    assert team.words("wants to move the visit, and it is too late to do so in the bot") in card
    assert "14:30" not in card
