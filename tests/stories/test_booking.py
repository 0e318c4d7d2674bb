"""The whole way: from the menu to a booked visit, and what hangs on it."""

from datetime import date
from typing import Any

import pytest
from icalendar import Calendar

from handlers.taps import walk
from reception.people import PatientDetails
from sandbox import TelegramServer
from tests.stories.conftest import OTHER_FORMS
from tests.stories.desk import StoryDesk
from tests.stories.visitors import (
    BOOKED,
    BRANCH,
    CHECK,
    DANIEL,
    DOCTOR,
    SERVICE,
    SPECIALTY,
    TIME,
    Visitor,
    arrives,
    daniel,
    kyiv,
    olena,
)

pytestmark = pytest.mark.in_each_system(OTHER_FORMS[0])
SEND_LOCATION = "Send me your location 📎, and the nearest comes first."


@pytest.fixture(params=["English", "Ukrainian"])
async def visitor(request: pytest.FixtureRequest, desk: StoryDesk) -> Visitor:
    """Registered, with one patient on the phone; the menu's keys are before them."""
    return await (daniel(desk) if request.param == "English" else olena(desk))


async def test_from_the_menu_to_a_booked_visit_it_takes_eight_taps_and_no_typing(visitor: Visitor) -> None:
    said_before = len(visitor.person.chat)
    await visitor.taps("📅 Book a visit", BRANCH)
    assert visitor.labels == [
        *(visitor.name("branches", branch) for branch in ("center", "boulevard", "tairove")),
        visitor.words("🏠 Main menu"),
    ]
    await visitor.chooses("branches", "center", SPECIALTY)
    assert visitor.words("Any doctor") in visitor.labels
    await visitor.chooses("specialties", "family", DOCTOR)
    await visitor.chooses("doctors", "shevchuk", visitor.name("doctors", "shevchuk"))
    assert visitor.person.last.photo
    assert visitor.rows == [
        [visitor.words("📅 Visit at the clinic")],
        [visitor.words("🏠 Call to my home")],
        [visitor.words("⬅️ All doctors")],
        [visitor.words("🏠 Main menu")],
    ]
    await visitor.taps("📅 Visit at the clinic", SERVICE)
    await visitor.chooses("services", "family-visit", TIME)
    at = visitor.say.moment(kyiv("2026-11-23 10:30"), "Europe/Kyiv")
    assert visitor.labels[2] == at, "the third of the nearest three"
    await visitor.taps(at, CHECK)
    assert visitor.person.last.text.splitlines()[0] == visitor.words(CHECK)
    await visitor.taps("✅ Confirm")
    booked = await visitor.reads(BOOKED, when=at)

    acts = [line.words for line in visitor.person.screen.log if line.who == visitor.person.name][1:]
    assert len(acts) == 8
    assert acts[0] == visitor.words("📅 Book a visit"), "a key of the menu"
    assert all(act.startswith("taps ") for act in acts[1:])
    assert len(visitor.person.chat) - said_before == 2, "the key, and one panel that all of it happened in"
    (visit,) = await visitor.visits()
    assert visit.starts_at == kyiv("2026-11-23 10:30")
    where = visitor.desk.clinic.branches[0]
    for told in (visitor.name("doctors", "shevchuk"), visitor.say.pick(where.name), visitor.say.pick(where.address)):
        assert told in booked.text


async def test_the_check_card_says_all_that_will_be_booked(desk: StoryDesk) -> None:
    visitor = await daniel(desk)
    await visitor.stands_at_check("2026-11-24 14:30")
    assert visitor.person.last.text == (
        "⚠️ Not booked yet\n\n"
        "When: Tue, 24 November, 14:30\n"
        "Patient: Fernsby Daniel\n"
        "Doctor: Olena Shevchuk\n"
        "Where: City centre, 28 Zhukovskoho Street\n"
        "Price: 600 UAH (free with a declaration)\n\n"
        "Is everything right? Then press Confirm."
    )
    assert visitor.rows == [["✅ Confirm"], ["⬅️ Back", "🏠 Main menu"]]


