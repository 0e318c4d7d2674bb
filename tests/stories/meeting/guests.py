"""Strangers who come to the desk, and what the clinic's system knows of them. All of them are canaries."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import select

from crm.model import NewPatient, Patient, Sex
from db.tables import accounts
from handlers.taps import time
from reception.people import PatientDetails, PhoneState
from reception.people import Person as Known
from sandbox.seen import ChatMessage
from tests.stories.desk import StoryDesk
from tests.stories.visitors import Visitor, arrives, kyiv

PHONE = "+380501234567"
BORN_ON = date(1987, 5, 12)
SOLOMIIA = PatientDetails("Kanareichenko", "Solomiia", "", BORN_ON)
SOLOMIIA_UK = PatientDetails("Канарейченко", "Соломія", "", BORN_ON)
CANARIES = (
    *("Kanarei", "Solomi", "Канарей", "Солом"),
    *("501234567", "50 123 45"),
    *("1987-05-12", "12.05.1987", "12 May", "12 трав"),
)

SHARE = "📱 I agree, share my number"
KEPT = "We keep your number, name, birth date and visits to book and remind you. Delete any time: /privacy"
CONSENT = "To begin, share your phone number with the button below 👇"
ASKS_SURNAME = "What is the patient's <b>surname</b>? You may also write the full name at once, surname first."
ASKS_FIRST_NAME = "What is the <b>first name</b>?"
ASKS_PATRONYMIC = "And the <b>patronymic</b>?"
ASKS_BIRTH_DATE = "When was the patient <b>born</b>? For example: 12.05.1987"
CHECK = "<b>Please check</b>"
RIGHT = "✅ All correct"
MENU = "🏠 Main menu"
AGAIN = "🔁 Try again"
ONE_STEP_LEFT = "We are almost there: register the patient, and you can book. It takes a minute."
NO_LONGER = "This button no longer works. Shall we start anew?"


@dataclass(frozen=True, slots=True)
class Tongue:
    """What somebody types in their language."""

    code: str
    name: str
    born: str


ENGLISH = Tongue("en", "Kanareichenko Solomiia", "12 May 1987")
UKRAINIAN = Tongue("uk", "канарейченко соломія", "12 травня 1987")


def guest(desk: StoryDesk, language: str = "en", phone: str = PHONE) -> Visitor:
    """Somebody with that number who has never been here; their Telegram speaks the language."""
    return Visitor(desk, desk.telegram.person("Guest", language, phone), language)


async def shares(visitor: Visitor) -> None:
    await visitor.person.types("/start")
    await visitor.taps(SHARE)


async def types_number(visitor: Visitor) -> None:
    """The unverified way in, up to the first question."""
    await visitor.person.types("/start")
    await visitor.taps("Type it instead", "Please type your phone number, for example <code>050 123 45 67</code>.")
    await visitor.person.types(visitor.person.phone or "")
    await visitor.taps("Yes", ASKS_SURNAME)


async def fills_in(visitor: Visitor, who: PatientDetails = SOLOMIIA, then: str = CHECK) -> None:
    """From the first question to the check card, in two messages."""
    await visitor.reads(ASKS_SURNAME)
    await visitor.person.types(f"{who.surname} {who.first_name}")
    await visitor.taps("No patronymic", ASKS_BIRTH_DATE)
    await visitor.person.types(f"{who.born_on:%d.%m.%Y}")
    await visitor.reads(then)
    await settled(visitor)


async def settled(visitor: Visitor, kept: int = 0) -> None:
    """The panel before has lost its buttons: whatever changes from now on is an answer to what comes now.

    ``kept``: how many messages stay as they are beside it (a booked visit).
    """
    await visitor.desk.telegram.until(lambda: len(visitor.with_buttons) == kept + 1)


async def tap_again(visitor: Visitor, label: str, on: ChatMessage) -> None:
    """The button as it stood on a message that may have changed since."""
    (data,) = (button.data for _, _, button in on.placed_buttons() if button.text == visitor.words(label))
    assert data is not None
    await visitor.person.forges(data, on=on)


async def time_button(visitor: Visitor, at: str) -> str:
    """What the button of that free time carries."""
    return time(await visitor.way("shevchuk"), kyiv(at)).pack()


async def stays(desk: StoryDesk, verified: bool = True, phone: str = PHONE, language: str = "en") -> Visitor:
    """Solomiia registered some time ago."""
    return await arrives(desk, desk.telegram.person("Guest", language, phone), SOLOMIIA, verified=verified)


async def has_card(desk: StoryDesk, who: PatientDetails = SOLOMIIA, phone: str = PHONE, **other: Any) -> Patient:
    """The clinic has had this patient for years."""
    who = replace(who, **other)
    card = NewPatient(who.surname, who.first_name, who.patronymic, who.born_on, phone, Sex.FEMALE)
    return await desk.crm.create_patient(card)


async def cards(desk: StoryDesk, phone: str = PHONE) -> list[str]:
    """Who the clinic's system has on this number."""
    return [f"{card.surname} {card.first_name}" for card in await desk.crm.find_patients(phone)]


async def patients(visitor: Visitor) -> list[str]:
    """The cards that this person may act for."""
    return [patient.crm_id for patient in (await visitor.known()).patients]


async def account(visitor: Visitor) -> Known:
    return await visitor.known()


def is_verified(person: Known) -> bool:
    return person.phone_state is PhoneState.VERIFIED


async def source_of(desk: StoryDesk, visitor: Visitor) -> str | None:
    """Where they came from, as it is counted."""
    own = select(accounts.c.source).where(accounts.c.telegram_id == visitor.person.id)
    async with desk.database.read() as connection:
        source: str | None = (await connection.execute(own)).scalar_one()
    return source
