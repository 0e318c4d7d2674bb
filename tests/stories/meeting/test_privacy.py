"""What is kept, and how all of it goes."""

import pytest
from sqlalchemy import select

from db.database import Database
from db.metadata import metadata
from tests.stories.desk import StoryDesk
from tests.stories.meeting.guests import (
    ASKS_PATRONYMIC,
    ASKS_SURNAME,
    CONSENT,
    NO_LONGER,
    account,
    cards,
    guest,
    patients,
    shares,
    stays,
    tap_again,
    time_button,
)
from tests.stories.meeting.traces import traces
from tests.stories.visitors import Visitor

DELETE = "🗑 Delete my data"
SURELY = "🗑 Yes, delete my data"
DONE = "Done: I know nothing about you any more. If you ever need us again, send /start."


@pytest.mark.parametrize("language", ["en", "uk"])
async def test_privacy_tells_the_clinic_s_own_words_before_anything_is_given(desk: StoryDesk, language: str) -> None:
    visitor = guest(desk, language)
    await visitor.person.types("/privacy")
    policy = desk.clinic.privacy.text[language].splitlines()
    message = await visitor.person.sees(policy[0])
    assert policy[-1] in message.text
    assert visitor.labels == [visitor.words(label) for label in ("📤 Download my data", DELETE, "🏠 Main menu")]


@pytest.mark.parametrize("language", ["en", "uk"])
async def test_delete_asks_once_and_then_nothing_of_the_person_is_left(desk: StoryDesk, language: str) -> None:
    visitor = await stays(desk, language=language)
    await visitor.books("2026-11-24 14:30")
    await visitor.stands_at_check("2026-11-25 10:00")
    draft = (await account(visitor)).id
    await desk.program.desk.drafts.keep(draft, "first_name", {"surname": "Kanareichenko"}, "")
    assert await traces(desk.database), "the search finds what there is"
    old = visitor.person.last
    await visitor.person.types("/privacy")
    await visitor.taps(DELETE)
    await visitor.taps("⬅️ Back")
    await visitor.taps(DELETE)
    await visitor.taps(SURELY, DONE)
    await visitor.person.sees(visitor.words(DONE))
    await idle(desk)
    assert await traces(desk.database) == []
    assert await rows_of(desk.database) == {"accounts": 0, "patients": 0, "drafts": 0, "bookings": 0}
    assert await cards(desk) == ["Kanareichenko Solomiia"], "the medical card is the clinic's"
    await tap_again(visitor, "✅ Confirm", old)
    await visitor.reads(NO_LONGER)


async def test_who_has_deleted_everything_is_a_stranger_again(desk: StoryDesk) -> None:
    visitor = await stays(desk)
    at_ten = await time_button(visitor, "2026-11-25 10:00")
    await erases(visitor)
    await visitor.taps("📅 Book a visit", CONSENT)
    await visitor.forges(at_ten)
    await visitor.reads(NO_LONGER)
    await visitor.person.types("/start")
    await visitor.reads(CONSENT)
    await visitor.taps("📱 I agree, share my number")
    await visitor.person.sees("On this number we have: S. K.")
    assert await patients(visitor) == []


async def test_somebody_half_way_can_delete_as_well(desk: StoryDesk) -> None:
    visitor = guest(desk)
    await shares(visitor)
    await visitor.reads(ASKS_SURNAME)
    await visitor.person.types("Kanareichenko Solomiia")
    await visitor.reads(ASKS_PATRONYMIC)
    await erases(visitor)
    await idle(desk)
    assert await traces(desk.database) == []


async def test_a_typed_number_that_was_never_confirmed_can_be_deleted(desk: StoryDesk) -> None:
    visitor = guest(desk)
    await visitor.person.types("/start")
    await visitor.taps("Type it instead")
    await visitor.person.sees("050 123 45 67")
    await visitor.person.types("0501234567")
    await visitor.person.sees("Is this your number?")
    await erases(visitor)
    await idle(desk)
    assert await traces(desk.database) == []


async def test_deleting_is_for_oneself_only(desk: StoryDesk) -> None:
    owner, other = await stays(desk), guest(desk, phone="+380671110022")
    await erases(other)
    assert len(await patients(owner)) == 1


async def erases(visitor: Visitor) -> None:
    await visitor.person.types("/privacy")
    await visitor.taps(DELETE)
    await visitor.taps(SURELY)
    await visitor.reads(DONE)


async def idle(desk: StoryDesk) -> None:
    """Every update is done with: its body is gone."""
    await desk.telegram.until(lambda: len(desk.program.intake.lanes) == 0)


async def rows_of(database: Database) -> dict[str, int]:
    async with database.read() as connection:
        return {
            name: len((await connection.execute(select(metadata.tables[name]))).all())
            for name in ("accounts", "patients", "drafts", "bookings")
        }
