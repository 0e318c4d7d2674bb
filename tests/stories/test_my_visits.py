"""My visits: each a tap away, of one patient or of all; details, the calendar, those that are over, and the same for
somebody else of the family."""

from datetime import date, timedelta

from crm.model import Order
from handlers.taps import Go, To
from handlers.visit_taps import Calendar, MyVisits, Route, Then
from reception.people import PatientDetails
from tests.stories.desk import StoryDesk
from tests.stories.test_booking_limits import without
from tests.stories.test_notices import it_is
from tests.stories.visitors import (
    BOOKED,
    BRANCH,
    DANIEL,
    MIA,
    MOVE_CHECK,
    MOVED,
    OUTDATED,
    TIME,
    Visitor,
    daniel,
    kyiv,
    olena,
    slot,
)

ROSE = PatientDetails("Fernsby", "Rose", "", date(1955, 3, 8))
AT, CHILDS = "2026-11-24 14:30", "2026-11-24 11:00"
HIS, HERS = "Tue 24.11 14:30 · Daniel · Olena Shevchuk", "Tue 24.11 11:00 · Mia · Iryna Melnyk"
LIST, WHICH = "<b>Your visits</b>", "<b>Which visit shall be at another time?</b>"


async def family(desk: StoryDesk) -> Visitor:
    """He and his daughter have a visit each on Tuesday."""
    visitor = await daniel(desk, DANIEL, MIA, ROSE)
    await visitor.books(AT)
    await visitor.books(CHILDS, "melnyk", service="child-visit", patient=1)
    return visitor


async def opens(visitor: Visitor, label: str) -> None:
    await visitor.person.taps(label)
    await visitor.person.sees_button("❌ Cancel")


def taps_since(visitor: Visitor, said: int) -> int:
    return sum(line.words.startswith("taps") for line in visitor.person.screen.log[said:])


async def test_from_a_reminder_to_a_moved_visit_it_is_three_taps(desk: StoryDesk) -> None:
    visitor = await daniel(desk)
    await visitor.books(AT)
    await it_is(desk, "2026-11-23 14:30")
    await visitor.reads("🔔 A reminder of your visit: <b>{when}</b>")
    said = len(visitor.person.screen.log)
    await visitor.taps("🔁 Another time", TIME)
    await visitor.taps(visitor.labels[0], MOVE_CHECK)
    await visitor.taps("✅ Confirm", MOVED)
    assert taps_since(visitor, said) == 3
    assert len(await visitor.booked()) == 1


async def test_from_a_reminder_of_several_visits_it_is_four_taps(desk: StoryDesk) -> None:
    visitor = await family(desk)
    await it_is(desk, "2026-11-23 11:00")
    await visitor.reads("🔔 {name}: a reminder of the visits", name="Mia, Daniel")
    said = len(visitor.person.screen.log)
    await visitor.taps("🔁 Another time", WHICH)
    assert visitor.labels[:2] == [HERS, HIS]
    await visitor.taps(HIS, TIME)
    await visitor.taps(visitor.labels[0], MOVE_CHECK)
    await visitor.taps("✅ Confirm", MOVED)
    assert taps_since(visitor, said) == 4
    assert kyiv(CHILDS) in [one.starts_at for one in await visitor.booked()]
    assert kyiv(AT) not in [one.starts_at for one in await visitor.booked()]


async def test_from_a_reminder_of_several_visits_one_is_cancelled(desk: StoryDesk) -> None:
    visitor = await family(desk)
    await visitor.forges(MyVisits(then=Then.CANCEL, patient=0, page=0).pack())
    await visitor.reads("<b>Which visit can't you come to?</b>")
    await visitor.taps(HERS, "<b>Cancel this visit?</b>")
    await visitor.taps("❌ Yes, cancel it", "❌ Cancelled:")
    await visitor.taps("📆 Take it off my calendar", "«document visit.ics»")
    assert [one.starts_at for one in await visitor.booked()] == [kyiv(AT)]


async def test_a_row_of_names_narrows_the_list_to_one_patient_and_back(desk: StoryDesk) -> None:
    visitor = await family(desk)
    await visitor.forges(Go(to=To.VISITS).pack())
    await visitor.reads(LIST)
    assert visitor.rows[:3] == [[HERS], [HIS], ["Daniel", "Mia", "Rose"]]
    mia = visitor.person.last.buttons[2][1].data or ""
    await visitor.forges(mia)
    await visitor.person.sees_button("👪 All")
    assert visitor.rows[:3] == [["Tue 24.11 11:00 · Iryna Melnyk"], ["Daniel", "✓ Mia", "Rose"], ["👪 All"]]
    assert "Fernsby Daniel" not in visitor.person.last.text
    await visitor.taps("👪 All")
    await visitor.person.sees_button(HIS)


