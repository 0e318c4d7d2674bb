"""Old and forged buttons of the first meeting: one neutral answer, and what was typed stays as it is."""

import pytest

from handlers.taps import Fill, Step
from reception.questions import Question
from sandbox.seen import ChatMessage
from tests.stories.desk import StoryDesk
from tests.stories.meeting.guests import (
    ASKS_BIRTH_DATE,
    ASKS_FIRST_NAME,
    ASKS_PATRONYMIC,
    ASKS_SURNAME,
    NO_LONGER,
    PHONE,
    account,
    guest,
    has_card,
    settled,
    shares,
    tap_again,
    types_number,
)
from tests.stories.visitors import Visitor

ASKS_PHONE = "Please type your phone number, for example <code>050 123 45 67</code>."
ELSE = "➕ Register somebody else"


async def test_back_of_a_registration_does_nothing_while_the_number_is_typed_anew(desk: StoryDesk) -> None:
    visitor = guest(desk)
    await types_number(visitor)
    await visitor.reads(ASKS_SURNAME)
    await visitor.person.types("Kanareichenko")
    asked = await visitor.reads(ASKS_FIRST_NAME)
    await visitor.person.types("Type it instead")
    await visitor.reads(ASKS_PHONE)
    await tap_again(visitor, "⬅️ Back", asked)
    await visitor.reads(NO_LONGER)
    await visitor.person.types("050 765 43 21")
    await visitor.taps("Yes", ASKS_SURNAME)
    assert (await account(visitor)).phone == "+380507654321"


@pytest.mark.parametrize("step", [Step.ANSWER, Step.FIX, Step.BACK, Step.ELSE, Step.RIGHT])
async def test_no_button_of_a_registration_can_be_forged_onto_a_number_that_is_typed(
    desk: StoryDesk, step: Step
) -> None:
    visitor, asked = await at_the_number(desk)
    await visitor.forges(Fill(draft=await draft_of(visitor), step=step, question=Question.SURNAME).pack())
    await visitor.reads(NO_LONGER)
    await tap_again(visitor, "Yes", asked)
    await visitor.reads(ASKS_SURNAME)
    assert (await account(visitor)).phone == PHONE


async def test_a_question_that_this_clinic_does_not_ask_cannot_be_forged(desk: StoryDesk) -> None:
    visitor = guest(desk)
    await shares(visitor)
    await visitor.reads(ASKS_SURNAME)
    for question in (Question.SEX, Question.CHECK, Question.KNOWN, Question.PHONE):
        for step in (Step.FIX, Step.BACK):
            await visitor.forges(Fill(draft=await draft_of(visitor), step=step, question=question).pack())
            await visitor.reads(NO_LONGER if step is Step.FIX else ASKS_SURNAME)
    await visitor.person.types("Kanareichenko")
    await visitor.reads(ASKS_FIRST_NAME)


async def test_an_old_correct_it_leaves_the_registration_as_it_is(desk: StoryDesk) -> None:
    visitor, asked = await at_the_number(desk)
    await visitor.taps("Yes", ASKS_SURNAME)
    correct_it = Fill(draft=await draft_of(visitor), step=Step.RETYPE).pack()
    await visitor.person.types("Kanareichenko")
    await visitor.reads(ASKS_FIRST_NAME)
    await visitor.person.forges(correct_it, on=asked)
    await visitor.reads(NO_LONGER)
    await visitor.person.types("Solomiia")
    await visitor.reads(ASKS_PATRONYMIC)
    assert (await account(visitor)).phone == PHONE


async def test_a_correct_it_of_an_earlier_number_does_nothing_to_the_next(desk: StoryDesk) -> None:
    visitor, _ = await at_the_number(desk)
    old = Fill(draft=await draft_of(visitor), step=Step.RETYPE).pack()
    await visitor.person.types("/cancel")
    await visitor.taps("Type it instead", ASKS_PHONE)
    await visitor.forges(old)
    await visitor.reads(NO_LONGER)


async def test_yes_tapped_twice_asks_once(desk: StoryDesk) -> None:
    visitor, asked = await at_the_number(desk)
    yes = Fill(draft=await draft_of(visitor), step=Step.YES).pack()
    for _ in range(2):
        await visitor.person.forges(yes, on=asked)
    await visitor.person.types("Kanareichenko")
    await visitor.reads(ASKS_FIRST_NAME)
    visitor.person.does_not_see(NO_LONGER)


async def test_somebody_else_tapped_twice_asks_once(desk: StoryDesk) -> None:
    await has_card(desk)
    visitor = guest(desk)
    await shares(visitor)
    card = await visitor.person.sees("S. K.")
    for _ in range(2):
        await tap_again(visitor, ELSE, card)
    await visitor.person.types("Novak Zlata")
    await visitor.taps("No patronymic", ASKS_BIRTH_DATE)
    visitor.person.does_not_see(NO_LONGER)


async def at_the_number(desk: StoryDesk) -> tuple[Visitor, ChatMessage]:
    """Typed, and asked whether it is right."""
    visitor = guest(desk)
    await visitor.person.types("/start")
    await visitor.taps("Type it instead", ASKS_PHONE)
    await visitor.person.types("050 123 45 67")
    asked = await visitor.person.sees("+380 50 123 45 67")
    await settled(visitor)
    return visitor, asked


async def draft_of(visitor: Visitor) -> int:
    draft = (await account(visitor)).draft
    assert draft is not None
    return draft.id
