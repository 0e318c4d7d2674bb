"""Whoever taps "somebody else" and is on a card after all: Back leads to the cards on the number."""

from tests.stories.desk import StoryDesk
from tests.stories.meeting.guests import ASKS_FIRST_NAME, ASKS_SURNAME, MENU, guest, has_card, patients, shares

ELSE = "➕ Register somebody else"
BACK = "⬅️ Back"
CARDS = "On this number we have: S. K."


async def test_back_from_the_first_question_leads_to_the_known_cards(desk: StoryDesk) -> None:
    card = await has_card(desk)
    visitor = guest(desk)
    await shares(visitor)
    await visitor.person.sees(CARDS)
    await visitor.taps(ELSE, ASKS_SURNAME)
    await visitor.taps(BACK)
    await visitor.person.sees(CARDS)
    assert visitor.labels == [ELSE, MENU]
    await visitor.person.types("12 May 1987")
    await visitor.person.sees("Added: Kanareichenko Solomiia")
    assert await patients(visitor) == [card.id]


async def test_so_it_does_question_by_question(desk: StoryDesk) -> None:
    await has_card(desk)
    visitor = guest(desk)
    await shares(visitor)
    await visitor.taps(ELSE, ASKS_SURNAME)
    await visitor.person.types("Petrenko")
    await visitor.reads(ASKS_FIRST_NAME)
    await visitor.taps(BACK)
    await desk.telegram.until(lambda: "surname" in visitor.person.last.text or None)
    await visitor.taps(BACK)
    await visitor.person.sees(CARDS)


async def test_back_tapped_twice_stays_at_the_cards(desk: StoryDesk) -> None:
    await has_card(desk)
    visitor = guest(desk)
    await shares(visitor)
    await visitor.taps(ELSE, ASKS_SURNAME)
    (back,) = (button.data for row in visitor.person.last.buttons for button in row if button.text == BACK)
    assert back
    await visitor.forges(back)
    await visitor.person.sees(CARDS)
    await visitor.forges(back)
    await visitor.person.types("12 May 1987")
    await visitor.person.sees("Added: Kanareichenko Solomiia")


async def test_on_a_number_that_nobody_knows_it_leads_home(desk: StoryDesk) -> None:
    visitor = guest(desk)
    await shares(visitor)
    await visitor.reads(ASKS_SURNAME)
    await visitor.taps(BACK)
    await visitor.person.sees("register the patient, and you can book")
