"""A doctor is asked to come home: what the patient says, what reception reads, and who has it on a bad day."""

import pytest

from handlers.home_call_taps import AskForIt, call_home
from handlers.taps import Go, To
from reception.phones import show_phone
from sandbox import Group, TelegramServer
from tests.stories.desk import StoryDesk
from tests.stories.reception_group import Team, open_team, team_of
from tests.stories.visitors import DANIEL, OLENA, OUTDATED, SOFIIKA, WHO, Visitor, arrives, daniel, kyiv, olena

ADDRESS = "🏠 A home call: <b>{doctor}</b>\n\nWhere shall the doctor come? "
ADDRESS += "Write the <b>address</b>: town, street, house, flat."
ENTRANCE = "Which <b>entrance and floor</b>? The code of the door helps, too."
PHONE = "By which <b>phone</b> can reception and the doctor reach you?"
MATTER = "What is the matter? In <b>one line</b>: what hurts, since when, how high the temperature is."
WHEN = "<b>When</b> would suit you? For example: today after 18:00"
CHECK, ASKED = "⚠️ Not asked for yet", "🏠 Asked for: a doctor for {name}."
ALREADY = "🏠 A home call for this patient is already asked for: the clinic has it."
CALL, ASK = "🏠 Call to my home", "✅ Ask for it"


@pytest.fixture
def group(telegram: TelegramServer) -> Group:
    return open_team(telegram)


@pytest.fixture
def staff_chat_id(group: Group) -> int:
    return group.id


@pytest.fixture
def team(desk: StoryDesk, group: Group) -> Team:
    return team_of(desk, group)


async def says(visitor: Visitor, answer: str, then: str) -> None:
    await visitor.person.types(answer)
    await visitor.reads(then)


async def stands_at_check(visitor: Visitor, matter: str, doctor: str = "shevchuk") -> str:
    """All answered; what the button carries."""
    await visitor.forges(call_home(await visitor.way(doctor)).pack())
    await visitor.reads(ADDRESS)
    await says(visitor, "Canary Street 7", ENTRANCE)
    await visitor.taps("It is a private house", PHONE)
    await says(visitor, "+380 67 765 43 21", MATTER)
    await says(visitor, matter, WHEN)
    await visitor.taps("As soon as possible", CHECK)
    data = visitor.person.last.buttons[0][0].data or ""
    assert data.startswith(AskForIt.__prefix__)
    return data


async def in_the_system(desk: StoryDesk) -> list[str]:
    return await desk.system.reception_reads_home_calls()


async def test_a_mother_calls_a_doctor_for_her_child_and_reception_answers(desk: StoryDesk, team: Team) -> None:
    visitor = await olena(desk, OLENA, SOFIIKA)
    await visitor.taps("📅 Book a visit", WHO)
    await visitor.person.taps("Софія")
    for kind, named in (("branches", "center"), ("specialties", "pediatrics")):
        await visitor.person.taps(visitor.name(kind, named))
    await visitor.person.taps(visitor.short("melnyk"))
    await visitor.taps(CALL, ADDRESS)
    await says(visitor, "вул. Канаркова, 7, кв. 12", ENTRANCE)
    await visitor.taps("⬅️ Back", ADDRESS)
    await says(visitor, "вул. Канаркова, 7, кв. 13", ENTRANCE)
    await says(visitor, "під'їзд 2, поверх 3", PHONE)
    await says(visitor, "12", "This doesn't look like a phone number. Please write it like this: 050 123 45 67")
    await visitor.person.taps("+380")
    await visitor.taps("Skip", WHEN)
    await says(visitor, "о 25:30", "There is no such time. Please write it like this: today after 18:00")
    await says(visitor, "сьогодні після 18:00", CHECK)
    ask = visitor.person.last.buttons[0][0].data or ""
    await visitor.taps(ASK, ASKED)
    await visitor.finds_an_old(ask, ASKED)
    await team.settles()
    iryna = team.inside(team.iryna, "Коваль Олена")
    card = [message.words for message in iryna.chat if message.by_bot][1]
    for told in ("🏠", "Коваль Софія", "кв. 13", "під'їзд 2, поверх 3", "сьогодні після 18:00", "✅"):
        assert told in card
    assert len([message for message in iryna.chat if "кв. 13" in message.words]) == 1, "tapped twice, told once"
    assert len(await in_the_system(desk)) == 1
    end = Go(to=To.END).pack()
    await visitor.forges(end)
    await visitor.reads("🏠 Reception has your home call and will phone you: until then the dialogue stays open.")
    await iryna.taps(team.words("✋ Take"))
    await team.settles()
    await iryna.types("Лікарка буде о 18:30")
    await team.settles()
    assert visitor.person.last.text.endswith("Лікарка буде о 18:30")
    await visitor.forges(end)
    await visitor.reads("The dialogue with reception is over. What next?")


