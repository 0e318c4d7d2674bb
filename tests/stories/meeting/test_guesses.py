"""Three wrong birth dates, and then the registration's form: it opens the card no more than a fourth date would."""

from dataclasses import replace
from datetime import date

import pytest

from handlers.screens.registration import not_registered
from reception.registration import NotRegistered
from tests.stories.desk import StoryDesk
from tests.stories.meeting.guests import (
    MENU,
    ONE_STEP_LEFT,
    RIGHT,
    SOLOMIIA,
    cards,
    fills_in,
    guest,
    has_card,
    patients,
    shares,
)

ELSE = "➕ Register somebody else"
TRIES_LEFT = (
    "This date doesn't match. Please check it and type it again: {n} try left.",
    "This date doesn't match. Please check it and type it again: {n} tries left.",
)
NOT_EITHER = (
    "This date doesn't match either, so I can't open this card here. "
    "Reception will gladly help: {phone}. Or register somebody else."
)
RECEPTION = "+380 48 700 00 00"
ZLATA = replace(SOLOMIIA, surname="Novak", first_name="Zlata", born_on=date(1993, 3, 3))


@pytest.mark.parametrize("language", ["en", "uk"])
async def test_the_form_opens_no_card_after_three_wrong_dates(desk: StoryDesk, language: str) -> None:
    await has_card(desk)
    visitor = guest(desk, language)
    await shares(visitor)
    await visitor.person.sees("S. K.")
    for left in (2, 1):
        await visitor.person.types(f"0{left}.01.1990")
        await visitor.person.sees(visitor.say.count(*TRIES_LEFT, left))
    await visitor.person.types("03.01.1990")
    await visitor.reads(NOT_EITHER, phone=RECEPTION)
    await visitor.taps(ELSE)
    await fills_in(visitor)
    await visitor.taps(RIGHT)
    await visitor.person.sees(not_registered(visitor.say, desk.clinic, NotRegistered.RECEPTION).text)
    assert await patients(visitor) == []
    await visitor.taps(MENU, ONE_STEP_LEFT)
    await visitor.taps("▶️ Go on with registration")
    await visitor.taps(ELSE)
    await fills_in(visitor, ZLATA)
    await visitor.taps(RIGHT, "Good to see you! What can I do for you?")
    assert await cards(desk) == ["Kanareichenko Solomiia", "Novak Zlata"], (
        "somebody else is welcome, and no junk is left"
    )


async def test_dates_guessed_in_the_form_count_with_those_typed_for_the_card(desk: StoryDesk) -> None:
    card = await has_card(desk)
    visitor = guest(desk)
    await shares(visitor)
    await visitor.person.sees("S. K.")
    await visitor.taps(ELSE)
    await fills_in(visitor, replace(SOLOMIIA, born_on=date(1990, 1, 1)))
    await visitor.taps(RIGHT)
    await visitor.person.sees("Good to see you!")
    await visitor.person.shares_contact()
    await visitor.person.sees("S. K.")
    await visitor.person.types("02.01.1990")
    await visitor.person.sees(visitor.say.count(*TRIES_LEFT, 1))
    assert card.id not in await patients(visitor)
