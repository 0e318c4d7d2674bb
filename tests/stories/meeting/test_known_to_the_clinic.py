"""A number that the clinic knows: initials, a birth date as the proof, three tries, and nobody else's card."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.stories.desk import StoryDesk
from tests.stories.meeting.guests import (
    ASKS_BIRTH_DATE,
    ASKS_PATRONYMIC,
    ASKS_SURNAME,
    BORN_ON,
    MENU,
    ONE_STEP_LEFT,
    PHONE,
    RIGHT,
    SOLOMIIA,
    SOLOMIIA_UK,
    cards,
    fills_in,
    guest,
    has_card,
    patients,
    settled,
    shares,
    stays,
    types_number,
)
from tests.stories.visitors import Visitor

ELSE = "➕ Register somebody else"
TICK = "☐ I may act for this person"
NO_MATCH = "This date doesn't match. Please check it and type it again: {n} tries left."
LAST_TRY = "This date doesn't match. Please check it and type it again: {n} try left."
RECEPTION = "Reception will gladly help: +380 48 700 00 00. Or register somebody else."
DAY = timedelta(hours=24)
BORN_1990 = replace(SOLOMIIA, born_on=date(1990, 1, 1))


async def test_a_card_on_the_number_is_shown_by_its_initials_only(desk: StoryDesk) -> None:
    card = await has_card(desk, patronymic="Ihorivna")
    visitor = guest(desk)
    await shares(visitor)
    message = await visitor.person.sees("On this number we have: S. K.")
    assert "To add this person, please type their date of birth" in message.text
    assert visitor.rows == [["➕ Register somebody else"], ["🏠 Main menu"]]
    for hidden in ("Kanareichenko", "Solomiia", "Ihorivna", "1987 "):
        visitor.person.does_not_see(hidden)
    await visitor.person.types("May 12, 1987")
    await visitor.person.sees("Added: Kanareichenko Solomiia ✅")
    await visitor.person.sees("Good to see you!")
    assert await patients(visitor) == [card.id]
    assert await cards(desk) == ["Kanareichenko Solomiia"]


async def test_a_card_on_the_number_is_opened_in_ukrainian(desk: StoryDesk) -> None:
    await has_card(desk, SOLOMIIA_UK)
    visitor = guest(desk, "uk")
    await shares(visitor)
    await visitor.person.sees("За цим номером у нас є: С. К.")
    await visitor.person.types("13 травня 1987")
    await visitor.person.sees("лишилося 2 спроби")
    await visitor.person.types("12 травня 1987")
    await visitor.person.sees("Додано: Канарейченко Соломія ✅")
    await visitor.person.sees("Раді вас бачити!")


async def test_who_wanted_to_book_goes_on_to_booking(desk: StoryDesk) -> None:
    await has_card(desk)
    visitor = guest(desk)
    await visitor.person.opens(f"doctor_{desk.program.desk.catalogue.doctor_id('shevchuk')}")
    await visitor.taps("📱 I agree, share my number")
    await visitor.person.sees("S. K.")
    await visitor.person.types("12.05.1987")
    await visitor.person.sees("Olena Shevchuk")


async def test_three_wrong_dates_lead_to_reception_however_one_starts_anew(desk: StoryDesk) -> None:
    await has_card(desk)
    visitor = guest(desk)
    await shares(visitor)
    await visitor.person.sees("S. K.")
    await visitor.person.types("01.01.1990")
    await visitor.person.sees(visitor.words(NO_MATCH, n=2))
    await visitor.person.types("/start")
    await visitor.person.sees("S. K.")
    await visitor.person.types("02.01.1990")
    await visitor.person.sees(visitor.words(LAST_TRY, n=1))
    await visitor.person.types("/cancel")
    await visitor.taps("▶️ Go on with registration")
    await visitor.person.sees("S. K.")
    await visitor.person.types("03.01.1990")
    await visitor.person.sees(RECEPTION)
    await visitor.person.types("12.05.1987")  # the right one comes too late
    await visitor.person.sees(RECEPTION)
    assert await patients(visitor) == []


async def test_the_tries_are_counted_for_the_number_and_free_again_after_a_day(desk: StoryDesk) -> None:
    card = await has_card(desk)
    first, second = guest(desk), guest(desk)
    await shares(first)
    await first.person.sees("S. K.")
    for wrong in ("01.01.1990", "02.01.1990"):
        await first.person.types(wrong)
        await first.person.sees("left.")
    await shares(second)
    await second.person.sees("S. K.")
    await second.person.types("03.01.1990")
    await second.person.sees(RECEPTION)
    desk.clock.goes_on(DAY - timedelta(minutes=1))
    await second.person.types("12.05.1987")
    await second.person.sees(RECEPTION)
    desk.clock.goes_on(timedelta(minutes=1))
    await second.person.types("/start")
    await second.person.sees("S. K.")
    await second.person.types("12.05.1987")
    await second.person.sees("Added: Kanareichenko Solomiia")
    assert await patients(second) == [card.id]


async def test_a_date_in_doubt_costs_no_try(desk: StoryDesk) -> None:
    await has_card(desk)
    visitor = guest(desk)
    await shares(visitor)
    await visitor.person.sees("S. K.")
    for typed, reason in {
        "31.02.1987": "There is no 31 February",
        "12.05": "I need the day, the month and the year.",
        "hello": "This doesn't look like a date of birth.",
        "12.05.2031": "This day has not come yet.",
    }.items():
        await visitor.person.types(typed)
        await visitor.person.sees(reason)
    await visitor.person.sends_sticker()
    await visitor.person.sees("This doesn't look like a date of birth.")
    await visitor.person.types("12.05.1987")
    await visitor.person.sees("Added: Kanareichenko Solomiia")


async def test_several_cards_are_added_one_after_the_other(desk: StoryDesk) -> None:
    mother = await has_card(desk)
    child = await has_card(desk, first_name="Mavka", born_on=date(2019, 1, 31))
    await has_card(desk, first_name="Tymofii", born_on=date(2021, 6, 1))
    visitor = guest(desk)
    await shares(visitor)
    await visitor.person.sees("On this number we have: S. K., M. K., T. K.")
    await visitor.person.types("12.05.1987")
    await visitor.person.sees("Also on this number: M. K., T. K.")
    await visitor.person.types("31.01.2019")
    await visitor.person.sees("Found: Kanareichenko Mavka")
    await visitor.taps("⬅️ Back")
    await visitor.person.sees("On this number we have: M. K., T. K.")
    await visitor.person.types("31.01.2019")
    await visitor.taps(TICK)
    await visitor.person.sees("Also on this number: T. K.")
    visitor.person.does_not_see("Tymofii")
    await visitor.taps("That's all, go on")
    await visitor.person.sees("Good to see you!")
    assert await patients(visitor) == [mother.id, child.id]


async def test_twins_are_proven_by_one_date(desk: StoryDesk) -> None:
    twins = [await has_card(desk, first_name=name) for name in ("Solomiia", "Mavka")]
    visitor = guest(desk)
    await shares(visitor)
    await visitor.person.sees("S. K., M. K.")
    await visitor.person.types("12.05.1987")
    await visitor.taps(TICK)
    await visitor.person.sees("Added: Kanareichenko Solomiia, Kanareichenko Mavka ✅")
    assert await patients(visitor) == [twin.id for twin in twins]


async def test_a_new_holder_of_the_number_registers_and_meets_nobody_elses_card(desk: StoryDesk) -> None:
    """A recycled SIM: whoever has it now knows no birth date of the one before."""
    old = await has_card(desk)
    visitor = guest(desk)
    await shares(visitor)
    await visitor.person.sees("S. K.")
    await visitor.taps(ELSE, ASKS_SURNAME)
    await visitor.person.types("Novak Zlata")
    await visitor.taps("No patronymic")
    await visitor.person.sees("born")
    await visitor.person.types("3.03.1993")
    await visitor.taps(RIGHT)
    await visitor.person.sees("Good to see you!")
    await visitor.taps("🗓 My visits", "There are no visits ahead.")
    assert old.id not in await patients(visitor)
    assert (await desk.crm.find_patients(PHONE))[0] == old, "the old card is as it was"
    assert await cards(desk) == ["Kanareichenko Solomiia", "Novak Zlata"]
    visitor.person.does_not_see("Kanareichenko")


async def test_back_and_menu_lead_away_from_the_birth_date(desk: StoryDesk) -> None:
    await has_card(desk)
    visitor = guest(desk)
    await shares(visitor)
    await visitor.person.sees("S. K.")
    await visitor.taps(MENU, ONE_STEP_LEFT)
    await visitor.person.types("01.01.1990")  # not a try: nobody asks any more
    await visitor.person.sees("I'm not sure I understood")
    await visitor.person.types("/menu")
    await visitor.taps("▶️ Go on with registration")
    await visitor.person.sees("S. K.")
    await visitor.person.types("01.01.1990")
    await visitor.person.sees(visitor.words(NO_MATCH, n=2))


async def test_that_s_all_is_neutral_for_who_has_nobody_added(desk: StoryDesk) -> None:
    visitor = guest(desk)
    await visitor.person.types("/start")
    await visitor.person.sees("front desk")
    await visitor.forges("go:done")
    await visitor.person.sees("This button no longer works")


# Found before being created


@pytest.mark.parametrize(
    ("in_the_system", "typed"),
    [
        ("Канарейченко Соломія", "Канарейченко Соломия"),
        ("Канарейченко Соломія", "kanareichenko solomiia"),
        ("Kanareichenko Solomiia", "КАНАРЕЙЧЕНКО СОЛОМІЯ"),
    ],
    ids=["Russian", "Latin", "Cyrillic"],
)
async def test_who_registers_again_under_the_same_number_is_linked_and_not_doubled(
    desk: StoryDesk, in_the_system: str, typed: str
) -> None:
    surname, first_name = in_the_system.split()
    card = await has_card(desk, surname=surname, first_name=first_name)
    visitor = guest(desk)
    await shares(visitor)
    await visitor.taps(ELSE, ASKS_SURNAME)
    await registers(visitor, typed)
    await visitor.person.sees("Registered: ")
    assert await patients(visitor) == [card.id]
    assert await cards(desk) == [in_the_system]


async def test_a_twin_is_another_patient(desk: StoryDesk) -> None:
    twin = await has_card(desk, first_name="Mavka")
    visitor = guest(desk)
    await shares(visitor)
    await visitor.taps(ELSE)
    await fills_in(visitor)
    await visitor.taps(RIGHT)
    await visitor.person.sees("Registered: Kanareichenko Solomiia")
    assert await cards(desk) == ["Kanareichenko Mavka", "Kanareichenko Solomiia"]
    assert twin.id not in await patients(visitor)


TAKE_A_LOOK = (
    "I can't finish this registration on my own: here reception has to help. Please call {phone}, it takes a minute."
)


@pytest.mark.parametrize("language", ["en", "uk"])
@pytest.mark.parametrize("verified", [True, False], ids=["verified", "unverified"])
async def test_a_changed_surname_and_a_namesake_are_reception_s_with_one_neutral_text(
    desk: StoryDesk, language: str, verified: bool
) -> None:
    await has_card(desk, surname="Zozulia")  # the same number, name and day, another surname
    changed = guest(desk, language)
    await brings_number(changed, verified)
    await fills_in(changed)
    await changed.taps(RIGHT)
    told = await changed.reads(TAKE_A_LOOK, phone="+380 48 700 00 00")
    assert changed.labels == [changed.words(MENU)]

    await has_card(desk, born_on=date(1990, 1, 1), phone="+380971112233")  # the same name and day, another number
    namesake = guest(desk, language, phone="+380633334455")
    await brings_number(namesake, verified)
    await fills_in(namesake, BORN_1990)
    await namesake.taps(RIGHT)
    assert (await namesake.reads(TAKE_A_LOOK, phone="+380 48 700 00 00")).text == told.text
    assert await patients(changed) == await patients(namesake) == []
    assert await cards(desk) == ["Zozulia Solomiia"]
    assert await cards(desk, "+380633334455") == []
    for visitor in (changed, namesake):
        visitor.person.does_not_see("Zozulia")
        visitor.person.does_not_see("97 111")


async def test_after_reception_s_answer_somebody_else_can_be_registered(desk: StoryDesk) -> None:
    await has_card(desk, phone="+380971112233")
    visitor = guest(desk)
    await shares(visitor)
    await fills_in(visitor)
    await visitor.taps(RIGHT)
    await visitor.person.sees("here reception has to help")
    await visitor.taps(MENU, ONE_STEP_LEFT)
    await visitor.taps("▶️ Go on with registration", ASKS_SURNAME)


async def test_no_more_cards_are_opened_than_a_phone_may_have(desk: StoryDesk) -> None:
    visitor = await stays(desk)
    for year in (2010, 2012, 2014, 2016):
        await has_card(desk, first_name=f"M{'a' * (year - 2009)}", born_on=date(year, 1, 1))
    await visitor.person.shares_contact()
    for year in (2010, 2012):
        await visitor.person.sees("M. K.")
        await visitor.person.types(f"1.1.{year}")
        await visitor.taps(TICK)
    await visitor.person.sees("Also on this number: M. K., M. K.")
    await visitor.person.types("1.1.2014")
    await visitor.taps(TICK)
    await visitor.person.sees("Good to see you!")
    assert len(await patients(visitor)) == 4


async def brings_number(visitor: Visitor, verified: bool) -> None:
    """To the first question of the registration, whatever the clinic knows of the number."""
    if not verified:
        await types_number(visitor)
        return
    await shares(visitor)
    if await cards(visitor.desk, visitor.person.phone or ""):
        await visitor.taps(ELSE)


async def registers(visitor: Visitor, name: str) -> None:
    await visitor.person.types(name)
    await visitor.taps("No patronymic")
    await visitor.person.sees("born")
    await visitor.person.types(f"{BORN_ON:%d.%m.%Y}")
    await visitor.person.sees("Please check")
    await settled(visitor)
    await visitor.taps(RIGHT)


async def test_from_the_tick_somebody_else_is_registered_by_a_birth_date_of_their_own(desk: StoryDesk) -> None:
    visitor = await stays(desk)
    await has_card(desk, first_name="Mavka", born_on=date(2019, 1, 31))
    await visitor.person.shares_contact()
    await visitor.person.sees("M. K.")
    await visitor.person.types("31.01.2019")
    await visitor.person.sees("Found: Kanareichenko Mavka")
    await visitor.taps(ELSE, ASKS_SURNAME)
    await visitor.person.types("Fernsby Rose")
    await visitor.reads(ASKS_PATRONYMIC)
    await visitor.taps("No patronymic", ASKS_BIRTH_DATE)
