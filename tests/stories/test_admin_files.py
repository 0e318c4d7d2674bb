"""An admin takes the questions as a file, sends them back with a mistake, then right; patients find what is new."""

from collections.abc import Sequence

import pytest

from tests.stories.admins import MARTA, admin
from tests.stories.desk import StoryDesk
from tests.stories.visitors import Visitor, olena

QUESTION = "Який телефон у реєстратури вночі?"


@pytest.fixture
def admin_ids() -> Sequence[int]:
    return (MARTA,)


async def takes(marta: Visitor) -> str:
    """The questions as they are."""
    await marta.person.taps("📦 As a file")
    await marta.person.taps("⬇️ Questions and answers")
    given = (await marta.person.sees("«document faq-2026-11-23.yaml»")).document
    assert given is not None
    return marta.desk.telegram.world.files.by_id[given["file_id"]].content.decode()


async def test_from_a_mistake_to_what_patients_find(desk: StoryDesk) -> None:
    marta = await admin(desk, MARTA)
    file = await takes(marta)
    first = f"  - id: at-night\n    question: {QUESTION}\n    answer: Чергова медсестра відповідає до ранку.\n"
    right = file.replace("  entries:\n", f"  entries:\n{first}", 1)
    await marta.person.taps("⬆️ Send a file")
    await marta.person.sees("Please send the file here")
    await marta.person.sends_document(right.replace("question: Який", "qestion: Який").encode(), "faq.yaml")
    told = await marta.person.sees("Nothing was changed")
    line = right[: right.index("id: at-night")].count("\n") + 2
    assert f'faq.yaml:{line}: faq[0].entries[0].qestion: is not known here; did you mean "question"?' in told.text
    await marta.person.sends_document(right.encode(), "faq.yaml")
    assert f"❓ Questions: new: 1\n➕ {QUESTION}" in (await marta.person.sees("👁 Preview")).text
    await marta.person.taps("✅ Publish")
    await marta.person.sees("✅ Published: everybody sees it from now on.")
    patient = await olena(desk)
    await patient.person.types("тилифон реєстратури вночі")
    await patient.person.taps(f"❓ {QUESTION}")
    await patient.person.sees("Чергова медсестра відповідає до ранку.")


async def test_what_is_no_clinic_file_is_said_so(desk: StoryDesk) -> None:
    marta = await admin(desk, MARTA)
    await marta.person.taps("📦 As a file")
    await marta.person.taps("⬆️ Send a file")
    await marta.person.types("faq: []")
    await marta.person.sees("Please send the file here")
    await marta.person.sends_document(b"\x89PNG\r\n", "clinic.yaml")
    await marta.person.sees("Nothing was changed")
    await marta.person.sends_document((await desk.program.desk.admin.papers.clinic_file()), "clinic.yaml")
    await marta.person.sees("All stays as it was.")
