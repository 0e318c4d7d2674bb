"""Who is unhappy with a visit, or asks under a message about one, waits in reception's queue like everybody."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from clinic.model import Clinic
from db.tables import ratings
from sandbox import Group, TelegramServer
from tests.stories.conftest import demo
from tests.stories.desk import StoryDesk
from tests.stories.reception_group import Team
from tests.stories.test_handoff import ASK, CLOSE, asks, is_taken
from tests.stories.test_notices import AFTER, AT, HOW, it_is
from tests.stories.visitors import DANIEL, Visitor, arrives, daniel, olena

FRANK = "Thank you for being frank. We are sorry: reception has been told and will look into it."
OF_THE_VISIT = "Про що: вт, 24 листопада, 14:30, Шевчук Олена Іванівна: невдалий візит, 🙁 Погано"
OLENAS = "Коваль Олена"


@pytest.fixture
def apart(telegram: TelegramServer) -> Group:
    """Where complaints are told as well."""
    head = telegram.person("Головний лікар", language_code="uk")
    group = telegram.group("Скарги", head)
    group.adds_bot(head)
    telegram.world.updates.pending.clear()
    return group


@pytest.fixture
def clinic(request: pytest.FixtureRequest) -> Clinic:
    told = {"complaints_chat": request.getfixturevalue("apart").id} if "apart" in request.fixturenames else {}
    return demo().model_copy(update=told) if told else demo()


@pytest.fixture
def staff_chat_id(group: Group) -> int:
    return group.id


async def rates(visitor: Visitor, score: str, then: str = FRANK) -> None:
    await visitor.books(AT)
    await it_is(visitor.desk, AFTER)
    await visitor.reads(HOW)
    await visitor.taps(score, then)


async def test_an_unhappy_visit_waits_first_and_the_words_join_it(desk: StoryDesk, team: Team) -> None:
    other = await daniel(desk)
    await asks(other)
    visitor = await olena(desk)
    await rates(visitor, "🙁 Bad")
    await team.settles()
    iryna = team.inside(team.iryna, OLENAS)
    assert team.words("🙁 <b>An unhappy visit</b>") in iryna.chat[1].words
    assert OF_THE_VISIT in iryna.chat[1].words
    general = team.group.member(team.iryna)
    await general.types("/next")
    await team.group.sees(team.words("✋ Yours now: {name}", name=OLENAS))
    await visitor.person.types("Чекала <годину> & ніхто не вийшов")
    await visitor.reads("Thank you. I have passed your words on to reception.")
    await visitor.person.sends_photo(caption="двері")
    await team.settles()
    await team.settles()
    assert team.heard(OLENAS)[1] == "Чекала <годину> & ніхто не вийшов", "below the card that /next has shown"
    assert iryna.last.caption == "двері"
    (row,) = await desk.database.rows(select(ratings.c.sealed))
    assert desk.database.unseal(row.sealed) == "Чекала <годину> & ніхто не вийшов"
    await iryna.types("Перепрошуємо!")
    await team.settles()
    assert visitor.person.last.text.endswith("Перепрошуємо!")


async def test_what_went_wrong_may_be_told_by_voice_and_a_life_in_danger_is_heard(desk: StoryDesk, team: Team) -> None:
    visitor = await daniel(desk)
    await rates(visitor, "🙁 Bad")
    await visitor.person.sends_voice()
    await visitor.reads("Thank you. I have passed your words on to reception.")
    await visitor.person.types("після візиту болить серце")
    await visitor.person.sees("103 / 112")
    await team.settles()
    (dialogue,) = await desk.program.handoff.dialogues.open()
    assert (dialogue.urgent, dialogue.complaint) == (True, True)
    await team.settles()
    assert team.heard()[-1] == "після візиту болить серце"


async def test_who_thinks_better_of_it_is_one_request_and_the_last_score_counts(desk: StoryDesk, team: Team) -> None:
    visitor = await daniel(desk)
    await rates(visitor, "😡 Very bad")
    await team.settles()
    await visitor.taps("🙁 Bad", FRANK)
    await visitor.taps("🙂 Good", "Thank you! Every answer is read, and that is how we get better.")
    await team.settles()
    await team.settles()
    assert [line.rpartition(", ")[2] for line in team.heard()] == ["🙁 Погано", "🙂 Добре"]
    (dialogue,) = await desk.program.handoff.dialogues.open()
    assert not dialogue.complaint, "it waits among the others from now on"
    (row,) = await desk.database.rows(select(ratings.c.score))
    assert row.score == "good"
    (question,) = (one for one in visitor.person.chat if "How was your visit" in one.text)
    assert [button.text for row in question.buttons for button in row if "✓" in button.text] == ["✓ 🙂 Good"]


async def test_a_complaint_that_reception_has_closed_is_not_opened_by_another_tap(desk: StoryDesk, team: Team) -> None:
    visitor = await daniel(desk)
    await rates(visitor, "😡 Very bad")
    iryna = await is_taken(team)
    await iryna.taps(team.words(CLOSE))
    await team.settles()
    await visitor.taps("🙁 Bad", FRANK)
    assert await desk.program.handoff.dialogues.open() == []
    await visitor.person.types("Nobody wrote to me")
    await visitor.reads("Thank you. I have passed your words on to reception.")
    (dialogue,) = await desk.program.handoff.dialogues.open()
    assert dialogue.complaint, "words are a new one"


async def test_it_joins_the_dialogue_that_is_open_and_stays_a_complaint(desk: StoryDesk, team: Team) -> None:
    visitor = await daniel(desk)
    await visitor.books(AT)
    await asks(visitor)
    iryna = await is_taken(team)
    await iryna.types("One moment")
    await it_is(desk, AFTER)
    await visitor.taps("🙁 Bad", FRANK)
    await team.settles()
    (dialogue,) = await desk.program.handoff.dialogues.open()
    assert (dialogue.taker, dialogue.complaint) == ("Iryna", True)
    assert dialogue.unanswered_since == desk.clock.now()
    assert OF_THE_VISIT in team.heard()[-1]


async def test_while_the_clinic_s_system_is_silent_the_visit_is_named_as_it_is_remembered(
    desk: StoryDesk, team: Team
) -> None:
    visitor = await daniel(desk)
    await visitor.books(AT)
    await it_is(desk, AFTER)
    desk.crm.goes_down()
    await visitor.taps("🙁 Bad", FRANK)
    await team.settles()
    assert OF_THE_VISIT in team.inside(team.iryna).chat[1].words


async def test_a_group_for_complaints_is_told_as_well(desk: StoryDesk, team: Team, apart: Group) -> None:
    visitor = await arrives(desk, desk.daniel(), replace(DANIEL, first_name="Dan"))
    await rates(visitor, "🙁 Bad")
    await visitor.person.types("I waited for <an hour>")
    await visitor.reads("Thank you. I have passed your words on to reception.")
    await team.settles()
    await team.settles()
    assert [said.splitlines()[0] for said in apart.said] == [
        "🙁 Невдалий візит: 🙁 Погано",
        team.words("✍️ <b>In the patient's own words</b>"),
    ]
    assert apart.said[1].endswith("“I waited for <an hour>”")
    assert team.heard("Fernsby Dan") == ["I waited for <an hour>"]


async def test_who_asks_about_a_visit_that_the_clinic_has_cancelled_is_heard(desk: StoryDesk, team: Team) -> None:
    visitor = await daniel(desk)
    await visitor.books(AT)
    (booked,) = await visitor.visits()
    await desk.system.reception_cancels(booked.id)
    await it_is(desk, "2026-11-23 10:00")
    await it_is(desk, "2026-11-23 10:05")
    await visitor.taps(ASK, "What would you like to ask?")
    await visitor.person.types("Why?")
    await visitor.reads("✉️ Passed on.")
    await team.settles()
    told = "Про що: вт, 24 листопада, 14:30, Шевчук Олена Іванівна: повідомлення про візит"
    assert told in team.inside(team.iryna).chat[1].words
