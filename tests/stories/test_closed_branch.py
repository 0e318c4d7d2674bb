"""A branch is closed for a day: who is booked there is told, and has another time by two taps. Reception is offline."""

from collections.abc import Sequence

import pytest

from clinic.model import Away
from db.clinic_file import ClinicStore
from sandbox import Group
from tests.stories.admins import MARTA, PREVIEW, admin, answers, publishes
from tests.stories.desk import StoryDesk
from tests.stories.visitors import MOVE_CHECK, MOVED, Visitor, daniel, kyiv, olena

TUESDAY = "2026-11-24 14:30"
CLOSED = "⛔ The branch “{branch}” is closed: {span}"


@pytest.fixture
def admin_ids() -> Sequence[int]:
    return (MARTA,)


@pytest.fixture
def staff_chat_id(staff: Group) -> int:
    return staff.id


async def closes(marta: Visitor, typed: str) -> None:
    """The city centre; as far as the preview."""
    await answers(marta, "📍 Branches", marta.name("branches", "center"), "⛔ Branch closed", "➕ Add")
    await marta.person.types(typed)
    await marta.reads(PREVIEW)


async def closed(marta: Visitor) -> None:
    """Published, and who is booked there told."""
    await publishes(marta)
    await marta.desk.wakes("telling who is booked at a closed branch")
    await marta.desk.wakes("sending what is due")


async def takes_another_time(patient: Visitor, day: str) -> None:
    """The first that is offered on a day that is not this one."""
    near = [label for label in patient.labels if day not in label][:1]
    assert not any(label.startswith(day) for label in patient.labels), "nothing on the closed day"
    await patient.person.taps(near[0])
    await patient.reads(MOVE_CHECK)
    await patient.taps("✅ Confirm", MOVED)


@pytest.mark.parametrize("who", [olena, daniel])
async def test_from_the_preview_to_the_patient_s_new_time(desk: StoryDesk, who: object) -> None:
    patient: Visitor = await who(desk)  # type: ignore[operator]
    await patient.books(TUESDAY)
    marta = await admin(desk, MARTA)
    await closes(marta, "24.11")
    text = marta.person.last.text
    assert "Tue, 24 November" in text
    assert "👥 1 visit is booked there then." in text
    assert "choose from: 1" in text
    await closed(marta)
    told = await patient.reads(CLOSED)
    day = patient.say.day(kyiv(TUESDAY).date())
    assert told.text.splitlines()[0] == patient.words(CLOSED, branch=patient.name("branches", "center"), span=day)
    await takes_another_time(patient, day)
    (visit,) = await patient.booked()
    assert visit.starts_at.date() != kyiv(TUESDAY).date()


@pytest.mark.in_each_system
async def test_an_old_confirm_is_told_that_the_branch_is_closed_then(desk: StoryDesk) -> None:
    patient = await daniel(desk)
    await patient.stands_at_check(TUESDAY)
    center, *others = desk.clinic.branches
    shut = center.model_copy(update={"closed": (Away.model_validate({"from": "2026-11-24", "to": "2026-11-24"}),)})
    changed = desk.clinic.model_copy(update={"branches": (shut, *others)})
    await ClinicStore(desk.database, desk.clock).save(changed)
    await desk.wakes("looking for a changed clinic")
    await patient.taps("✅ Confirm", "This branch is closed then.")
    assert "📍 At another branch" in patient.labels
    day = patient.say.day(kyiv(TUESDAY).date())
    assert not [label for label in patient.labels if day in label], "other times are of other days"
    assert await patient.booked() == []


async def test_the_late_line_holds_nobody_to_a_closed_branch(desk: StoryDesk) -> None:
    patient = await daniel(desk)
    await patient.books("2026-11-23 14:45", "marchenko", service="ent-visit")
    desk.clock.goes_to(kyiv("2026-11-23 12:00"))
    marta = await admin(desk, MARTA)
    await closes(marta, "12:00 - 18:00")
    await closed(marta)
    await patient.reads(CLOSED)
    await patient.person.taps(patient.labels[0])
    await patient.reads(MOVE_CHECK)


async def test_undone_it_is_open_after_all(desk: StoryDesk) -> None:
    patient = await daniel(desk)
    await patient.books(TUESDAY)
    marta = await admin(desk, MARTA)
    await closes(marta, "24.11")
    await closed(marta)
    await patient.reads(CLOSED)
    desk.clock.goes_to(kyiv("2026-11-23 14:31"))
    await desk.wakes("sending what is due")
    assert "✅ I'll come" not in patient.labels, "nobody is reminded of what can't take place"
    await marta.person.taps("📜 Last changes")
    await marta.person.taps("↩️ Undo the last one")
    await marta.person.sees("is told that it is open after all")
    await closed(marta)
    await patient.reads("is open after all.")
    assert [visit.starts_at for visit in await patient.visits()] == [kyiv(TUESDAY)]


async def test_whom_nobody_can_tell_reception_phones(desk: StoryDesk, staff: Group) -> None:
    patient = await daniel(desk)
    await patient.books(TUESDAY)
    await patient.person.blocks_bot()
    marta = await admin(desk, MARTA)
    await closes(marta, "24.11")
    await closed(marta)
    await desk.wakes("sending what is due")
    (told,) = staff.said
    assert told.startswith("📞 Зателефонуйте, будь ласка: філія тоді зачинена\nFernsby Daniel, +44 7700 900123")
    desk.forgives = ["was blocked"]


async def test_while_reception_is_offline_patients_are_told_when_it_answers(desk: StoryDesk) -> None:
    patient, marta = await daniel(desk), await admin(desk, MARTA)
    await marta.person.taps("🕗 Reception")
    await marta.person.taps("🌙 Reception offline")
    await marta.person.taps("➕ Add")
    await marta.person.types("until 15:00")
    await marta.person.sees("Mon, 23 November 2026, 09:00–15:00")
    await publishes(marta)
    await patient.person.types("💬 Write to reception")
    await patient.reads("Reception is away just now and will answer after {when}.", when="Mon, 23 November, 15:00")
    await patient.person.types("Are you there?")
    await patient.person.sees("Reception is away just now. We'll answer today after 15:00.")
