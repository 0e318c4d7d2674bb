"""Whose number it is: a contact of one's own, somebody else's, or digits that were typed."""

import pytest

from reception.people import PhoneState
from tests.stories.desk import StoryDesk
from tests.stories.meeting.guests import (
    ASKS_SURNAME,
    CONSENT,
    PHONE,
    SHARE,
    account,
    fills_in,
    guest,
    has_card,
    shares,
    stays,
    types_number,
)
from tests.stories.visitors import Visitor, keys

TYPE_INSTEAD = "Type it instead"
ASKS_PHONE = "Please type your phone number, for example <code>050 123 45 67</code>."
FOREIGN = "This looks like somebody else's contact. Please use the button below: it shares your own number 👇"
NO_PHONE = (
    "This doesn't look like a phone number. Please type one number with its code, "
    "for example <code>050 123 45 67</code> or <code>+48 512 345 678</code>."
)


def visitor_home(visitor: Visitor) -> list[str]:
    return [visitor.words("⬅️ Back"), visitor.words("🏠 Main menu")]


@pytest.mark.parametrize("language", ["en", "uk"])
async def test_a_number_that_was_shared_is_verified(desk: StoryDesk, language: str) -> None:
    visitor = guest(desk, language)
    await shares(visitor)
    await visitor.reads(ASKS_SURNAME)
    person = await account(visitor)
    assert (person.phone, person.phone_state) == (PHONE, PhoneState.VERIFIED)
    assert visitor.person.keyboard == keys(language)


async def test_the_menu_says_in_ukrainian_what_the_clinic_calls_it(desk: StoryDesk) -> None:
    visitor = guest(desk, "uk")
    await shares(visitor)
    await visitor.reads(ASKS_SURNAME)
    assert visitor.person.keyboard == [
        ["📅 Записатися до лікаря"],
        ["🗓 Мої записи", "👪 Я і близькі"],
        ["💬 Написати в реєстратуру"],
        ["📍 Адреси, ціни, питання"],
        ["🎁 Безкоштовні послуги"],
    ]


@pytest.mark.parametrize("language", ["en", "uk"])
async def test_somebody_elses_contact_is_declined_kindly_and_nothing_happens(desk: StoryDesk, language: str) -> None:
    visitor, other = guest(desk, language), desk.olena()
    await has_card(desk)
    await visitor.person.types("/start")
    await visitor.reads(CONSENT)
    for owner in (other.id, None, visitor.person.id + 1):  # another's, a forwarded one's or a plain card: no proof
        await visitor.person.shares_contact_of(PHONE, "Solomiia", owner)
        await visitor.reads(FOREIGN)
        person = await account(visitor)
        assert (person.phone, person.phone_state, person.patients) == (None, PhoneState.NONE, ())
    visitor.person.does_not_see("S. K.")
    await visitor.taps(SHARE)
    await visitor.person.sees("S. K.")


async def test_a_foreign_contact_in_the_middle_of_registration_changes_no_answer(desk: StoryDesk) -> None:
    visitor = guest(desk)
    await shares(visitor)
    await visitor.reads(ASKS_SURNAME)
    await visitor.person.shares_contact_of("+380509998877", "Somebody", None)
    await visitor.reads(FOREIGN)
    await visitor.person.types("Kanareichenko")
    await visitor.person.sees("What is the first name?")
    assert (await account(visitor)).phone == PHONE


@pytest.mark.parametrize("language", ["en", "uk"])
async def test_a_foreign_contact_leaves_the_menu_to_who_has_it(desk: StoryDesk, language: str) -> None:
    visitor = await stays(desk, language=language)
    await visitor.person.shares_contact_of("+380509998877", "Somebody", None)
    await visitor.reads(FOREIGN)
    assert visitor.person.keyboard == [[visitor.words(SHARE)], *keys(language)]


@pytest.mark.parametrize("language", ["en", "uk"])
async def test_a_typed_number_is_shown_back_and_taken_after_yes(desk: StoryDesk, language: str) -> None:
    visitor = guest(desk, language)
    await visitor.person.types("/start")
    await visitor.taps(TYPE_INSTEAD, ASKS_PHONE)
    for typed in ("050 123 45 67", "8-050-123-45-67", "(050)1234567", "+38 (050) 123-45-67", "0038 050 1234567"):
        await visitor.person.types(typed)
        await visitor.person.sees("+380 50 123 45 67")
        assert visitor.rows == [[visitor.words("Yes")], [visitor.words("Correct it")], visitor_home(visitor)]
    assert (await account(visitor)).phone is None, "nobody has said yes"
    await visitor.taps("Yes", ASKS_SURNAME)
    person = await account(visitor)
    assert (person.phone, person.phone_state) == (PHONE, PhoneState.UNVERIFIED)


