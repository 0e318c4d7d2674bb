"""Somebody who has hidden the keyboard types its words."""

import pytest

from tests.stories.desk import StoryDesk
from tests.stories.visitors import BRANCH, daniel, olena


@pytest.mark.parametrize("typed", ["записатися до лікаря", "Book a visit", "  📅  ЗАПИСАТИСЯ   до лікаря!"])
async def test_the_words_of_a_key_are_the_key(desk: StoryDesk, typed: str) -> None:
    visitor = await olena(desk)
    await visitor.person.types(typed)
    await visitor.reads(BRANCH)


async def test_a_sentence_with_them_is_not(desk: StoryDesk) -> None:
    visitor = await daniel(desk)
    await visitor.person.types("why should I book a visit")
    await visitor.person.sees_button("❓ How do I book a visit?")