async def test_what_was_booked_is_gone_for_the_next_patient_and_stands_in_my_visits(desk: StoryDesk) -> None:
    visitor = await daniel(desk)
    await visitor.books("2026-11-23 10:00")
    await visitor.taps("🗓 My visits")
    mine = await visitor.reads("<b>Your visits</b>")
    assert visitor.say.moment(kyiv("2026-11-23 10:00"), "Europe/Kyiv") in mine.text
    assert visitor.name("doctors", "shevchuk") in mine.text

    next_one = await arrives(desk, desk.telegram.person("Ганна", phone="+380679990011"))
    await next_one.forges(walk(await next_one.way("shevchuk")).pack())
    await next_one.reads(TIME)
    nearest = next_one.say.moment(kyiv("2026-11-23 10:30"), "Europe/Kyiv")
    assert next_one.labels[0] == nearest, "twenty minutes of a visit, then the next quarter"
    await next_one.taps("🗓 My visits")
    await next_one.reads("There are no visits ahead.")


async def test_route_shows_the_place_on_the_map(desk: StoryDesk) -> None:
    visitor = await daniel(desk)
    await visitor.books("2026-11-24 14:30")
    await visitor.taps("🗺 Route", "«venue» City centre, 28 Zhukovskoho Street")
    assert visitor.person.last.venue is not None
    assert visitor.person.last.venue["location"] == {"latitude": 46.4812, "longitude": 30.7395}


async def test_calendar_gives_a_file_that_calendars_read(visitor: Visitor, telegram: TelegramServer) -> None:
    await visitor.books("2026-11-24 14:30")
    await visitor.taps("📆 Calendar", "«document visit.ics»")
    event, file = _event(visitor, telegram)
    assert event["DTSTART"].dt == kyiv("2026-11-24 14:30")
    assert event["DTEND"].dt == kyiv("2026-11-24 14:50")
    assert event["DTSTART"].params["TZID"] == "Europe/Kyiv"
    assert [zone["TZID"] for zone in file.walk("VTIMEZONE")] == ["Europe/Kyiv"]
    assert event["SUMMARY"] == visitor.words("Visit to {clinic}", clinic=visitor.say.pick(visitor.desk.clinic.name))
    assert event["LOCATION"].endswith(visitor.say.pick(visitor.desk.clinic.branches[0].address))

    await visitor.taps("📆 Calendar", "«document visit.ics»")
    assert _event(visitor, telegram)[0]["UID"] == event["UID"], "the same entry once more, not a second one"
    await visitor.books("2026-11-25 09:00")
    await visitor.taps("📆 Calendar", "«document visit.ics»")
    assert _event(visitor, telegram)[0]["UID"] != event["UID"]


def _event(visitor: Visitor, telegram: TelegramServer) -> tuple[Any, Any]:
    document = visitor.person.last.document
    assert document is not None
    file = Calendar.from_ical(telegram.world.files.by_id[document["file_id"]].content)
    (event,) = file.walk("VEVENT")
    return event, file


async def test_next_time_the_same_doctor_is_one_tap_away(desk: StoryDesk) -> None:
    visitor = await daniel(desk)
    await visitor.taps("📅 Book a visit", BRANCH)
    assert visitor.words("🔁 Again with Dr {doctor}") not in visitor.labels[0]
    await visitor.books("2026-11-24 14:30")
    await visitor.taps("📅 Book a visit", BRANCH)
    again = visitor.words("🔁 Again with Dr {doctor}", doctor=visitor.short("shevchuk"))
    assert visitor.labels[0] == again
    await visitor.taps(again, TIME)
    await visitor.taps(visitor.labels[0], CHECK)
    await visitor.taps("✅ Confirm", BOOKED)
    assert len(await visitor.visits()) == 2


async def test_any_doctor_lists_all_by_their_earliest_time(desk: StoryDesk) -> None:
    visitor = await daniel(desk)
    await visitor.taps("📅 Book a visit", BRANCH)
    await visitor.chooses("branches", "center", SPECIALTY)
    await visitor.taps("Any doctor", DOCTOR)
    doctors = [label.split(" · ") for label in visitor.labels if " · " in label]
    assert [name for name, _ in doctors] == [
        visitor.short(doctor)
        for doctor in ("shevchuk", "petrenko", "adeiemi", "marchenko", "lysenko", "rudenko", "zakharchenko")
    ]
    assert doctors[0][1].endswith("23.11 10:00"), "the nearest time with an hour's notice"
    assert doctors[-1][1] == visitor.words("{doctor} · no free times", doctor="").removeprefix(" · "), "on long leave"


