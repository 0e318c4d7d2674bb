"""Managers book, move and cancel for a patient, by the card of the dialogue that they have taken."""

from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import select

from db.tables import audit
from handlers.ahead import ALL
from handlers.taps import Confirm, Go, To, time
from handlers.visit_taps import Cancel
from reception.audit import Deed
from sandbox import Group, Person
from tests.stories.desk import StoryDesk
from tests.stories.reception_group import Team
from tests.stories.test_handoff import asks, is_taken
from tests.stories.test_notices import DAY_BEFORE, REMINDER, it_is
from tests.stories.visitors import BOOKED, Visitor, daniel, kyiv, olena

AT = "2026-11-24 14:30"
PANEL, TO_CARD = "📅 Book, move, cancel", "⬅️ To the card"
BOOKED_FOR = "📅 Reception has booked for you: <b>{when}</b>"
MOVED_FOR = "🔁 Reception has moved your visit: <b>{when}</b>"
CANCELLED_FOR = "❌ Reception has cancelled your visit: <s>{when}</s>"


@pytest.fixture
def staff_chat_id(group: Group) -> int:
    return group.id


async def opens_panel(team: Team, visitor: Visitor) -> Person:
    """Iryna has taken the dialogue and has the patient's visits before her."""
    await asks(visitor)
    iryna = await is_taken(team)
    await taps(team, iryna, team.words(PANEL))
    return iryna


async def taps(team: Team, manager: Person, *labels: str) -> None:
    """One after another; a tap's clock stops when the panel shows what came of it."""
    for label in labels:
        await manager.taps(label)
        await team.desk.telegram.until(partial(_is_answered, manager))


def _is_answered(who: Person) -> bool:
    return not who.waiting


async def deeds(desk: StoryDesk, *which: Deed) -> list[tuple[str, dict[str, str]]]:
    rows = await desk.database.rows(select(audit).where(audit.c.what.in_(which)).order_by(audit.c.id))
    return [(row.what, desk.database.unseal(row.sealed)) for row in rows]


async def test_a_manager_books_by_the_walk_and_the_patient_is_told_and_reminded(desk: StoryDesk, team: Team) -> None:
    visitor = await daniel(desk)
    iryna = await opens_panel(team, visitor)
    await taps(team, iryna, team.words("📅 Book a visit"))
    assert "📎" not in iryna.chat[1].words, "a place that she sends is for the patient"
    await taps(team, iryna, "Центр", "Сімейна медицина", "Шевчук Олена")
    await taps(team, iryna, team.words("📅 Visit at the clinic"), "Прийом сімейного лікаря")
    await taps(team, iryna, "вт 24.11", "14:30", team.words("✅ Confirm"))
    await team.settles()
    assert team.words("The patient is told.") in iryna.chat[1].words, "one panel, edited in place"
    assert iryna.chat[1].words.startswith("👤 Fernsby Daniel")
    await visitor.reads(BOOKED_FOR)
    (visit,) = await visitor.booked()
    assert visit.starts_at == kyiv(AT)
    told = {"before": None, "after": "вт, 24 листопада, 14:30, Шевчук Олена Іванівна", "by": "Iryna"}
    assert await deeds(desk, Deed.BOOKED_FOR) == [(Deed.BOOKED_FOR, told)]
    await it_is(desk, DAY_BEFORE)
    await visitor.reads(REMINDER)
    await taps(team, iryna, team.words(TO_CARD))
    assert team.words("💬 <b>A question to reception</b>") in iryna.chat[1].words


async def test_past_the_line_a_manager_moves_what_the_patient_cannot_and_is_told_that_it_is_late(
    desk: StoryDesk, team: Team
) -> None:
    visitor = await daniel(desk)
    await visitor.books(AT)
    desk.clock.goes_to(kyiv("2026-11-24 13:00"))
    iryna = await opens_panel(team, visitor)
    await taps(team, iryna, "вт 24.11 14:30 · Шевчук Олена")
    assert "пацієнт уже не може його перенести, ви можете" in iryna.chat[1].words
    ways = {button.text for row in iryna.chat[1].buttons for button in row}
    assert (team.words("🗓 Visits") in ways, team.words("🗓 My visits") in ways) == (True, False)
    await taps(team, iryna, team.words("🔁 Move"), "ср 25.11", "10:00", team.words("✅ Confirm"))
    await team.settles()
    await visitor.reads(MOVED_FOR)
    (visit,) = await visitor.booked()
    assert visit.starts_at == kyiv("2026-11-25 10:00")
    assert [deed for deed, _ in await deeds(desk, Deed.MOVED_FOR)] == [Deed.MOVED_FOR]


