"""A stranger's first message: in which language, what is told, and where a link leads."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select

from db.tables import accounts
from locales.words import NAMES, words
from reception.people import PhoneState
from tests.stories.desk import StoryDesk
from tests.stories.meeting.guests import (
    ASKS_SURNAME,
    BORN_ON,
    CONSENT,
    KEPT,
    RIGHT,
    SHARE,
    SOLOMIIA,
    account,
    fills_in,
    guest,
    shares,
    source_of,
    types_number,
)
from tests.stories.visitors import Visitor

HELLO = "This is the online front desk of Leleka Clinic"
HELLO_UK = "Вітаємо! Це онлайн-реєстратура"


async def test_a_stranger_reads_what_is_kept_and_why_before_anything_is_asked(desk: StoryDesk) -> None:
    visitor = guest(desk)
    await visitor.person.types("/start")
    greeting = await visitor.person.sees(HELLO)
    assert KEPT in greeting.text
    await visitor.reads(CONSENT)
    assert visitor.person.keyboard == [["📱 I agree, share my number"], ["Type it instead"]]
    languages = {tuple(button.text for button in row) for message in visitor.with_buttons for row in message.buttons}
    assert ("Українська", "✓ English") in languages


async def test_the_greeting_follows_telegram_where_the_clinic_wants_it(desk: StoryDesk) -> None:
    speaks = {"en": HELLO, "en-GB": HELLO, "uk": HELLO_UK, None: HELLO_UK, "ru": HELLO_UK, "de": HELLO_UK}
    for telegram_speaks, greeted in speaks.items():
        person = desk.telegram.person("Guest", telegram_speaks)
        await person.types("/start")
        await person.sees(greeted)


async def test_a_language_chosen_by_a_tap_stays(desk: StoryDesk) -> None:
    visitor = guest(desk, "uk")
    await visitor.person.types("/start")
    await visitor.person.taps("English")
    await visitor.person.sees(HELLO)
    await visitor.person.sees(CONSENT)
    assert visitor.person.keyboard == [["📱 I agree, share my number"], ["Type it instead"]]
    await visitor.person.types("/start")
    await visitor.person.sees(HELLO)
    assert (await account(visitor)).language == "en"


async def test_whoever_tries_all_languages_finds_one_greeting_and_short_lines(desk: StoryDesk) -> None:
    visitor = guest(desk)
    await visitor.person.types("/start")
    await visitor.reads(CONSENT)
    for code in ("it", "pl", "ru"):
        await visitor.person.taps(NAMES[code])
        await visitor.person.sees(words(code)(CONSENT))
        assert visitor.person.keyboard == [[words(code).label(key)] for key in (SHARE, "Type it instead")]
    by_bot = [message.text for message in visitor.person.chat if message.by_bot]
    assert words("ru")(KEPT) in by_bot[0]
    assert by_bot[1:] == [words(code)(CONSENT) for code in ("en", "it", "pl", "ru")]


async def test_a_language_that_the_clinic_does_not_offer_cannot_be_forged(desk: StoryDesk) -> None:
    visitor = guest(desk)
    await visitor.person.types("/start")
    await visitor.reads(CONSENT)
    await visitor.forges("l:xx")
    await visitor.person.sees("This button no longer works")
    assert (await account(visitor)).language == "en"


async def test_consent_is_kept_with_its_date_and_the_version_of_its_text(desk: StoryDesk) -> None:
    sharing, typing = guest(desk), guest(desk, phone="+380507654321")
    await sharing.person.types("/start")
    await sharing.reads(CONSENT)
    assert await consent(desk, sharing) == (None, None, PhoneState.NONE)
    await sharing.taps(SHARE, ASKS_SURNAME)
    assert await consent(desk, sharing) == ("2026-11", desk.clock.now(), PhoneState.VERIFIED)
    desk.clock.goes_on(timedelta(hours=1))
    await types_number(typing)
    assert await consent(desk, typing) == ("2026-11", desk.clock.now(), PhoneState.UNVERIFIED)


async def test_a_deep_link_survives_registration_and_lands_where_it_leads(desk: StoryDesk) -> None:
    catalogue = desk.program.desk.catalogue
    doctor, branch = f"doctor_{catalogue.doctor_id('shevchuk')}", f"branch_{catalogue.branch_id('center')}"
    specialty = f"specialty_{catalogue.specialty_id('family')}"
    await comes_by(desk, doctor, "Olena Shevchuk", doctor)
    await comes_by(desk, branch, "Which doctor do you need?", branch)
    visitor = await comes_by(desk, specialty, "Which branch is handy for you?", specialty)
    await visitor.person.taps("City centre")
    await visitor.person.sees("Choose a doctor")
    await comes_by(desk, "src_door", "Good to see you!", "door")


async def test_a_link_to_nowhere_still_registers(desk: StoryDesk) -> None:
    await comes_by(desk, "doctor_999999", "Which branch is handy for you?", "doctor_999999")
    await comes_by(desk, "doctor_shevchuk", "Good to see you!", "doctor_shevchuk")
    await comes_by(desk, "____", "Good to see you!", "____")


async def test_rubbish_behind_start_is_a_greeting_and_no_source(desk: StoryDesk) -> None:
    visitor = guest(desk)
    await visitor.person.types("/start <b>'; DROP TABLE accounts; -- \u202e" + "x" * 500)
    await visitor.person.sees(HELLO)
    assert await source_of(desk, visitor) is None
    await shares(visitor)
    await visitor.reads(ASKS_SURNAME)


async def test_the_first_source_counts_and_a_later_link_still_leads(desk: StoryDesk) -> None:
    visitor = guest(desk)
    await visitor.person.opens("src_site")
    await visitor.reads(CONSENT)
    await visitor.person.opens("src_door")
    await visitor.reads(CONSENT)
    assert await source_of(desk, visitor) == "site"


async def comes_by(desk: StoryDesk, link: str, lands: str, source: str) -> Visitor:
    """A stranger opens the link, registers, and is where it leads; the source is counted."""
    visitor = guest(desk, phone=f"+38067{len(desk.telegram.people):07}")
    await visitor.person.opens(link)
    await visitor.taps(SHARE)
    await fills_in(visitor, replace(SOLOMIIA, born_on=BORN_ON.replace(year=1950 + len(desk.telegram.people))))
    await visitor.taps(RIGHT)
    await visitor.person.sees("Registered: Kanareichenko Solomiia ✅")
    await visitor.person.sees(lands)
    assert await source_of(desk, visitor) == source
    return visitor


async def consent(desk: StoryDesk, visitor: Visitor) -> tuple[object, object, object]:
    columns = accounts.c.consent_version, accounts.c.consent_at, accounts.c.phone_state
    async with desk.database.read() as connection:
        row = (await connection.execute(select(*columns).where(accounts.c.telegram_id == visitor.person.id))).one()
    return row[0], row[1], PhoneState(row[2])
