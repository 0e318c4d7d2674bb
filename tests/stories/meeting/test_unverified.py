"""A number that was only typed: enough to register and to book once, and not a word of what the clinic held before."""

from datetime import date, timedelta

import pytest

from crm.model import Order
from reception.people import PatientDetails
from tests.stories.desk import StoryDesk
from tests.stories.meeting.guests import (
    BORN_ON,
    MENU,
    PHONE,
    RIGHT,
    account,
    cards,
    fills_in,
    guest,
    has_card,
    patients,
    stays,
    time_button,
    types_number,
)
from tests.stories.visitors import Visitor, kyiv, slot

MY_VISITS = "🗓 My visits"
NO_VISITS = "There are no visits ahead."
ONE_IS_BOOKED = "One visit is already booked. To book more, please confirm that the number is yours: it is one tap."
OTHER_NUMBER = (
    "One visit is already booked, and this patient was added under another number. "
    "Reception will gladly book the next one: {phone}"
)
ONLY_HERE = (
    "For whoever was added under another number I show only what was booked in this chat. Reception sees all visits."
)
RECEPTION = "+380 48 700 00 00"
CONFIRM_NUMBER = "📱 Confirm my number"
SHARE = "📱 I agree, share my number"
CHILD = PatientDetails("Kanareichenko", "Mavka", "", date(2005, 1, 31))
HELD = "2026-11-30 10:00"


async def registers(visitor: Visitor) -> None:
    await types_number(visitor)
    await fills_in(visitor)
    await visitor.taps(RIGHT)
    await visitor.person.sees("Good to see you!")


async def holds_visit(desk: StoryDesk) -> str:
    """Solomiia's card has a visit that was made by phone; its id."""
    card = await has_card(desk)
    order = Order("by phone", await slot(desk, HELD), card.id)
    return (await desk.crm.book(order)).id


async def test_a_card_of_the_clinic_is_met_silently_and_its_visits_are_not_hinted_at(desk: StoryDesk) -> None:
    await holds_visit(desk)
    visitor, stranger = guest(desk), guest(desk, phone="+380671110022")
    await registers(visitor)
    assert await cards(desk) == ["Kanareichenko Solomiia"], "linked, not doubled"
    await visitor.taps(MY_VISITS, NO_VISITS)
    met = visitor.person.last.text

    await types_number(stranger)
    await fills_in(stranger, PatientDetails("Novak", "Zlata", "", BORN_ON))
    await stranger.taps(RIGHT)
    await stranger.person.sees("Good to see you!")
    await stranger.taps(MY_VISITS, NO_VISITS)
    assert stranger.person.last.text == met, "whoever is known reads what a stranger reads"
    assert "30 November" not in visitor.person.transcript()


async def test_a_time_at_which_the_patient_is_busy_is_refused_in_neutral_words(desk: StoryDesk) -> None:
    await holds_visit(desk)
    visitor = guest(desk)
    await registers(visitor)
    await visitor.stands_at_check(HELD, doctor="petrenko", service="nerve-visit")
    await visitor.taps("✅ Confirm")
    told = await visitor.person.sees("This time can't be booked online.")
    assert "another visit" not in told.text
    visitor.person.does_not_see("already has")


async def test_one_visit_ahead_is_booked_and_the_next_one_asks_for_the_number(desk: StoryDesk) -> None:
    await holds_visit(desk)
    visitor = guest(desk)
    await registers(visitor)
    await visitor.books("2026-11-24 14:30")
    await visitor.taps(MY_VISITS)
    visits = await visitor.person.sees("Tue, 24 November, 14:30")
    assert "30 November" not in visits.text
    await visitor.forges(await time_button(visitor, "2026-11-24 16:00"))
    await visitor.reads(ONE_IS_BOOKED)
    await visitor.taps(
        CONFIRM_NUMBER, "Share your number with the button below, and I can show you everything booked for it 👇"
    )
    assert visitor.person.keyboard[0] == [SHARE]
    await visitor.taps(SHARE)
    await visitor.person.sees("Olena Shevchuk")  # the doctor they were with, and no menu to begin again from
    await visitor.person.sees_button("📅 Visit at the clinic")