async def test_a_manager_cancels_once_and_reception_does_not_hear_of_it_from_itself(
    desk: StoryDesk, team: Team
) -> None:
    visitor = await daniel(desk)
    await visitor.books(AT)
    desk.clock.goes_to(kyiv("2026-11-24 13:00"))
    iryna = await opens_panel(team, visitor)
    await taps(team, iryna, "вт 24.11 14:30 · Шевчук Олена", team.words("❌ Cancel"))
    surely = iryna.chat[1].buttons[0][0].data or ""
    await taps(team, iryna, team.words("❌ Yes, cancel it"))
    await iryna.forges(surely, on=iryna.chat[1])
    await team.settles()
    await visitor.reads(CANCELLED_FOR)
    assert await visitor.booked() == []
    assert len(await deeds(desk, Deed.CANCELLED_FOR)) == 1
    assert visitor.person.transcript().count(visitor.words(CANCELLED_FOR)) == 1
    late = team.words("❌ <b>Cancelled at short notice</b>")
    assert [said for said in team.group.said if late in said] == []


async def test_what_the_patient_has_cancelled_meanwhile_reception_has_not(desk: StoryDesk, team: Team) -> None:
    visitor = await daniel(desk)
    await visitor.books(AT)
    iryna = await opens_panel(team, visitor)
    await taps(team, iryna, "вт 24.11 14:30 · Шевчук Олена", team.words("❌ Cancel"))
    await visitor.forges(iryna.chat[1].buttons[0][0].data or "")
    await visitor.reads("❌ Cancelled: {when}")
    await taps(team, iryna, team.words("❌ Yes, cancel it"))
    await team.settles()
    assert team.words("❌ Cancelled: {when}", when="вт, 24 листопада, 14:30") in iryna.chat[1].words
    assert await deeds(desk, Deed.CANCELLED_FOR) == []
    assert visitor.words(CANCELLED_FOR) not in visitor.person.transcript()


async def test_only_who_has_taken_it_works_on_the_panel_and_only_with_its_buttons(desk: StoryDesk, team: Team) -> None:
    visitor, other = await daniel(desk), await olena(desk)
    await other.books(AT)
    theirs = await other.number()
    iryna = await opens_panel(team, visitor)
    taras = team.inside(team.taras)
    for tapper, button in (
        (taras, ALL.pack()),
        (iryna, Cancel(visit=theirs).pack()),
        (iryna, Confirm(key="nothing").pack()),
        (iryna, Go(to=To.ERASE_SURELY).pack()),
    ):
        await tapper.forges(button, on=tapper.chat[1])
        await desk.telegram.until(partial(_is_answered, tapper))
        assert "14:30" not in iryna.chat[1].words
    await taras.sees_toast(f"{team.words('Already taken')}: Iryna")
    assert len(await other.booked()) == 1
    assert await desk.program.desk.people.known(visitor.person.id)
    await taps(team, iryna, team.words(TO_CARD))
    assert team.words("✋ Taken by {name}", name="Iryna") in iryna.chat[1].words
    await visitor.forges(Go(to=To.END).pack())
    await visitor.reads("The dialogue with reception is over. What next?")
    await iryna.forges(ALL.pack(), on=iryna.chat[1])
    await iryna.sees_toast(team.words("It is closed already."))


async def test_while_the_clinic_s_system_is_silent_the_manager_is_told_so(desk: StoryDesk, team: Team) -> None:
    visitor = await daniel(desk)
    await asks(visitor)
    iryna = await is_taken(team)
    desk.crm.goes_down()
    await iryna.taps(team.words(PANEL))
    await iryna.sees_toast(team.words("The clinic's system is not answering."))
    desk.crm.comes_back()


async def test_what_the_clinic_s_system_leaves_open_is_told_to_the_patient_once_and_when_it_is_known(
    desk: StoryDesk, team: Team
) -> None:
    visitor = await daniel(desk)
    iryna = await opens_panel(team, visitor)
    way = await visitor.way("shevchuk")
    await iryna.forges(time(way, kyiv(AT)).pack(), on=iryna.chat[1])
    await desk.telegram.until(partial(_is_answered, iryna))
    confirm = iryna.chat[1].buttons[0][0].data or ""
    desk.crm.loses_answers()
    await taps(team, iryna, team.words("✅ Confirm"))
    not_yet = "The clinic's system has not answered yet. As soon as it is known, the patient is told."
    assert team.words(not_yet) in iryna.chat[1].words
    assert [told["by"] for _, told in await deeds(desk, Deed.BOOKED_FOR)] == ["Iryna"]
    await team.settles()
    visitor.person.does_not_see(visitor.words(BOOKED_FOR))
    await iryna.forges(confirm, on=iryna.chat[1])
    await team.settles()
    await visitor.reads(BOOKED_FOR)
    desk.clock.goes_on(timedelta(seconds=31))
    await desk.wakes("settling unknown bookings")
    visitor.person.does_not_see(visitor.words(BOOKED))
    assert len(await visitor.booked()) == 1
