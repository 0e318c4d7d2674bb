"""The clinic's system is silent: a kind text, a way on, nothing lost, and "Try again" once it is back."""

import pytest

from tests.stories.desk import StoryDesk
from tests.stories.meeting.guests import (
    AGAIN,
    ASKS_SURNAME,
    MENU,
    ONE_STEP_LEFT,
    RIGHT,
    account,
    cards,
    fills_in,
    guest,
    has_card,
    is_verified,
    patients,
    shares,
    stays,
)
from tests.stories.visitors import Visitor


@pytest.mark.parametrize("language", ["en", "uk"])
async def test_down_as_the_number_is_shared(desk: StoryDesk, language: str) -> None:
    await has_card(desk)
    visitor = guest(desk, language)
    desk.crm.goes_down()
    await shares(visitor)
    await hears_of_it(visitor)
    assert is_verified(await account(visitor)), "the number is kept"
    assert visitor.person.keyboard[0] == [visitor.words("📅 Book a visit")]
    desk.crm.comes_back()
    await visitor.taps(AGAIN)
    await visitor.person.sees("S. K.")


async def test_down_as_a_birth_date_is_typed(desk: StoryDesk) -> None:
    card = await has_card(desk)
    visitor = guest(desk)
    await shares(visitor)
    await visitor.person.sees("S. K.")
    desk.crm.goes_down()
    await visitor.person.types("12.05.1987")
    await hears_of_it(visitor)
    desk.crm.comes_back()
    await visitor.taps(AGAIN)
    await visitor.person.sees("S. K.")
    await visitor.person.types("12.05.1987")
    await visitor.person.sees("Added: Kanareichenko Solomiia")
    assert await patients(visitor) == [card.id]


async def test_down_does_not_cost_a_try(desk: StoryDesk) -> None:
    await has_card(desk)
    visitor = guest(desk)
    await shares(visitor)
    await visitor.person.sees("S. K.")
    desk.crm.goes_down()
    await visitor.person.types("01.01.1990")
    await hears_of_it(visitor)
    desk.crm.comes_back()
    await visitor.person.types("01.01.1990")
    await visitor.person.sees("2 tries left")


@pytest.mark.parametrize("language", ["en", "uk"])
async def test_down_at_all_correct(desk: StoryDesk, language: str) -> None:
    visitor = guest(desk, language)
    await shares(visitor)
    await fills_in(visitor)
    desk.crm.goes_down()
    await visitor.taps(RIGHT)
    await hears_of_it(visitor)
    assert await patients(visitor) == []
    desk.crm.comes_back()
    await visitor.taps(AGAIN)
    await visitor.reads("Good to see you! What can I do for you?")
    assert await cards(desk) == ["Kanareichenko Solomiia"]


@pytest.mark.parametrize("trouble", ["the answer is lost", "it broke off before"])
async def test_an_answer_lost_while_the_card_was_made_doubles_nobody(desk: StoryDesk, trouble: str) -> None:
    visitor = guest(desk)
    await shares(visitor)
    await fills_in(visitor)
    if trouble == "the answer is lost":
        desk.crm.loses_answers()
    else:
        desk.crm.fails_before()
    await visitor.taps(RIGHT)
    await hears_of_it(visitor)
    await visitor.taps(AGAIN)
    await visitor.person.sees("Good to see you!")
    assert await cards(desk) == ["Kanareichenko Solomiia"]


async def test_down_at_all_correct_the_answers_wait_behind_the_menu_too(desk: StoryDesk) -> None:
    visitor = guest(desk)
    await shares(visitor)
    await fills_in(visitor)
    desk.crm.goes_down()
    await visitor.taps(RIGHT)
    await visitor.taps(MENU, ONE_STEP_LEFT)
    desk.crm.comes_back()
    await visitor.taps("▶️ Go on with registration")
    card = await visitor.person.sees("Please check")
    assert "Surname: Kanareichenko" in card.text


async def test_registration_itself_needs_no_system_until_the_end(desk: StoryDesk) -> None:
    visitor = guest(desk)
    await shares(visitor)
    await visitor.reads(ASKS_SURNAME)
    desk.crm.goes_down()
    await fills_in(visitor)


async def test_down_as_the_visits_are_asked_for(desk: StoryDesk) -> None:
    visitor = await stays(desk)
    desk.crm.goes_down()
    await visitor.taps("🗓 My visits")
    await hears_of_it(visitor)
    desk.crm.comes_back()
    await visitor.taps(AGAIN, "There are no visits ahead.")


async def test_down_where_a_new_person_wanted_to_see_their_visits(desk: StoryDesk) -> None:
    visitor = guest(desk)
    await visitor.person.types("/visits")
    await visitor.taps("📱 I agree, share my number")
    await fills_in(visitor)
    desk.crm.goes_down()
    await visitor.taps(RIGHT)
    await hears_of_it(visitor)
    desk.crm.comes_back()
    await visitor.taps(AGAIN)
    await visitor.person.sees("There are no visits ahead.")


async def hears_of_it(visitor: Visitor) -> None:
    kindly = "is not answering right now" if visitor.language == "en" else "зараз не відповідає"
    message = await visitor.person.sees(kindly)
    assert "+380 48 700 00 00" in message.text
    assert visitor.labels == [visitor.words(AGAIN), visitor.words(MENU)]
