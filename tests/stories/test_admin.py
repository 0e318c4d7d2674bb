"""Admins keep the clinic's face true: what they publish everybody meets at once, and nobody overwrites anybody."""

from collections.abc import Sequence

import pytest

from tests.stories.admins import MARTA, PETRO, admin
from tests.stories.desk import StoryDesk
from tests.stories.visitors import olena

FOUND = "Is this what you are looking for?"
UNKNOWN = "I'm not sure I understood. Please choose below, or call reception: {phone}"
PUBLISHED = "✅ Published: everybody sees it from now on."


@pytest.fixture
def admin_ids() -> Sequence[int]:
    return MARTA, PETRO


async def test_an_answer_is_published_and_found_with_a_typo_at_once(desk: StoryDesk) -> None:
    patient, marta = await olena(desk), await admin(desk, MARTA)
    await patient.person.types("устилки зробити")
    await patient.reads(UNKNOWN)
    await marta.person.taps("❓ Questions and answers")
    await marta.person.taps("Tests and examinations")
    await marta.person.taps("❓ Questions")
    await marta.person.taps("➕ Add")
    await marta.person.types("Чи можна зробити устілки?")
    await marta.person.types("Can I have insoles made?")
    await marta.person.taps("⏭ No other languages")
    await marta.person.types("Так, ортопед знімає зліпок за один візит.")
    await marta.person.taps("⏭ No other languages")
    preview = await marta.person.sees("👁 Preview")
    assert "Can I have insoles made?" in preview.text
    assert "Так, ортопед знімає зліпок" in preview.text
    await marta.person.taps("✅ Publish")
    await marta.person.sees(PUBLISHED)
    await patient.person.types("устилки зробити")
    await patient.reads(FOUND)
    await patient.person.taps("❓ Чи можна зробити устілки?")
    await patient.person.sees("ортопед знімає зліпок за один візит")
