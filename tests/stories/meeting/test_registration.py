"""One question a message, a card to check, and only then the clinic's system."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from locales.words import NAMES
from tests.stories.desk import StoryDesk
from tests.stories.meeting.guests import (
    ASKS_BIRTH_DATE,
    ASKS_FIRST_NAME,
    ASKS_PATRONYMIC,
    ASKS_SURNAME,
    CHECK,
    ENGLISH,
    MENU,
    NO_LONGER,
    ONE_STEP_LEFT,
    RIGHT,
    SOLOMIIA,
    UKRAINIAN,
    Tongue,
    account,
    cards,
    fills_in,
    guest,
    patients,
    shares,
    tap_again,
)
from tests.stories.visitors import Visitor

GO_ON = "▶️ Go on with registration"
DAY = timedelta(hours=24)
ENGLISH_WORD = re.compile(r"(?<![/\w])[A-Za-z]{3,}")
ONLY_WORDS = "I can only read typed words here. Please type the answer."


async def test_one_question_a_message_in_english(desk: StoryDesk) -> None:
    visitor = guest(desk)
    await shares(visitor)
    await visitor.person.sees("surname")
    await visitor.person.types("kanareichenko")
    await visitor.person.sees("first name")
    await visitor.person.types("SOLOMIIA")
    await visitor.person.sees("patronymic")
    await visitor.person.types("ihorivna")
    await visitor.person.sees("born")
    await visitor.person.types("May 12, 1987")
    card = await visitor.person.sees("Please check")
    assert card.text.splitlines()[2:] == [
        "Surname: Kanareichenko",
        "First name: Solomiia",
        "Patronymic: Ihorivna",
        "Date of birth: 12 May 1987, 39 years",
        "Phone: +380 50 123 45 67",
    ]
    assert visitor.rows == [
        ["✅ All correct"],
        ["✏️ Surname", "✏️ First name"],
        ["✏️ Patronymic", "✏️ Date of birth"],
        ["⬅️ Back", "🏠 Main menu"],
    ]
    assert await cards(desk) == [], "nobody has said that it is correct"
    await visitor.person.taps("✅ All correct")
    await visitor.person.sees("Registered: Kanareichenko Solomiia Ihorivna ✅")
    await visitor.person.sees("Good to see you!")
    assert await cards(desk) == ["Kanareichenko Solomiia"]


async def test_one_question_a_message_in_ukrainian(desk: StoryDesk) -> None:
    visitor = guest(desk, "uk")
    await shares(visitor)
    await visitor.person.sees("прізвище")
    await visitor.person.types("канарейченко")
    await visitor.person.sees("ім'я")
    await visitor.person.types("СОЛОМІЯ")
    await visitor.person.sees("по батькові")
    await visitor.person.types("Ігорівна")
    await visitor.person.sees("дата народження")
    await visitor.person.types("12-го травня 1987 року")
    card = await visitor.person.sees("Перевірте")
    assert card.text.splitlines()[2:] == [
        "Прізвище: Канарейченко",
        "Ім'я: Соломія",
        "По батькові: Ігорівна",
        "Дата народження: 12 травня 1987, 39 років",
        "Телефон: +380 50 123 45 67",
    ]
    await visitor.person.taps("✅ Усе правильно")
    await visitor.person.sees("Зареєстровано: Канарейченко Соломія Ігорівна ✅")
    await visitor.person.sees("Раді вас бачити!")
    assert await cards(desk) == ["Канарейченко Соломія"]
    speaks_ukrainian(visitor)


@pytest.mark.parametrize("tongue", [ENGLISH, UKRAINIAN], ids=["English", "Ukrainian"])
async def test_a_full_name_in_one_message_is_understood(desk: StoryDesk, tongue: Tongue) -> None:
    visitor = guest(desk, tongue.code)
    await shares(visitor)
    await visitor.reads(ASKS_SURNAME)
    await visitor.person.types(tongue.name)
    await visitor.taps("No patronymic", ASKS_BIRTH_DATE)
    await visitor.person.types(tongue.born)
    await visitor.reads(CHECK)
    assert "—" in visitor.person.last.text, "no patronymic is shown as none"


async def test_three_names_in_one_message_leave_only_the_date_to_ask(desk: StoryDesk) -> None:
    visitor = guest(desk, "uk")
    await shares(visitor)
    await visitor.reads(ASKS_SURNAME)
    await visitor.person.types("Соломія Ігорівна Канарейченко")
    await visitor.reads(ASKS_BIRTH_DATE)
    await visitor.person.types("120587")
    card = await visitor.reads(CHECK)
    assert "Прізвище: Канарейченко\nІм'я: Соломія\nПо батькові: Ігорівна" in card.text


async def test_a_date_in_doubt_is_asked_again_with_its_reason(desk: StoryDesk) -> None:
    visitor = await at_the_date(desk, "en")
    for typed, reason in {
        "31.02.1987": "There is no 31 February",
        "12.05": "I need the day, the month and the year.",
        "13.13.1987": "There is no month number 13",
        "12.05.2031": "This day has not come yet.",
        "12.05.1787": "That was very long ago: the year 1787?",
        "12.05.1987 or 13.05.1987": "I see two dates here; I need just one.",
        "12.05.1987 (25 years)": "The date and the age don't agree.",
        "yesterday": "This doesn't look like a date of birth.",
        "12" * 2000: "This doesn't look like a date of birth.",
    }.items():
        await visitor.person.types(typed)
        message = await visitor.person.sees(reason)
        assert "Please type the date like this: 12.05.1987" in message.text
        assert visitor.labels == ["⬅️ Back", "🏠 Main menu"]
    await visitor.person.types("12-V-1987")
    await visitor.person.sees("12 May 1987, 39 years")


async def test_a_date_in_doubt_is_explained_in_ukrainian(desk: StoryDesk) -> None:
    visitor = await at_the_date(desk, "uk")
    await visitor.person.types("31 лютого 1987")
    await visitor.person.sees("31 лютого")
    await visitor.person.types("5/13/1987")  # month first only in English
    await visitor.person.sees("Такого місяця не буває: 13")
    await visitor.person.types("12/05/1987")
    await visitor.person.sees("12 травня 1987, 39 років")


async def test_what_is_no_name_is_asked_again_with_its_reason(desk: StoryDesk) -> None:
    visitor = guest(desk)
    await shares(visitor)
    await visitor.reads(ASKS_SURNAME)
    for typed, reason in {
        "👍": "A name has only letters",
        "!!!": "I don't see any letters here",
        "agent007": "A name has only letters",
        "https://example.com": "This doesn't look like a name",
        "/whoami": "This doesn't look like a name",
        "x" * 4096: "That is too long for a name",
        "<b>Канарейченко</b>": "A name has only letters",
    }.items():
        await visitor.person.types(typed)
        await visitor.person.sees(reason)
    await visitor.person.types("Kanareichenko")
    await visitor.reads(ASKS_FIRST_NAME)


@pytest.mark.parametrize("language", ["en", "uk"])
async def test_a_sticker_a_voice_or_a_photo_is_no_answer_but_is_answered(desk: StoryDesk, language: str) -> None:
    visitor = guest(desk, language)
    await shares(visitor)
    await visitor.reads(ASKS_SURNAME)
    await visitor.person.sends_sticker()
    await visitor.reads(ONLY_WORDS)
    await visitor.person.sends_voice()
    await visitor.reads(ONLY_WORDS)
    await visitor.person.sends_photo(caption="Kanareichenko")
    await visitor.reads(ONLY_WORDS)
    await visitor.person.types("Канарейченко")
    await visitor.reads(ASKS_FIRST_NAME)


async def test_one_field_is_fixed_and_the_card_comes_back(desk: StoryDesk) -> None:
    visitor = await at_the_card(desk)
    for field, question, typed, shown in (
        ("✏️ Surname", ASKS_SURNAME, "Kanarei-Nova", "Surname: Kanarei-Nova"),
        ("✏️ First name", ASKS_FIRST_NAME, "solomiika", "First name: Solomiika"),
        ("✏️ Patronymic", ASKS_PATRONYMIC, "Ihorivna", "Patronymic: Ihorivna"),
        ("✏️ Date of birth", ASKS_BIRTH_DATE, "13.05.1987", "Date of birth: 13 May 1987"),
    ):
        await visitor.taps(field, question)
        await visitor.person.types(typed)
        await card_with(visitor, shown)
    await visitor.taps(RIGHT)
    await visitor.person.sees("Registered: Kanarei-Nova Solomiika Ihorivna")


async def test_back_from_a_field_that_is_fixed_changes_nothing(desk: StoryDesk) -> None:
    visitor = await at_the_card(desk)
    await visitor.taps("✏️ Date of birth", ASKS_BIRTH_DATE)
    await visitor.taps("⬅️ Back")
    await card_with(visitor, "Date of birth: 12 May 1987, 39 years")


async def test_back_on_each_step_asks_the_one_before(desk: StoryDesk) -> None:
    visitor = guest(desk)
    await shares(visitor)
    await visitor.reads(ASKS_SURNAME)
    await visitor.person.types("Wrongly")
    await visitor.reads(ASKS_FIRST_NAME)
    await visitor.person.types("Typed")
    await visitor.taps("No patronymic", ASKS_BIRTH_DATE)
    await visitor.taps("⬅️ Back", ASKS_PATRONYMIC)
    await visitor.taps("⬅️ Back", ASKS_FIRST_NAME)
    await visitor.taps("⬅️ Back", ASKS_SURNAME)
    await visitor.taps("⬅️ Back", ONE_STEP_LEFT)
    await visitor.taps(GO_ON, ASKS_SURNAME)
    await visitor.person.types("Kanareichenko Solomiia")
    await visitor.reads(ASKS_BIRTH_DATE)
    await visitor.person.types("12.05.1987")
    await card_with(visitor, "Surname: Kanareichenko\nFirst name: Solomiia\nPatronymic: —")


async def test_back_on_the_check_card_asks_the_last_question(desk: StoryDesk) -> None:
    visitor = await at_the_card(desk)
    await visitor.taps("⬅️ Back", ASKS_BIRTH_DATE)
    await visitor.person.types("13.05.1987")
    await card_with(visitor, "13 May 1987")


async def test_main_menu_leaves_the_question_and_the_answers_wait(desk: StoryDesk) -> None:
    visitor = guest(desk)
    await shares(visitor)
    await visitor.reads(ASKS_SURNAME)
    await visitor.person.types("Kanareichenko Solomiia")
    await visitor.reads(ASKS_PATRONYMIC)
    await visitor.taps(MENU, ONE_STEP_LEFT)
    await visitor.person.types("Ihorivna")
    await visitor.person.sees("I'm not sure I understood")
    await visitor.person.types("/menu")
    await visitor.taps(GO_ON, ASKS_PATRONYMIC)
    assert await cards(desk) == []


@pytest.mark.parametrize("command", ["/cancel", "/start"])
async def test_a_command_midway_leaves_nothing_half_done(desk: StoryDesk, command: str) -> None:
    visitor = await at_the_card(desk)
    old = visitor.person.last
    await visitor.person.types(command)
    await visitor.reads(ONE_STEP_LEFT if command == "/cancel" else ASKS_SURNAME)
    draft = (await account(visitor)).draft
    assert not (draft and draft.answers)
    await tap_again(visitor, RIGHT, old)
    await visitor.reads(NO_LONGER)
    assert (await cards(desk), await patients(visitor)) == ([], [])


async def test_all_correct_of_an_older_card_does_not_stand_for_a_newer_one(desk: StoryDesk) -> None:
    visitor = await at_the_card(desk)
    older = visitor.person.last
    await visitor.person.types("/start")
    await fills_in(visitor, replace(SOLOMIIA, first_name="Mavka"))
    await tap_again(visitor, RIGHT, older)
    await visitor.reads(NO_LONGER)
    assert await cards(desk) == []


async def test_all_correct_while_a_field_is_being_fixed_registers_nobody(desk: StoryDesk) -> None:
    visitor = await at_the_card(desk)
    card = visitor.person.last
    await visitor.taps("✏️ Surname", ASKS_SURNAME)
    await tap_again(visitor, RIGHT, card)
    await visitor.reads(NO_LONGER)
    assert await cards(desk) == []


async def test_a_key_of_the_menu_midway_repeats_the_question_and_registration_goes_on(desk: StoryDesk) -> None:
    visitor = guest(desk)
    await shares(visitor)
    await visitor.reads(ASKS_SURNAME)
    await visitor.person.types("Kanareichenko")
    await visitor.reads(ASKS_FIRST_NAME)
    await visitor.taps("📅 Book a visit", ASKS_FIRST_NAME)
    await visitor.person.types("Solomiia")
    await visitor.taps("No patronymic", ASKS_BIRTH_DATE)
    await visitor.person.types("12.05.1987")
    await visitor.taps(RIGHT)
    await visitor.person.sees("Which branch is handy for you?")


async def test_something_typed_at_the_card_brings_the_card_again(desk: StoryDesk) -> None:
    visitor = await at_the_card(desk)
    await visitor.person.types("no, that is wrong")
    await visitor.reads(CHECK)
    await visitor.person.sends_sticker()
    await visitor.reads(CHECK)


async def test_all_correct_tapped_twice_registers_once(desk: StoryDesk) -> None:
    visitor = await at_the_card(desk)
    card = visitor.person.last
    await tap_again(visitor, RIGHT, card)
    await tap_again(visitor, RIGHT, card)
    await visitor.person.sees("What would you like to do?")
    assert await cards(desk) == ["Kanareichenko Solomiia"]
    assert len(await patients(visitor)) == 1


async def test_old_buttons_of_a_finished_registration_do_nothing(desk: StoryDesk) -> None:
    visitor = await at_the_card(desk)
    card = visitor.person.last
    await visitor.taps(RIGHT)
    await visitor.person.sees("Good to see you!")
    for label in ("✏️ Surname", "✏️ Date of birth", RIGHT):
        await tap_again(visitor, label, card)
        await visitor.person.types("/help")
        await visitor.person.sees("How I can help")
    assert (await account(visitor)).draft is None
    assert await cards(desk) == ["Kanareichenko Solomiia"]


async def test_an_answer_by_an_old_button_does_not_answer_another_question(desk: StoryDesk) -> None:
    visitor = guest(desk)
    await shares(visitor)
    await visitor.reads(ASKS_SURNAME)
    await visitor.person.types("Kanareichenko Solomiia")
    asked = await visitor.reads(ASKS_PATRONYMIC)
    await visitor.person.types("Ihorivna")
    await visitor.reads(ASKS_BIRTH_DATE)
    await tap_again(visitor, "No patronymic", asked)
    await visitor.reads(ASKS_BIRTH_DATE)
    await visitor.person.types("12.05.1987")
    await card_with(visitor, "Patronymic: Ihorivna")


async def test_a_draft_is_forgotten_after_a_day(desk: StoryDesk) -> None:
    visitor = await at_the_card(desk)
    card = visitor.person.last
    desk.clock.goes_on(DAY)
    await tap_again(visitor, RIGHT, card)
    await visitor.reads(NO_LONGER)
    assert await cards(desk) == []


async def at_the_card(desk: StoryDesk) -> Visitor:
    visitor = guest(desk)
    await shares(visitor)
    await fills_in(visitor)
    return visitor


async def at_the_date(desk: StoryDesk, language: str) -> Visitor:
    visitor = guest(desk, language)
    await shares(visitor)
    await visitor.reads(ASKS_SURNAME)
    await visitor.person.types("Kanareichenko Solomiia")
    await visitor.taps("No patronymic", ASKS_BIRTH_DATE)
    return visitor


async def card_with(visitor: Visitor, shown: str) -> None:
    card = await visitor.reads(CHECK)
    assert shown in card.text


def speaks_ukrainian(visitor: Visitor) -> None:
    """Nothing that the bot said was left in English, but the languages' own names and commands."""
    log = visitor.person.screen.log
    said = [line.words for line in log if line.who != visitor.person.name and line.words != "(keyboard)"]
    buttons = [label for line in log for row in line.buttons for label in row]
    texts = [text for text in (*said, *buttons) if text.removeprefix("✓ ") not in NAMES.values()]
    assert not [text for text in texts if ENGLISH_WORD.search(text)]
