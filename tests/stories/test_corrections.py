"""A mistake in a card: the bot changes none, reception hears of it in the patient's own words."""

import pytest

from handlers.taps import Go, Kin, OfPatient, To
from sandbox import Group
from tests.stories.desk import StoryDesk
from tests.stories.meeting.guests import ASKS_FIRST_NAME, ASKS_SURNAME
from tests.stories.test_family import FAMILY
from tests.stories.visitors import Visitor, olena

WRONG = "✏️ Something is wrong"
ASKS = "What is wrong, and how should it be? Write it here, and I will pass it on to reception."
FINISH_FIRST = "You are registering somebody right now. Please finish that first, or leave it by the main menu."
PASSED_ON = "Thank you. Reception has it now and will put the card right."


@pytest.fixture(params=["with a group", "without"])
def staff_chat_id(request: pytest.FixtureRequest, staff: Group) -> int | None:
    return staff.id if request.param == "with a group" else None


async def says_something_is_wrong(desk: StoryDesk) -> Visitor:
    visitor = await olena(desk)
    (patient,) = (await visitor.known()).patients
    await visitor.forges(OfPatient(patient=patient.id, act=Kin.SHOW).pack())
    await visitor.taps(WRONG)
    return visitor


@pytest.mark.parametrize("staff_chat_id", ["with a group"], indirect=True)
async def test_what_is_wrong_reaches_reception_once_in_the_person_s_own_words(desk: StoryDesk, staff: Group) -> None:
    visitor = await says_something_is_wrong(desk)
    await visitor.reads(ASKS)
    await visitor.person.sends_sticker()
    await visitor.reads("I can only pass on typed words. Please write in a few words what is wrong.")
    await visitor.person.types("Прізвище тепер <Бондар>, а їй погано: не дихає")
    await visitor.person.sees("103")
    await visitor.reads(PASSED_ON)
    await visitor.person.types("Дякую")
    await visitor.person.sees("не зовсім вас розумію")
    await desk.wakes("sending what is due")
    (said,) = staff.said
    assert said.splitlines()[:2] == ["✏️ У картці щось не так", "Коваль Олена, +380 50 111 22 33"]
    assert said.endswith("“Прізвище тепер <Бондар>, а їй погано: не дихає”")


@pytest.mark.parametrize("staff_chat_id", ["with a group"], indirect=True)
async def test_after_back_nothing_typed_is_passed_on(desk: StoryDesk, staff: Group) -> None:
    visitor = await says_something_is_wrong(desk)
    await visitor.reads(ASKS)
    await visitor.taps("⬅️ Back", FAMILY)
    await visitor.person.types("Дякую")
    await visitor.person.sees("не зовсім вас розумію")
    await desk.wakes("sending what is due")
    assert staff.said == []


@pytest.mark.parametrize("staff_chat_id", ["with a group"], indirect=True)
async def test_a_registration_under_way_is_finished_or_left_first(desk: StoryDesk) -> None:
    visitor = await olena(desk)
    (patient,) = (await visitor.known()).patients
    await visitor.forges(Go(to=To.ADD).pack())
    await visitor.reads(ASKS_SURNAME)
    await visitor.person.types("Коваль")
    await visitor.reads(ASKS_FIRST_NAME)
    await visitor.forges(OfPatient(patient=patient.id, act=Kin.WRONG).pack())
    await visitor.reads(FINISH_FIRST)
    await visitor.taps("▶️ Go on with registration", ASKS_FIRST_NAME)
    await visitor.forges(Go(to=To.MENU).pack())
    await visitor.reads("What would you like to do?")
    await visitor.forges(OfPatient(patient=patient.id, act=Kin.WRONG).pack())
    await visitor.reads(ASKS)


@pytest.mark.parametrize("staff_chat_id", ["without"], indirect=True)
async def test_without_a_group_the_phone_number_is_told(desk: StoryDesk) -> None:
    visitor = await says_something_is_wrong(desk)
    await visitor.person.sees("+380 48 700 00 00")
    assert (await visitor.known()).draft is None
