"""Another time for a visit, and cancelling it: from a notice's button or from My visits, in each clinic's system."""

from datetime import timedelta

import pytest

from handlers.visit_taps import Cancel, Move
from tests.stories.desk import StoryDesk
from tests.stories.visitors import MOVE_CHECK, MOVED, TIME, Visitor, daniel, kyiv


@pytest.fixture
async def visitor(desk: StoryDesk) -> Visitor:
    """With a visit on Tuesday afternoon."""
    visitor = await daniel(desk)
    await visitor.books("2026-11-24 14:30")
    return visitor


async def test_from_a_notice_to_a_moved_visit_it_takes_three_taps(visitor: Visitor) -> None:
    await visitor.forges(Move(visit=await visitor.number()).pack())
    await visitor.reads(TIME)
    at = visitor.labels[2]
    await visitor.taps(at, MOVE_CHECK)
    was = visitor.say.moment(kyiv("2026-11-24 14:30"), "Europe/Kyiv")
    assert visitor.words("Instead of: {when}", when=was) in visitor.person.last.text
    await visitor.taps("✅ Confirm")
    await visitor.reads(MOVED, when=at)
    (visit,) = await visitor.booked()
    assert visit.starts_at == kyiv("2026-11-23 10:30")


async def test_from_my_visits_one_is_cancelled_after_one_question(visitor: Visitor) -> None:
    await visitor.taps("🗓 My visits", "<b>Your visits</b>")
    await visitor.person.taps(visitor.labels[0])
    await visitor.person.sees_button(visitor.words("❌ Cancel"))
    await visitor.taps("❌ Cancel", "<b>Cancel this visit?</b>")
    await visitor.taps("No, keep it", "Patient: {name}")
    assert len(await visitor.booked()) == 1
    await visitor.taps("❌ Cancel", "<b>Cancel this visit?</b>")
    surely = visitor.person.last.buttons[0][0].data or ""
    await visitor.taps("❌ Yes, cancel it", "Thank you for telling us: somebody else can have this time.")
    assert await visitor.booked() == []
    await visitor.finds_an_old(surely, "❌ Cancelled: {when}")


async def test_a_late_cancellation_is_thanked_for_and_a_late_move_is_receptions(visitor: Visitor) -> None:
    number = await visitor.number()
    visitor.desk.clock.goes_to(kyiv("2026-11-24 11:31"))
    await visitor.forges(Move(visit=number).pack())
    await visitor.person.sees("+380 48 700 00 00")
    assert visitor.labels == [visitor.words("🗓 My visits"), visitor.words("🏠 Main menu")]
    visitor.desk.clock.goes_to(kyiv("2026-11-24 14:30") - timedelta(seconds=1))
    await visitor.forges(Cancel(visit=number).pack())
    await visitor.reads("<b>Cancel this visit?</b>")
    assert visitor.words("🔁 Another time") not in visitor.labels
    await visitor.taps(
        "❌ Yes, cancel it",
        "Thank you for telling us, even this late: it is worth more than not coming without a word.",
    )
    assert await visitor.booked() == []
