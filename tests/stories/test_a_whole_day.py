"""Reception's night and day: a question, a picture for an answer, a complaint, a new answer, a closed branch."""

from collections.abc import Sequence

import pytest

from sandbox import Group
from tests.stories.admins import MARTA, PREVIEW, admin, publishes
from tests.stories.desk import StoryDesk
from tests.stories.reception_group import Team
from tests.stories.test_admin import FOUND, INSOLES, adds_an_answer
from tests.stories.test_closed_branch import CLOSED, closed, closes, takes_another_time
from tests.stories.test_complaints import FRANK
from tests.stories.test_handoff import CLOSE, asks
from tests.stories.test_notices import AFTER, AT, HOW, it_is
from tests.stories.visitors import DANIEL, OLENA, Visitor, daniel, kyiv, olena

YOURS, UNHAPPY = "✋ Yours now: {name}", "🙁 <b>An unhappy visit</b>"
CLOSED_BY_RECEPTION = "Reception has closed the dialogue. If anything is left, tap 💬 below and write again, any time."
THURSDAY = "2026-11-26 14:30"
ASKED = {
    "uk": ("Як до вас зайти з двору?", "Чекала годину, і ніхто не вийшов", "устлки?"),
    "en": ("How do I get in from the yard?", "I waited for an hour and nobody came", "insloes?"),
}


@pytest.fixture
def staff_chat_id(group: Group) -> int:
    return group.id


@pytest.fixture
def admin_ids() -> Sequence[int]:
    return (MARTA,)


@pytest.fixture
async def people(desk: StoryDesk, way_in: str) -> tuple[Visitor, Visitor]:
    """Whose story it is, in one language on each database and by each way in, and somebody else who writes."""
    both = await olena(desk), await daniel(desk)
    return both if way_in == "polling" else both[::-1]


def name_of(patient: Visitor) -> str:
    who = OLENA if patient.language == "uk" else DANIEL
    return f"{who.surname} {who.first_name}"


async def takes_the_next(team: Team, patient: Visitor) -> None:
    await team.group.member(team.iryna).types("/next")
    await team.group.sees(team.words(YOURS, name=name_of(patient)))
    await team.settles()


async def is_closed(team: Team, patient: Visitor) -> None:
    await team.inside(team.iryna, name_of(patient)).taps(team.words(CLOSE))
    await team.settles()
    await patient.reads(CLOSED_BY_RECEPTION)


async def is_asked_by_night_and_answered_in_the_morning(team: Team, patient: Visitor, question: str) -> None:
    team.desk.clock.goes_to(kyiv("2026-11-23 23:00"))
    await asks(patient, question)
    told = await patient.reads("We'll answer tomorrow after {time}.", time="08:00")
    assert "103 / 112" in told.words
    team.desk.clock.goes_to(kyiv("2026-11-24 08:00"))
    await team.desk.wakes("looking after the queue")
    await team.settles()
    (listed,) = [text for text in team.group.said if team.words("⏳ <b>They wait</b>") in text]
    assert name_of(patient) in listed
    await takes_the_next(team, patient)
    await team.inside(team.iryna, name_of(patient)).sends_photo(caption="🚪")
    await team.settles()
    picture = patient.person.last
    assert (picture.caption, picture.photo is not None) == (
        f"{patient.words('{name}, reception', name='Iryna')}:\n🚪",
        True,
    )
    await is_closed(team, patient)


async def a_very_bad_visit_comes_before_who_waits_longer(
    team: Team, patient: Visitor, other: Visitor, why: str
) -> None:
    await asks(other)
    await it_is(team.desk, AFTER)
    await patient.reads(HOW)
    await patient.taps("😡 Very bad", FRANK)
    await patient.person.types(why)
    await patient.reads("Thank you. I have passed your words on to reception.")
    await team.settles()
    await team.group.member(team.taras).types("/queue")
    queue = (await team.group.sees(f"{name_of(other)}:")).words
    assert queue.index(name_of(patient)) < queue.index(name_of(other))
    await takes_the_next(team, patient)
    card, *_ = [one for one in team.inside(team.iryna, name_of(patient)).chat if team.words(UNHAPPY) in one.words]
    assert "14:30, Шевчук Олена Іванівна: невдалий візит, 😡 Дуже погано" in card.words
    assert why in team.heard(name_of(patient))
    await is_closed(team, patient)


async def an_answer_is_added_and_found_with_a_typo(marta: Visitor, patient: Visitor, typed: str) -> None:
    await adds_an_answer(marta, marta.say.pick(marta.desk.clinic.faq[0].name))
    await marta.reads(PREVIEW)
    await publishes(marta)
    question, answer = (texts[patient.language == "en"] for texts in INSOLES)
    await patient.person.types(typed)
    await patient.reads(FOUND)
    await patient.person.taps(f"❓ {question}")
    await patient.person.sees(answer)


async def a_branch_closes_and_who_is_booked_takes_another_time(marta: Visitor, patient: Visitor) -> None:
    await patient.books(THURSDAY)
    await closes(marta, "26.11")
    await closed(marta)
    told, day = await patient.reads(CLOSED), patient.say.day(kyiv(THURSDAY).date())
    assert told.text.splitlines()[0].endswith(day)
    await takes_another_time(patient, day)
    moved = (await patient.booked())[-1]
    assert moved.starts_at.date() != kyiv(THURSDAY).date()


async def test_a_night_and_a_day_of_reception(desk: StoryDesk, team: Team, people: tuple[Visitor, Visitor]) -> None:
    patient, other = people
    question, why, typed = ASKED[patient.language]
    await patient.books(AT)
    await is_asked_by_night_and_answered_in_the_morning(team, patient, question)
    await a_very_bad_visit_comes_before_who_waits_longer(team, patient, other, why)
    marta = await admin(desk, MARTA, patient.language)
    await an_answer_is_added_and_found_with_a_typo(marta, patient, typed)
    await a_branch_closes_and_who_is_booked_takes_another_time(marta, patient)