@pytest.mark.parametrize("label", ["⬅️ Back", "🏠 Main menu"])
async def test_who_would_rather_not_type_it_gets_back_to_the_greeting(desk: StoryDesk, label: str) -> None:
    visitor = guest(desk)
    await visitor.person.types("/start")
    for typed in ("hello", "050 123 45 67"):
        await visitor.taps(TYPE_INSTEAD, ASKS_PHONE)
        assert visitor.rows == [visitor_home(visitor)]
        await visitor.person.types(typed)
        await visitor.person.sees("+380 48 700 00 00" if typed == "hello" else "Is this your number?")
        if label == "⬅️ Back" and typed != "hello":
            await visitor.taps(label)
            await desk.telegram.until(lambda: visitor.rows == [visitor_home(visitor)])
        await visitor.taps(label)
        await visitor.reads(CONSENT)
        assert visitor.person.keyboard == [["📱 I agree, share my number"], ["Type it instead"]]
        await visitor.person.types("050 123 45 68")
        await visitor.person.sees("I'm not sure I understood")
        assert (await account(visitor)).phone is None


async def test_a_foreign_number_is_shown_as_its_own_country_writes_it(desk: StoryDesk) -> None:
    visitor = guest(desk)
    await visitor.person.types("/start")
    await visitor.taps(TYPE_INSTEAD, ASKS_PHONE)
    await visitor.person.types("+48512345678")
    await visitor.person.sees("+48 512 345 678")


async def test_what_is_no_number_is_asked_again(desk: StoryDesk) -> None:
    visitor = guest(desk)
    await visitor.person.types("/start")
    await visitor.taps(TYPE_INSTEAD, ASKS_PHONE)
    for rubbish in ("hello", "12345", "050 123 45 67 or 067 765 43 21", "1" * 4096, "+380 50 123 45 6\u202e"):
        await visitor.person.types(rubbish)
        await visitor.reads(NO_PHONE)
    await visitor.person.sends_sticker()
    await visitor.reads(NO_PHONE)
    await visitor.person.types("050 123 45 67")
    await visitor.person.sees("+380 50 123 45 67")


async def test_correct_it_asks_for_the_number_again(desk: StoryDesk) -> None:
    visitor = guest(desk)
    await visitor.person.types("/start")
    await visitor.taps(TYPE_INSTEAD, ASKS_PHONE)
    await visitor.person.types("0501234568")
    await visitor.taps("Correct it", ASKS_PHONE)
    await visitor.person.types("0501234567")
    await visitor.person.sees("+380 50 123 45 67")
    await visitor.taps("Yes", ASKS_SURNAME)
    assert (await account(visitor)).phone == PHONE


async def test_another_number_may_be_typed_without_correct_it(desk: StoryDesk) -> None:
    visitor = guest(desk)
    await visitor.person.types("/start")
    await visitor.taps(TYPE_INSTEAD, ASKS_PHONE)
    await visitor.person.types("0501234568")
    await visitor.person.sees("+380 50 123 45 68")
    await visitor.person.types("0501234567")
    await visitor.person.sees("+380 50 123 45 67")
    await visitor.taps("Yes", ASKS_SURNAME)
    assert (await account(visitor)).phone == PHONE


async def test_a_number_once_verified_cannot_be_typed_over(desk: StoryDesk) -> None:
    visitor = await stays(desk)
    await visitor.person.types(TYPE_INSTEAD)
    await visitor.person.sees("What would you like to do?")
    await visitor.person.types("050 999 88 77")
    await visitor.person.sees("I'm not sure I understood")
    assert (await account(visitor)).phone == PHONE


async def test_a_yes_to_a_typed_number_does_nothing_once_the_own_number_is_shared(desk: StoryDesk) -> None:
    visitor = guest(desk)
    await visitor.person.types("/start")
    await visitor.taps(TYPE_INSTEAD, ASKS_PHONE)
    await visitor.person.types("050 999 88 77")
    asked = await visitor.person.sees("+380 50 999 88 77")
    desk.crm.goes_down()
    await visitor.person.shares_contact()
    await visitor.person.sees("is not answering right now")
    yes = asked.buttons[0][0].data
    assert yes is not None
    await visitor.person.forges(yes, on=asked)
    await visitor.person.sees("This button no longer works")
    person = await account(visitor)
    assert (person.phone, person.phone_state) == (PHONE, PhoneState.VERIFIED)


async def test_sharing_comes_after_typing_as_well(desk: StoryDesk) -> None:
    visitor = guest(desk)
    await types_number(visitor)
    await visitor.person.shares_contact()
    await fills_in(visitor)
    assert (await account(visitor)).phone_state is PhoneState.VERIFIED
