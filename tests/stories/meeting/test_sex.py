"""Some clinics' systems need the patient's sex: only there it is asked."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from crm.embedded.adapter import EmbeddedCrm
from crm.model import Capabilities, NewPatient, Patient, Sex
from crm.through import Through
from db.database import Database
from sandbox import TelegramServer
from tests.crm.faulty import Faulty
from tests.stories.conftest import demo
from tests.stories.desk import StoryDesk, morning
from tests.stories.meeting.guests import ASKS_BIRTH_DATE, CHECK, RIGHT, fills_in, guest, settled, shares
from tests.stories.visitors import Visitor

ASKS_SEX = "Is the patient female or male? The clinic's card needs it."


class NeedsSex(Through):
    """Any clinic's system that makes no card without it."""

    def __init__(self, crm: EmbeddedCrm) -> None:
        super().__init__(crm)
        self.made: list[NewPatient] = []

    @property
    def capabilities(self) -> Capabilities:
        return Capabilities(needs_sex=True)

    async def create_patient(self, patient: NewPatient) -> Patient:
        self.made.append(patient)
        return await super().create_patient(patient)


@pytest.fixture
def system(database: Database) -> NeedsSex:
    return NeedsSex(EmbeddedCrm(database, morning()))


@pytest.fixture
async def desk(telegram: TelegramServer, database: Database, system: NeedsSex) -> AsyncIterator[StoryDesk]:
    story = StoryDesk(telegram, database, demo(), morning(), Faulty(system))
    async with asyncio.timeout(60), story.open():
        yield story
    story.ends_well()


@pytest.mark.parametrize("language", ["en", "uk"])
async def test_it_is_asked_by_two_buttons_shown_on_the_card_and_sent(
    desk: StoryDesk, system: NeedsSex, language: str
) -> None:
    visitor = guest(desk, language)
    await at_the_sex(visitor)
    assert visitor.rows[0] == [visitor.words("Female"), visitor.words("Male")]
    await visitor.person.types("жінка")  # only the buttons answer
    await visitor.reads(ASKS_SEX)
    await settled(visitor)
    await visitor.taps("Male")
    card = await visitor.reads(CHECK)
    assert visitor.words("Sex: <b>{text}</b>", text=visitor.words("male")) in card.text
    await visitor.taps("✏️ " + visitor.words("Sex"), ASKS_SEX)
    await visitor.taps("Female")
    card = await visitor.reads(CHECK)
    assert visitor.words("Sex: <b>{text}</b>", text=visitor.words("female")) in card.text
    await visitor.taps(RIGHT)
    await visitor.person.sees("✅")
    await desk.telegram.until(lambda: bool(system.made))
    assert [patient.sex for patient in system.made] == [Sex.FEMALE]


async def test_a_forged_sex_is_no_answer(desk: StoryDesk, system: NeedsSex) -> None:
    visitor = guest(desk)
    await at_the_sex(visitor)
    draft = (await visitor.known()).draft
    assert draft is not None
    await visitor.forges(f"f:{draft.id}:answer:sex:robot")
    await visitor.person.types("/settings")
    await visitor.person.sees("Which language")
    assert (await visitor.known()).draft == draft
    assert system.made == []


async def test_back_from_the_sex_asks_the_birth_date(desk: StoryDesk) -> None:
    visitor = guest(desk)
    await at_the_sex(visitor)
    await visitor.taps("⬅️ Back", ASKS_BIRTH_DATE)


async def at_the_sex(visitor: Visitor) -> None:
    await shares(visitor)
    await fills_in(visitor, then=ASKS_SEX)
    await settled(visitor)
