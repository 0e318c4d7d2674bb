"""What somebody typed or sent last, before they asked for reception, goes there by a tap: nobody types it twice."""

import pytest

from handlers.handoff_taps import PassThisOn
from handlers.taps import Go, To
from reception.handoff.dialogue import State
from sandbox import Group
from tests.stories.desk import StoryDesk
from tests.stories.meeting.guests import guest
from tests.stories.reception_group import Team
from tests.stories.test_handoff import ASK, PASSED_ON, is_taken
from tests.stories.visitors import daniel

ONE_MOMENT = 1_000_000.0
UNKNOWN = "I'm not sure I understood"
PASS_ON = "💬 Pass this on to reception"


@pytest.fixture
def staff_chat_id(request: pytest.FixtureRequest, group: Group) -> int | None:
    return None if getattr(request, "param", "") == "without" else group.id


async def test_words_that_nobody_understood_are_passed_on_once_and_change_when_they_are_edited(
    desk: StoryDesk, team: Team
) -> None:
    visitor = await daniel(desk)
    own = await visitor.person.types("Zzyzx?")
    await visitor.person.sees(UNKNOWN)
    await visitor.taps(PASS_ON, PASSED_ON)
    await is_taken(team)
    assert team.heard() == ["Zzyzx?"]
    await visitor.forges(PassThisOn(message=own.message_id).pack())
    await team.settles()
    assert visitor.words(PASSED_ON) in visitor.person.last.words, "what was promised still stands there"
    await visitor.person.edits(own, "Zzyzx, please?")
    await team.settles()
    assert team.heard() == ["Zzyzx, please?"]


async def test_below_what_was_found_for_words_they_can_be_passed_on_too(desk: StoryDesk, team: Team) -> None:
    visitor = await daniel(desk)
    await visitor.person.types("Shevchuk")
    await visitor.reads("Is this what you are looking for?")
    watch = iter((ONE_MOMENT, ONE_MOMENT + 0.2))
    desk.flood._now = lambda: next(watch)
    await visitor.taps(PASS_ON, PASSED_ON)
    await visitor.forges(Go(to=To.END).pack())  # the other half of a double tap: it stands there now
    await desk.telegram.until(lambda: not visitor.person.waiting)
    await team.settles()
    assert team.heard() == ["Shevchuk"]
    assert len(await desk.program.handoff.dialogues.open()) == 1


async def test_a_photo_that_nobody_asked_for_is_passed_on_with_its_caption(desk: StoryDesk, team: Team) -> None:
    visitor = await daniel(desk)
    await visitor.person.sends_photo(caption="my referral")
    await visitor.person.sees(UNKNOWN)
    await visitor.taps(PASS_ON, PASSED_ON)
    await team.settles()
    photo = team.inside(team.iryna).last
    assert (photo.caption, photo.photo is not None) == ("my referral", True)


async def test_the_words_under_a_voice_change_there_too(desk: StoryDesk, team: Team) -> None:
    visitor = await daniel(desk)
    voice = await visitor.person.sends_voice(caption="about my knee")
    await visitor.person.sees(UNKNOWN)
    await visitor.taps(PASS_ON, PASSED_ON)
    await team.settles()
    await visitor.person.edits(voice, "about my elbow")
    await team.settles()
    assert team.inside(team.iryna).last.caption == "about my elbow"


async def test_a_stranger_s_question_goes_there_before_they_have_registered(desk: StoryDesk, team: Team) -> None:
    stranger = guest(desk)
    await stranger.person.types("Zzyzx?")
    await stranger.person.sees(UNKNOWN)
    await stranger.taps(PASS_ON, PASSED_ON)
    await team.settles()
    (dialogue,) = await desk.program.handoff.dialogues.open()
    assert dialogue.state is State.WAITING


@pytest.mark.parametrize("staff_chat_id", ["without"], indirect=True)
async def test_where_nobody_can_be_written_to_no_button_promises_it(desk: StoryDesk) -> None:
    visitor = await daniel(desk)
    await visitor.person.types("Zzyzx?")
    await visitor.person.sees(UNKNOWN)
    assert visitor.words(PASS_ON) not in visitor.labels
    assert visitor.words(ASK) in visitor.labels
