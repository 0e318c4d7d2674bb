"""The commands of the Menu button, and whatever nobody asked for."""

import pytest

from bot.telegram import show_commands
from handlers.taps import Go, To
from locales.words import NAMES, words
from sandbox.methods_commands import commands_for
from tests.stories.desk import StoryDesk
from tests.stories.meeting.guests import ASKS_SURNAME, CONSENT, ONE_STEP_LEFT, account, guest, patients, shares, stays
from tests.stories.visitors import KEYS, TAGS, Visitor, keys

NOT_UNDERSTOOD = "I'm not sure I understood. Please choose below, or call reception: {phone}"
RECEPTION = "+380 48 700 00 00"
CONFIRM_NUMBER = "📱 Confirm my number"
CODES = {name: code for code, name in NAMES.items()}


async def test_the_language_is_changed_in_the_settings_and_the_keyboard_with_it(desk: StoryDesk) -> None:
    visitor = await stays(desk)
    await visitor.person.types("/settings")
    await visitor.person.sees("Which language shall we speak?")
    languages = [["Українська", "✓ English"], ["Polski", "Italiano"], ["Русский"]]
    notices = [["🔔 A day before", "🔔 Two hours before"], ["🔔 Changes", "🔔 How it went"]]
    assert visitor.rows == [*languages, *notices, ["🔒 My data"], ["🏠 Main menu"]]
    await visitor.person.taps("Українська")
    await visitor.person.sees("Якою мовою вам зручно?")
    await visitor.person.sees("Готово: тепер розмовляємо українською.")
    assert visitor.person.keyboard == keys("uk")
    await visitor.person.types("/menu")
    await visitor.person.sees("Раді вас бачити!")
    assert (await account(visitor)).language == "uk"


async def test_the_keys_follow_the_language_in_the_middle_of_a_registration(desk: StoryDesk) -> None:
    visitor = guest(desk)
    await shares(visitor)
    await visitor.reads(ASKS_SURNAME)
    await visitor.person.types("/settings")
    await visitor.person.sees("Which language shall we speak?")
    await visitor.person.taps("Italiano")
    await visitor.person.sees("Fatto: ora parliamo italiano.")
    assert visitor.person.keyboard == keys("it")
    await visitor.person.types("Kanareichenko")
    await visitor.person.sees(TAGS.sub("", words("it")("What is the <b>first name</b>?")))


@pytest.mark.parametrize("before", ["English", "Русский"])
async def test_the_menu_button_speaks_the_language_that_was_chosen(desk: StoryDesk, before: str) -> None:
    """Of Telegram's own setting, uk, until somebody taps on another; then of that until all about them is erased."""
    visitor, other = await stays(desk, language="uk"), await stays(desk, phone="+380671110022", language="uk")
    await show_commands(desk.program.bot, list(desk.clinic.languages.follow_telegram), "uk")
    assert told(desk, visitor) == told(desk, other) == words("uk").label("Book a visit")
    await visitor.person.types("/settings")
    await visitor.reads("Which language shall we speak?")
    for name in (before, "Polski"):
        await visitor.person.taps(name)
        await desk.telegram.until(lambda: told(desk, visitor) == words(CODES[name]).label("Book a visit"))  # noqa: B023 waited for at once
    assert told(desk, other) == words("uk").label("Book a visit")
    await visitor.forges(Go(to=To.ERASE_SURELY).pack())
    await desk.telegram.until(lambda: told(desk, visitor) == told(desk, other))


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
    assert typed.person.keyboard == [["📱 I agree, share my number"], *keys("en")]


@pytest.mark.parametrize("language", ["en", "uk"])
async def test_help_names_every_command_reception_and_the_emergency_number(desk: StoryDesk, language: str) -> None:
    visitor = guest(desk, language)
    await visitor.person.types("/help")
    message = await visitor.person.sees("/book")
    commands = ("/visits", "/family", "/about", "/faq", "/free", "/settings", "/privacy", "/menu", "/cancel")
    for word in (*commands, RECEPTION, "103"):
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
    leads = ("💬 Write to reception", "📅 Book a visit", "🗓 My visits", "📍 Addresses, prices, questions")
    ways = (*leads, "🏠 Main menu")
    assert visitor.labels == [visitor.words(label) for label in ways]
    assert len(await patients(visitor)) == 1


async def test_commands_lead_a_stranger_to_the_greeting(desk: StoryDesk) -> None:
    visitor = guest(desk)
    for command in ("/book", "/visits", "/family", "/menu", "/cancel"):
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
    assert visitor.labels == [*KEYS, "⚙️ Settings"]
    await visitor.taps("⚙️ Settings", "Which language shall we speak?")
    await visitor.person.types("/menu")
    await visitor.person.sees("Good to see you! What can I do for you?")


def told(desk: StoryDesk, visitor: Visitor) -> str:
    """What this person's Menu button says of /book."""
    world = desk.telegram.world
    listed = {one["command"]: str(one["description"]) for one in commands_for(world, world.chat(visitor.person.id))}
    return listed["book"]
