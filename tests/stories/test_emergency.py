"""A life in danger is heard in whatever a person sends, whatever they are in the middle of."""

import pytest

from handlers.information_taps import Look, Of
from tests.stories.desk import StoryDesk
from tests.stories.meeting.guests import ASKS_SURNAME, guest, shares
from tests.stories.visitors import daniel, olena

CALL = "please call 103 / 112 right now"


async def test_in_the_caption_of_a_photo(desk: StoryDesk) -> None:
    visitor = await daniel(desk)
    await visitor.person.sends_photo(caption="he is not breathing")
    await visitor.person.sees(CALL)
    visitor.person.does_not_see("I'm not sure I understood")


async def test_in_a_message_that_was_corrected(desk: StoryDesk) -> None:
    visitor = await daniel(desk)
    await visitor.person.types("my father")
    await visitor.person.sees("I'm not sure I understood")
    typed = next(message for message in reversed(visitor.person.chat) if not message.by_bot)
    await visitor.person.edits(typed, "my father has chest pain")
    await visitor.person.sees(CALL)


async def test_a_harmless_correction_is_answered_by_nothing(desk: StoryDesk) -> None:
    visitor = await daniel(desk)
    await visitor.person.types("Pertenko")
    await visitor.person.sees("Is this what you are looking for?")
    typed = next(message for message in reversed(visitor.person.chat) if not message.by_bot)
    before = len(visitor.person.chat)
    await visitor.person.edits(typed, "Petrenko")
    await visitor.person.types("/help")
    await visitor.person.sees("How I can help")
    assert len(visitor.person.chat) == before + 2, "what was typed, and its answer"


@pytest.mark.parametrize("typed", ["У мами інсульт", "ho mal di petto"])
async def test_in_any_language_in_place_of_a_surname(desk: StoryDesk, typed: str) -> None:
    visitor = guest(desk)
    await shares(visitor)
    await visitor.reads(ASKS_SURNAME)
    await visitor.person.types(typed)
    await visitor.person.sees(CALL)


async def test_while_somebody_reads_answers(desk: StoryDesk) -> None:
    visitor = await olena(desk)
    await visitor.forges(Look(of=Of.QUESTIONS).pack())
    await visitor.person.types("куди дзвонити, дитина знепритомніла")
    await visitor.person.sees("103 / 112")
    visitor.person.does_not_see("Ви це шукаєте?")