async def test_a_visit_opens_with_all_that_can_be_done_and_details_only_when_asked(desk: StoryDesk) -> None:
    visitor = await daniel(desk)
    (patient,) = (await visitor.known()).patients
    await desk.system.reception_books(Order("by-phone", await slot(desk, AT), patient.crm_id))
    await visitor.taps("🗓 My visits", LIST)
    await opens(visitor, "Tue 24.11 14:30 · Olena Shevchuk")
    assert visitor.rows == [
        ["ℹ️ Details"],
        ["🔁 Move", "❌ Cancel"],
        ["🗺 Route", "📆 Calendar"],
        ["🗓 My visits", "🏠 Main menu"],
    ]
    assert "Family medicine" not in visitor.person.last.text
    await visitor.taps("ℹ️ Details", "Service: {name}")
    for line in ("Specialty: Family medicine", "Price: 600 UAH (free with a declaration)", "Phone: +380"):
        assert line in visitor.person.last.text
    await visitor.taps("🗺 Route", "«venue» City centre, 28 Zhukovskoho Street")


async def test_past_the_late_line_no_move_is_offered_and_cancelling_still_is(desk: StoryDesk) -> None:
    visitor = await daniel(desk)
    await visitor.books(AT)
    desk.clock.goes_to(kyiv("2026-11-24 14:00"))
    await visitor.taps("🗓 My visits", LIST)
    await opens(visitor, "Tue 24.11 14:30 · Olena Shevchuk")
    assert "🔁 Move" not in visitor.labels
    await visitor.taps("ℹ️ Details", "Service: {name}")
    assert "🔁 Move" not in visitor.labels


async def test_the_same_for_another_patient_is_one_tap_to_the_times_if_that_doctor_sees_them(desk: StoryDesk) -> None:
    visitor = await family(desk)
    await visitor.taps("🗓 My visits", LIST)
    await opens(visitor, HERS)
    await visitor.taps("👪 The same for Rose", BRANCH)
    await visitor.forges(Go(to=To.VISITS).pack())
    await visitor.reads(LIST)
    await opens(visitor, HIS)
    await visitor.taps("👪 The same for Rose", TIME)
    await visitor.taps(visitor.labels[0], "⚠️ Not booked yet")
    assert "Fernsby Rose" in visitor.person.last.text


async def test_past_visits_lead_to_the_same_doctor_again_and_leave_out_what_did_not_take_place(desk: StoryDesk) -> None:
    visitor = await family(desk)
    await visitor.books("2026-11-25 09:00")
    (_, _, cancelled) = sorted(await visitor.visits(), key=lambda visit: visit.starts_at)
    await desk.system.reception_cancels(cancelled.id)
    desk.clock.goes_on(timedelta(days=3))
    await visitor.taps("🗓 My visits", "There are no visits ahead.")
    await visitor.taps("🕓 Past visits", "<b>Past visits</b>")
    text = visitor.person.last.text
    assert text.index("14:30") < text.index("11:00")
    assert "25 November" not in text
    again = [label for label in visitor.labels if "Book again" in label]
    assert again == ["Daniel · 📅 Book again: Olena Shevchuk", "Mia · 📅 Book again: Iryna Melnyk"]
    await visitor.taps(again[0], TIME)
    await desk.imports(without(desk.clinic, "shevchuk"))
    await visitor.forges(Go(to=To.VISITS).pack())
    await visitor.taps("🕓 Past visits", "<b>Past visits</b>")
    assert "Daniel · 📅 Colleagues of Olena Shevchuk" in visitor.labels


async def test_buttons_under_visits_booked_long_ago_still_work_for_whom_they_are(desk: StoryDesk) -> None:
    visitor, stranger = await daniel(desk), await olena(desk)
    await visitor.stands_at_check(AT)
    key = visitor.confirm.removeprefix("c:")
    await visitor.taps("✅ Confirm", BOOKED)
    for button, then in ((Route(of=key), "«venue»"), (Calendar(of=key), "«document visit.ics»")):
        await visitor.forges(button.pack())
        await visitor.person.sees(then)
        await stranger.finds_an_old(button.pack(), OUTDATED)
