"""The whole way, from the greeting to a booked, moved and cancelled visit, in each language by its own buttons."""

from dataclasses import dataclass

import pytest

from locales.words import NAMES, words
from tests.stories.desk import StoryDesk
from tests.stories.meeting.guests import ASKS_BIRTH_DATE, ASKS_FIRST_NAME, CHECK, RIGHT, guest, shares
from tests.stories.visitors import BOOKED, BRANCH, DOCTOR, MOVE_CHECK, MOVED, SPECIALTY, TIME, Visitor
from tests.stories.visitors import CHECK as NOT_BOOKED_YET


@dataclass(frozen=True, slots=True)
class Guest:
    """``telegram``: what the phone is set to; another ``language`` is chosen by a tap."""

    language: str
    telegram: str
    surname: str
    first_name: str
    born: str
    told: str


GUESTS = [
    Guest("uk", "uk", "їжакевич", "соломія", "12 травня 1987", "12 травня 1987, 39 років"),
    Guest("en", "en-GB", "fernsby", "olivia", "May 12, 1987", "12 May 1987, 39 years"),
    Guest("pl", "pl", "wiśniewska", "małgorzata", "12 maja 1987 r.", "12 maja 1987, 39 lat"),
    Guest("it", "it", "d'amico", "nicolò", "12 maggio '87", "12 maggio 1987, 39 anni"),
    Guest("ru", "ru", "ёлкина", "елена", "12 мая 87 г.", "12 мая 1987, 39 лет"),
]


@pytest.mark.parametrize("who", GUESTS, ids=lambda who: who.language)
async def test_a_stranger_registers_books_moves_and_cancels(desk: StoryDesk, who: Guest) -> None:
    visitor = await greeted(desk, who)
    await registers(visitor, who)
    await visitor.taps("📅 Book a visit", BRANCH)
    await visitor.chooses("branches", "center", SPECIALTY)
    await visitor.chooses("specialties", "family", DOCTOR)
    await visitor.person.taps(f"{visitor.short('shevchuk')} ·")
    await visitor.taps("📅 Visit at the clinic", "What is the visit for?")
    await visitor.chooses("services", "family-visit", TIME)
    nearest = visitor.labels[0]
    await visitor.person.taps(nearest)
    await visitor.reads(NOT_BOOKED_YET)
    await visitor.taps("✅ Confirm")
    await visitor.reads(BOOKED, when=nearest)
    assert len(await visitor.visits()) == 1
    await _moves_and_cancels(visitor)


async def _moves_and_cancels(visitor: Visitor) -> None:
    await visitor.taps("🗓 My visits", "<b>Your visits</b>")
    await visitor.taps("🔁 Move or cancel a visit", "Patient: {name}")
    await visitor.taps("🔁 Move", TIME)
    later = visitor.labels[1]
    await visitor.person.taps(later)
    await visitor.reads(MOVE_CHECK)
    await visitor.taps("✅ Confirm")
    await visitor.reads(MOVED, when=later)
    await visitor.taps("🗓 My visits", "<b>Your visits</b>")
    await visitor.taps("🔁 Move or cancel a visit", "Patient: {name}")
    await visitor.taps("❌ Cancel", "<b>Cancel this visit?</b>")
    await visitor.taps("❌ Yes, cancel it", "Thank you for telling us: somebody else can have this time.")
    assert await visitor.booked() == []


async def greeted(desk: StoryDesk, who: Guest) -> Visitor:
    """Russian is offered by the demo clinic and follows no phone's setting."""
    visitor = guest(desk, who.language)
    visitor.person.screen.user["language_code"] = who.telegram
    if who.language not in desk.clinic.languages.follow_telegram:
        await visitor.person.types("/start")
        await visitor.person.sees("Вітаємо!")
        await visitor.person.taps(NAMES[who.language])
        await visitor.reads("To begin, share your phone number with the button below 👇")
    await shares(visitor)
    return visitor


async def registers(visitor: Visitor, who: Guest) -> None:
    await visitor.reads(
        "What is the patient's <b>surname</b>? You may also write the full name at once, surname first."
    )
    await visitor.person.types(who.surname)
    await visitor.reads(ASKS_FIRST_NAME)
    await visitor.person.types(who.first_name)
    await visitor.taps("No patronymic", ASKS_BIRTH_DATE)
    await visitor.person.types(who.born)
    card = await visitor.reads(CHECK)
    assert who.told in card.text
    await visitor.taps(RIGHT, "Good to see you! What can I do for you?")
    keys = ("📅 Book a visit", "🗓 My visits", "💬 Write to reception")
    assert visitor.person.keyboard == [[words(who.language).label(key)] for key in keys]