async def test_a_doctor_without_free_times_says_so_and_offers_colleagues(desk: StoryDesk) -> None:
    visitor = await daniel(desk)
    await visitor.taps("📅 Book a visit", BRANCH)
    await visitor.chooses("branches", "center", SPECIALTY)
    await visitor.chooses("specialties", "gynecology", DOCTOR)
    await visitor.taps("Viktoriia Zakharchenko · no free times", "Viktoriia Zakharchenko")
    await visitor.taps("📅 Visit at the clinic", SERVICE)
    await visitor.chooses("services", "women-visit", "has no free times in the next 30 days")
    assert "+380 48 700 00 00" in visitor.person.last.text
    await visitor.taps("⬅️ All doctors", DOCTOR)


async def test_days_and_their_times(desk: StoryDesk) -> None:
    visitor = await daniel(desk)
    await visitor.taps("📅 Book a visit", BRANCH)
    await visitor.chooses("branches", "center", SPECIALTY)
    await visitor.chooses("specialties", "family", DOCTOR)
    await visitor.chooses("doctors", "shevchuk", visitor.name("doctors", "shevchuk"))
    await visitor.taps("📅 Visit at the clinic", SERVICE)
    await visitor.chooses("services", "family-visit", TIME)
    days = [label for row in visitor.rows[3:-4] for label in row]
    assert days[0].endswith("23.11")
    assert days[-1].endswith("23.12"), "thirty days ahead"
    tuesday = kyiv("2026-11-24 00:00").date()
    await visitor.taps(visitor.say.short_day(tuesday))
    await visitor.reads(
        "<b>{doctor}</b>\n{day}: which time suits you?", doctor=visitor.short("shevchuk"), day=visitor.say.day(tuesday)
    )
    assert visitor.rows[0] == ["14:00", "14:15", "14:30", "14:45"]
    assert visitor.labels[-4] == "19:30", "the last that ends within her hours, which are over at 20:00"
    await visitor.taps("14:30", CHECK)
    await visitor.taps("⬅️ Back", TIME)
    assert visitor.labels[0] == visitor.say.moment(kyiv("2026-11-23 10:00"), "Europe/Kyiv")


async def test_where_one_is_puts_the_nearest_branch_first(desk: StoryDesk) -> None:
    visitor = await daniel(desk)
    await visitor.person.shares_location(46.41, 30.71)
    await visitor.reads(BRANCH)
    assert visitor.labels[:3] == [visitor.name("branches", one) for one in ("tairove", "boulevard", "center")]
    assert visitor.words(SEND_LOCATION) not in visitor.person.last.text
    await visitor.taps("📅 Book a visit", BRANCH)
    assert visitor.labels[0] == visitor.name("branches", "center"), "it was kept nowhere"
    assert visitor.person.last.text.endswith(visitor.words(SEND_LOCATION)), "nobody would find it otherwise"


async def test_with_several_patients_the_nearest_branch_is_chosen_first_and_then_who_comes(desk: StoryDesk) -> None:
    child = PatientDetails("Fernsby", "Poppy", "", date(2020, 5, 12))
    visitor = await daniel(desk, DANIEL, child)
    await visitor.taps("📅 Book a visit", "Who is the visit for?")
    await visitor.person.shares_location(46.41, 30.71)
    await visitor.reads(BRANCH)
    assert visitor.labels[:3] == ["Tairove", "French Boulevard", "City centre"]
    await visitor.taps("Tairove", "Who is the visit for?")
    await visitor.taps("Fernsby Poppy", SPECIALTY)
    await visitor.taps("Children's medicine", DOCTOR)
    await visitor.person.sees_button("Dmytro Tkachenko")


async def test_a_delicate_specialty_is_named_in_no_message_that_somebody_else_may_see(visitor: Visitor) -> None:
    at = "2026-11-23 10:00"
    await visitor.stands_at_check(at, "abliamitova", branch="tairove", service="women-visit")
    check = visitor.person.last.text
    await visitor.taps("✅ Confirm", BOOKED)
    booked = visitor.person.last.text
    await visitor.taps("🗓 My visits", "<b>Your visits</b>")
    for text in (check, booked, visitor.person.last.text):
        assert visitor.name("doctors", "abliamitova") in text
        assert "інеколог" not in text
        assert "ynaecolog" not in text
        assert visitor.name("services", "women-visit") not in text
