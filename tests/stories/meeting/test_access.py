"""One number, one chat: who verifies it on another account has it, and the first one's buttons open nothing more."""

import pytest

from crm.model import Appointment, Patient
from reception.booking.bookings import State
from tests.stories.desk import StoryDesk
from tests.stories.meeting.guests import (
    CONSENT,
    NO_LONGER,
    PHONE,
    RIGHT,
    SHARE,
    account,
    cards,
    fills_in,
    guest,
    has_card,
    is_verified,
    patients,
    settled,
    shares,
    stays,
    tap_again,
    time_button,
)
from tests.stories.visitors import Visitor, kyiv


async def takes_over(desk: StoryDesk) -> Visitor:
    """The same number on another Telegram account."""
    second = guest(desk)
    await shares(second)
    await second.person.sees("Thank you!")
    return second


async def test_the_same_number_on_another_account_ends_the_first_one_s_access_at_once(desk: StoryDesk) -> None:
    first = await stays(desk)
    at_ten = await time_button(first, "2026-11-25 10:00")
    await first.books("2026-11-24 14:30")
    booked = first.person.last
    await first.stands_at_check("2026-11-25 10:00")
    confirm = first.person.last
    second = await takes_over(desk)
    await second.person.sees("On this number we have: S. K.")

    assert (await patients(first), (await account(first)).phone) == ([], None)
    for label, message in (("✅ Confirm", confirm), ("🗺 Route", booked), ("📆 Calendar", booked)):
        await tap_again(first, label, message)
        await first.reads(NO_LONGER)
        await first.person.types("/help")
        await first.person.sees("How I can help")
        await settled(first, kept=1)
    await first.forges(at_ten)
    await first.reads(NO_LONGER)
    await first.taps("🗓 My visits", CONSENT)
    assert len(await visits(desk)) == 1, "nothing more was booked"


async def test_who_lost_the_number_may_share_it_again_and_must_prove_the_card_again(desk: StoryDesk) -> None:
    first = await stays(desk)
    second = await takes_over(desk)
    await second.person.sees("S. K.")
    await shares(first)
    await first.person.sees("On this number we have: S. K.")
    assert (is_verified(await account(first)), is_verified(await account(second))) == (True, False)


@pytest.mark.parametrize("language", ["en", "uk"])
async def test_a_number_stays_where_it_is_while_a_booking_with_it_is_under_way(desk: StoryDesk, language: str) -> None:
    first, second, bookings = await stays(desk), guest(desk, language), desk.program.desk.bookings
    await first.stands_at_check("2026-11-25 10:00")
    key = first.confirm.removeprefix("c:")
    await bookings.begin(key)
    await shares(second)
    await second.reads(
        "A booking with this number is still under way in another chat. Please share it again in a minute."
    )
    assert second.person.keyboard == [[second.words(SHARE)], [second.words("Type it instead")]]
    assert ((await account(second)).phone, await patients(first)) == (None, [(await cards_of(desk))[0].id])
    await bookings.settle(key, State.REFUSED)
    await second.taps(SHARE)
    await second.reads("Thank you!")
    assert await patients(first) == []


async def test_a_registration_under_way_ends_with_the_access(desk: StoryDesk) -> None:
    first = guest(desk)
    await shares(first)
    await fills_in(first)
    card = first.person.last
    await takes_over(desk)
    await tap_again(first, RIGHT, card)
    await first.reads(NO_LONGER)
    await first.person.types("12.05.1987")
    await first.person.sees("I'm not sure I understood")
    assert (await cards(desk), await cards(desk, ""), await patients(first)) == ([], [], [])


async def test_a_birth_date_typed_after_the_access_has_ended_opens_nothing(desk: StoryDesk) -> None:
    await has_card(desk)
    first = guest(desk)
    await shares(first)
    await first.person.sees("S. K.")
    await takes_over(desk)
    await first.person.types("12.05.1987")
    await first.person.sees("I'm not sure I understood")
    assert await patients(first) == []


async def test_buttons_of_somebody_else_are_as_neutral_as_forged_ones(desk: StoryDesk) -> None:
    owner = await stays(desk)
    await owner.stands_at_check("2026-11-25 10:00")
    confirm = owner.person.last.buttons[0][0].data
    someone = await stays(desk, phone="+380671110022")
    assert confirm is not None
    for data in (confirm, await time_button(owner, "2026-11-25 10:00"), "rubbish"):
        await someone.forges(data)
        await someone.reads(NO_LONGER)
        await someone.person.types("/help")
        await someone.person.sees("How I can help")
        await settled(someone)
    assert (await patients(owner))[0] not in await patients(someone)


async def cards_of(desk: StoryDesk) -> list[Patient]:
    """On the number, as the clinic's system has them."""
    return await desk.crm.find_patients(PHONE)


async def visits(desk: StoryDesk) -> list[Appointment]:
    """Of the card on the number, as the clinic's system has them."""
    (card,) = await cards_of(desk)
    return await desk.crm.appointments([card.id], kyiv("2026-01-01 00:00"), kyiv("2027-01-01 00:00"))