async def test_at_night_it_is_said_when_reception_answers_and_a_second_one_is_not_asked_for(
    desk: StoryDesk, team: Team
) -> None:
    desk.clock.goes_to(kyiv("2026-11-23 23:00"))
    visitor = await daniel(desk)
    await stands_at_check(visitor, "a cough since Monday")
    await visitor.taps(ASK, ASKED)
    assert "We'll answer tomorrow after 08:00." in visitor.person.last.words
    assert "103 / 112" in visitor.person.last.words
    await visitor.forges(call_home(await visitor.way("shevchuk")).pack())
    await visitor.reads(ALREADY)
    assert len(await in_the_system(desk)) == 1
    await team.settles()


async def test_a_life_in_danger_is_answered_first_and_marked_urgent(desk: StoryDesk, team: Team) -> None:
    visitor = await daniel(desk)
    await stands_at_check(visitor, "father has chest pain and can't breathe")
    said = visitor.person.transcript()
    assert said.index("103 / 112") < said.index(visitor.words(WHEN))
    await visitor.taps(ASK, ASKED)
    await team.settles()
    card = team.inside(team.iryna).chat[1].words
    assert card.startswith(team.words("🚑 <b>Urgent: a life may be in danger</b>"))
    assert "urgent=True" in (await in_the_system(desk))[0]


async def test_the_system_is_down_and_reception_has_it_anyway(desk: StoryDesk, team: Team) -> None:
    visitor = await daniel(desk)
    await stands_at_check(visitor, "a cough")
    desk.crm.goes_down()
    await visitor.taps(ASK, ASKED)
    await team.settles()
    told = team.words("⚠️ The clinic's system has not got it: please enter it there.")
    assert told in team.inside(team.iryna).chat[1].words
    desk.crm.comes_back()
    assert await in_the_system(desk) == []


async def test_a_typed_number_may_call_and_reception_sees_that_it_is_typed(desk: StoryDesk, team: Team) -> None:
    visitor = await arrives(desk, desk.daniel(), DANIEL, verified=False)
    await stands_at_check(visitor, "a cough")
    await visitor.taps(ASK, ASKED)
    await team.settles()
    own, card = (await visitor.known()).phone or "", team.inside(team.iryna).chat[1].words
    assert team.words("{phone}, typed and not verified", phone=show_phone(own)) in card
    assert "+380 67 765 43 21" in card


async def test_old_foreign_and_left_buttons_change_nothing(desk: StoryDesk, team: Team) -> None:
    visitor, stranger = await daniel(desk), await arrives(desk, desk.telegram.person("Stranger", "en"))
    ask = await stands_at_check(visitor, "a cough")
    await stranger.finds_an_old(ask, OUTDATED)
    await visitor.person.types("/cancel")
    await visitor.finds_an_old(ask, OUTDATED)
    await visitor.forges(call_home(await visitor.way("kovalenko")).pack())
    await visitor.person.sees_button("⬅️ All doctors")
    assert visitor.words(CALL) not in visitor.labels, "he comes to nobody's home"
    assert await in_the_system(desk) == []
    assert await desk.program.handoff.dialogues.open() == []
    await team.settles()


@pytest.mark.parametrize("staff_chat_id", [None])
async def test_without_a_group_the_system_alone_has_it_or_the_phone_number_is_told(desk: StoryDesk) -> None:
    visitor = await daniel(desk)
    await stands_at_check(visitor, "a cough")
    desk.crm.goes_down()
    await visitor.taps(ASK, "The home call could not be passed on. Please phone reception, they will arrange it.")
    desk.crm.comes_back()
    await visitor.taps("🔁 Try again", ASKED)
    assert visitor.labels == ["🏠 Main menu"]
    assert len(await in_the_system(desk)) == 1
