"""Two hundred odd updates from ten people: the bot lives, answers neutrally, and then books as usual."""

from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest

from bot.log import Formatter
from sandbox import Person
from sandbox.typed import START_PAYLOAD
from tests.stories import oddities
from tests.stories.desk import StoryDesk
from tests.stories.visitors import arrives, daniel

PEOPLE = 10
LANGUAGES = ("en", "uk", "ru", "xx-YY", None)
TEXTS = (
    "x" * 4096,
    "💥" * 2048,
    "\u202eנעימים\u202c \u200f\u200e right to left",
    "<b>unclosed & <script>alert(1)</script>",
    "/unheard_of command",
    "/start@somebody_elses_bot doctor_1",
    "{name} {0} %s %(x)s \\",
    "' OR 1=1; DROP TABLE accounts; --",
    "\x00\x07 control",
)
LINKS = ("doctor_0", "doctor_99999999", "branch_-1", "specialty_x", "src_", "-" * 64)


async def test_the_bot_outlives_two_hundred_odd_updates(desk: StoryDesk, caplog: pytest.LogCaptureFixture) -> None:
    desk.forgives = ["chat not found"]  # the group in which they speak is nowhere
    people = [desk.telegram.person(f"Odd{number}", LANGUAGES[number % len(LANGUAGES)]) for number in range(PEOPLE)]
    patients = [await arrives(desk, person) for person in people[::5]]
    half = PEOPLE // 2
    for person in people[:half]:
        await misbehaves(person)
    for person in people[half:]:
        await person.types("/start")
        for update in (*oddities.messages(person), *oddities.taps(person), *oddities.unasked(person)):
            desk.telegram.push(update)
    await desk.program.intake.accept(list(numbered(people[0])))
    for person in people:
        await person.types("/help")
        await person.sees("/visits:", timeout=30)
        await desk.telegram.until(partial(acknowledged, person))

    assert len(desk.telegram.world.updates.seen) > 200
    assert desk.program.intake.turns.failed == 0
    assert desk.program.intake.turns.parked == 0
    written = "\n".join(Formatter("%(levelname)s %(message)s").format(record) for record in caplog.records)
    for trouble in ("Traceback", "ERROR", "CRITICAL"):
        assert trouble not in written
    await patients[0].books("2026-11-24 14:30")
    await (await daniel(desk)).books("2026-11-24 15:00")


def acknowledged(person: Person) -> bool:
    return not person.waiting


async def misbehaves(person: Person) -> None:
    """As far as Telegram's own apps let somebody."""
    await person.types("/start")
    typed = [await person.types(text) for text in TEXTS]
    for link in LINKS:
        if START_PAYLOAD.fullmatch(link):
            await person.opens(link)
    await person.sends_sticker()
    await person.sends_voice()
    await person.sends_photo(caption="what is this?")
    await person.sends_document()
    await person.shares_location(-89.9, 179.9)
    await person.shares_contact_of("+380501110000", "Somebody", None)
    await person.edits(typed[-1], "edited")


def numbered(person: Person) -> Iterator[dict[str, Any]]:
    """As they would come from a poll of before."""
    for number, update in enumerate(oddities.unasked(person), start=1):
        yield {"update_id": number, **update}