async def test_a_new_start_gives_no_second_visit(desk: StoryDesk) -> None:
    visitor = guest(desk)
    await registers(visitor)
    await visitor.books("2026-11-24 14:30")
    await visitor.person.types("/start")
    await visitor.person.sees("Good to see you!")
    await visitor.forges(await time_button(visitor, "2026-11-24 16:00"))
    await visitor.reads(ONE_IS_BOOKED)
    desk.clock.goes_to(kyiv("2026-11-24 15:30"))  # the visit is over
    await visitor.stands_at_check("2026-11-25 10:00")


async def test_after_the_same_number_is_shared_everything_is_shown(desk: StoryDesk) -> None:
    await holds_visit(desk)
    visitor = guest(desk)
    await registers(visitor)
    await visitor.taps(MY_VISITS, NO_VISITS)
    await visitor.taps(CONFIRM_NUMBER)
    await visitor.taps(SHARE)
    await visitor.person.sees("Good to see you!")
    await visitor.taps(MY_VISITS)
    await visitor.person.sees("Mon, 30 November, 10:00")
    await visitor.books("2026-11-24 14:30")
    await visitor.books("2026-11-24 16:00")


async def test_sharing_another_number_does_not_open_the_patients_of_the_typed_one(desk: StoryDesk) -> None:
    await holds_visit(desk)
    thief = guest(desk, phone="+380671110022")
    await thief.person.types("/start")
    await thief.taps("Type it instead")
    await thief.person.sees("050 123 45 67")
    await thief.person.types(PHONE)
    await thief.taps("Yes")
    await fills_in(thief)
    await thief.taps(RIGHT)
    await thief.person.sees("Good to see you!")
    await thief.person.shares_contact()
    await thief.person.sees("Good to see you!")
    await thief.taps(MY_VISITS, NO_VISITS)
    await thief.books("2026-11-24 14:30")
    await thief.forges(await time_button(thief, "2026-11-24 16:00"))
    await thief.reads(OTHER_NUMBER)
    assert "30 November" not in thief.person.transcript()


@pytest.mark.parametrize("language", ["en", "uk"])
async def test_after_a_mistyped_number_nobody_is_asked_for_ever_to_confirm_it(desk: StoryDesk, language: str) -> None:
    visitor = await stays(desk, verified=False, phone="+380501234568", language=language)
    await visitor.books("2026-11-24 14:30")
    await visitor.person.shares_contact_of(PHONE, "Solomiia", visitor.person.id)  # her own: it ends in 67
    await visitor.reads("Good to see you! What can I do for you?")
    assert (await account(visitor)).phone == PHONE
    await visitor.forges(await time_button(visitor, "2026-11-24 16:00"))
    await visitor.reads(OTHER_NUMBER, phone=RECEPTION)
    assert visitor.labels == [visitor.words(MY_VISITS), visitor.words(MENU)]
    await visitor.taps(MENU, "What would you like to do?")
    await visitor.taps(MY_VISITS, ONLY_HERE)
    assert "24 " in visitor.person.last.text
    assert visitor.words(CONFIRM_NUMBER) not in visitor.labels
    await visitor.person.types("/settings")
    await visitor.reads("Which language shall we speak?")
    assert visitor.words(CONFIRM_NUMBER) not in visitor.labels


async def test_who_is_added_under_the_confirmed_number_is_not_held_back_by_the_other(desk: StoryDesk) -> None:
    visitor = await stays(desk, verified=False, phone="+380501234568")
    await visitor.books("2026-11-24 14:30")
    await visitor.person.shares_contact_of(PHONE, "Solomiia", visitor.person.id)
    await visitor.reads("Good to see you! What can I do for you?")
    child = await desk.program.desk.people.add_patient(await account(visitor), (await has_card(desk)).id, CHILD)
    assert child.verified
    for hour in ("09:00", "10:00"):
        await visitor.books(f"2026-11-25 {hour}", patient=1)


async def test_an_unverified_number_ends_nobody_s_access(desk: StoryDesk) -> None:
    owner, typing = await stays(desk), guest(desk)
    await registers(typing)
    await owner.taps(MY_VISITS, NO_VISITS)
    assert len(await patients(owner)) == 1


async def test_the_visit_made_here_ends_with_the_day_and_the_next_one_may_be_booked(desk: StoryDesk) -> None:
    visitor = await stays(desk, verified=False)
    await visitor.books("2026-11-24 14:30")
    desk.clock.goes_on(timedelta(days=2))
    await visitor.stands_at_check("2026-11-26 16:00")
