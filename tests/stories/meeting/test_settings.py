"""The commands of the Menu button, and whatever nobody asked for."""

import pytest

from tests.stories.desk import StoryDesk
from tests.stories.meeting.guests import ASKS_SURNAME, CONSENT, ONE_STEP_LEFT, account, guest, patients, shares, stays

NOT_UNDERSTOOD = "I'm not sure I understood. Please choose below, or call reception: {phone}"
RECEPTION = "+380 48 700 00 00"
CONFIRM_NUMBER = "📱 Confirm my number"


async def test_the_language_is_changed_in_the_settings_and_the_keyboard_with_it(desk: StoryDesk) -> None:
    visitor = await stays(desk)
    await visitor.person.types("/settings")
    await visitor.person.sees("Which language shall we speak?")
    languages = [["Українська", "✓ English"], ["Polski", "Italiano"], ["Русский"]]
    assert visitor.rows == [*languages, ["🔒 Privacy"], ["🏠 Main menu"]]
    await visitor.person.taps("Українська")
    await visitor.person.sees("Якою мовою вам зручно?")
    await visitor.person.sees("Раді вас бачити!")
    assert visitor.person.keyboard == [["📅 Записатися до лікаря"], ["🗓 Мої записи"]]
    await visitor.person.types("/menu")
    await visitor.person.sees("Раді вас бачити!")
    assert (await account(visitor)).language == "uk"


async def test_a_key_of_the_old_language_still_works(desk: StoryDesk) -> None:
    visitor = await stays(desk)
    await visitor.person.types("🗓 Мої записи")
    await visitor.person.sees("There are no visits ahead.")


async def test_an_unverified_number_can_be_confirmed_from_the_settings(desk: StoryDesk) -> None:
    typed, shared = await stays(desk, verified=False), await stays(desk, phone="+380671110022")
    await shared.person.types("/settings")
    await shared.person.sees("Which language shall we speak?")
    assert CONFIRM_NUMBER not in shared.labels
    await typed.person.types("/settings")
    await typed.taps(CONFIRM_NUMBER)
    await typed.person.sees("Share your number with the button below")
    assert typed.person.keyboard == [["📱 I agree, share my number"], ["📅 Book a visit"], ["🗓 My visits"]]


@pytest.mark.parametrize("language", ["en", "uk"])
async def test_help_names_every_command_reception_and_the_emergency_number(desk: StoryDesk, language: str) -> None:
    visitor = guest(desk, language)
    await visitor.person.types("/help")
    message = await visitor.person.sees("/book")
    for word in ("/visits", "/settings", "/privacy", "/menu", "/cancel", RECEPTION, "103"):
        assert word in message.text


@pytest.mark.parametrize("language", ["en", "uk"])
async def test_whatever_nobody_asked_for_is_answered_with_a_way_on(desk: StoryDesk, language: str) -> None:
    visitor = await stays(desk, language=language)
    for typed in ("qwertyuiop", "/unknown", "👍", "\u202eqwerty\u202c", "z" * 4096):
        await visitor.person.types(typed)
        await visitor.reads(NOT_UNDERSTOOD, phone=RECEPTION)
    for sends in (visitor.person.sends_sticker, visitor.person.sends_voice, visitor.person.sends_photo):
        await sends()
        await visitor.reads(NOT_UNDERSTOOD, phone=RECEPTION)
    assert visitor.labels == [visitor.words(label) for label in ("📅 Book a visit", "🗓 My visits", "🏠 Main menu")]
    assert len(await patients(visitor)) == 1


async def test_commands_lead_a_stranger_to_the_greeting(desk: StoryDesk) -> None:
    visitor = guest(desk)
    for command in ("/book", "/visits", "/menu", "/cancel"):
        await visitor.person.types(command)
        await visitor.reads(CONSENT)


async def test_commands_lead_somebody_half_way_to_the_registration(desk: StoryDesk) -> None:
    visitor = guest(desk)
    await shares(visitor)
    await visitor.reads(ASKS_SURNAME)
    await visitor.person.types("/visits")
    await visitor.reads(ASKS_SURNAME)
    await visitor.person.types("/menu")
    await visitor.reads(ONE_STEP_LEFT)
    await visitor.person.types("/cancel")
    await visitor.reads(ONE_STEP_LEFT)


async def test_cancel_and_menu_of_a_registered_person(desk: StoryDesk) -> None:
    visitor = await stays(desk)
    await visitor.person.types("/cancel")
    await visitor.person.sees("All right, let's leave it there. What next?")
    await visitor.taps("🏠 Main menu", "What would you like to do?")
    assert visitor.labels == ["📅 Book a visit", "🗓 My visits", "⚙️ Settings"]
    await visitor.taps("⚙️ Settings", "Which language shall we speak?")
    await visitor.person.types("/menu")
    await visitor.person.sees("Good to see you! What can I do for you?")
