"""Many at once: one time, fifty patients; one tap, five times; one chat that hangs, nobody who waits for it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from datetime import datetime

import pytest

from clinic.model import Clinic
from crm.embedded.adapter import EmbeddedCrm
from crm.model import Appointment
from crm.through import Answer, Through
from db.database import Database
from handlers.taps import time
from sandbox import TelegramServer
from sandbox.looking import Spot, target
from tests.crm.faulty import Faulty
from tests.stories.desk import StoryDesk, morning
from tests.stories.visitors import (
    BOOKED,
    BRANCH,
    CHECK,
    DANIEL,
    SPECIALTY,
    TAKEN,
    Visitor,
    arrives,
    daniel,
    kyiv,
    olena,
)

AT = "2026-11-24 14:30"
CROWD = 50
BUSY = "This patient already has another visit at that time. Please choose another time."


async def comes(desk: StoryDesk, number: int) -> Visitor:
    """To the check card of the same time."""
    visitor = await arrives(desk, desk.telegram.person(f"Guest{number}", "en", f"+3805020{number:05}"))
    await visitor.stands_at_check(AT)
    return visitor


async def test_of_fifty_who_confirm_one_time_at_once_one_has_it_and_the_others_are_offered_more(
    desk: StoryDesk,
) -> None:
    crowd = await asyncio.gather(*(comes(desk, number) for number in range(CROWD)))
    confirms = [visitor.confirm for visitor in crowd]
    for visitor, confirm in zip(crowd, confirms, strict=True):
        await visitor.forges(confirm)
    told = await asyncio.gather(*(_told(visitor, BOOKED, TAKEN) for visitor in crowd))
    assert sorted(told) == sorted([BOOKED, *[TAKEN] * (CROWD - 1)])
    for visitor, heard in zip(crowd, told, strict=True):
        offered = [label for label in visitor.labels if "November" in label]
        assert len(offered) == (0 if heard == BOOKED else 3)
        visitor.person.does_not_see("went wrong")
    visits = [visit for visitor in crowd for visit in await visitor.visits()]
    assert [visit.starts_at for visit in visits] == [kyiv(AT)]
    assert desk.program.intake.turns.failed == 0


async def test_five_taps_on_confirm_make_one_visit(desk: StoryDesk) -> None:
    visitor = await olena(desk)
    await visitor.stands_at_check(AT)
    confirm = visitor.confirm
    for _ in range(5):
        await visitor.forges(confirm)
    await visitor.reads(BOOKED)
    await _all_is_answered(visitor)
    assert len(await visitor.visits()) == 1
    assert len(visitor.with_buttons) == 2, "the booked visit and the help that they asked for"
    assert sum(visitor.words(BOOKED) in line.words for line in visitor.person.screen.log) == 1
    visitor.person.does_not_see(visitor.words(TAKEN))


async def _all_is_answered(visitor: Visitor) -> None:
    """What they type last is answered last."""
    await visitor.desk.telegram.until(lambda: not visitor.person.waiting)
    await visitor.person.types("/help")
    await visitor.person.sees("/visits:")


async def test_every_button_on_the_way_may_be_tapped_twice(desk: StoryDesk) -> None:
    visitor = await daniel(desk)
    await visitor.person.types("📅 Book a visit")
    await visitor.taps("📅 Book a visit", BRANCH)
    await desk.telegram.until(lambda: len(visitor.with_buttons) == 1 and len(visitor.person.chat) == 6)
    way = (
        ("City centre", SPECIALTY),
        ("Family medicine", "Choose a doctor."),
        ("Olena Shevchuk ·", "Olena Shevchuk"),
        ("📅 Visit at the clinic", "What is the visit for?"),
        ("Family doctor's visit", "The nearest times, or choose a day:"),
        ("Tue 24.11", "which time suits you?"),
        ("14:30", CHECK),
        ("✅ Confirm", BOOKED),
    )
    for button, then in way:
        await _taps_twice(visitor, button)
        await visitor.reads(then)
        await desk.telegram.until(lambda: not visitor.person.waiting)
    await _all_is_answered(visitor)
    assert len(await visitor.visits()) == 1
    assert len(visitor.with_buttons) == 2, "the booked visit, which keeps its buttons, and what was asked last"
    shown = [line for line in visitor.person.screen.log if line.words.startswith("What is the visit for?")]
    assert len([line for line in shown if line.buttons]) == 1, "a card tapped twice brings one text"


async def _taps_twice(visitor: Visitor, label: str) -> None:
    """Both before anything has come of the first."""
    spot = await visitor.desk.telegram.until(lambda: target(visitor.person.screen, label, None))
    assert isinstance(spot, Spot)
    for _ in range(2):
        await visitor.person.forges(spot.button.data or "", on=spot.message)


async def test_one_patient_on_two_phones_is_never_in_two_places(desk: StoryDesk) -> None:
    mother, father = await daniel(desk), await olena(desk)
    (child,) = (await mother.known()).patients
    await desk.program.desk.people.add_patient(await father.known(), child.crm_id, DANIEL)
    await mother.stands_at_check("2026-11-23 10:00")
    way = await father.way("petrenko", service="nerve-visit", patient=1)
    await father.forges(time(way, kyiv("2026-11-23 10:00")).pack())
    await father.reads(CHECK)
    keys = mother.confirm, father.confirm
    await mother.forges(keys[0])
    await father.forges(keys[1])
    told = {await _told(mother, BOOKED, BUSY), await _told(father, BOOKED, BUSY)}
    assert told == {BOOKED, BUSY}
    assert len(await mother.visits()) == 1


async def _told(visitor: Visitor, *possible: str) -> str:
    """Which of these they read in the end."""

    def read() -> str | None:
        return next((text for text in possible if visitor.words(text) in visitor.person.last.text), None)

    told = await visitor.desk.telegram.until(read, 40)  # fifty at once take their turns: a slow machine needs longer
    assert told is not None
    return told


class HeldUp(Through):
    """A clinic's system that keeps one patient's visits to itself until it is let go."""

    def __init__(self, crm: EmbeddedCrm) -> None:
        super().__init__(crm, self._carried_out)
        self.held: str | None = None
        self.lets_go = asyncio.Event()

    async def _carried_out(self, _verb: str, call: Callable[[], Awaitable[Answer]], /) -> Answer:
        return await call()

    async def appointments(self, patient_ids: Sequence[str], start: datetime, end: datetime) -> list[Appointment]:
        if self.held in patient_ids:
            await self.lets_go.wait()
        return await super().appointments(patient_ids, start, end)


@pytest.fixture
async def held_up(
    telegram: TelegramServer, database: Database, clinic: Clinic
) -> AsyncIterator[tuple[StoryDesk, HeldUp]]:
    clock = morning()
    crm = HeldUp(EmbeddedCrm(database, clock))
    story = StoryDesk(telegram, database, clinic, clock, Faulty(crm))
    async with asyncio.timeout(60), story.open():
        yield story, crm
    story.ends_well()


async def test_a_chat_that_hangs_keeps_nobody_else_waiting(held_up: tuple[StoryDesk, HeldUp]) -> None:
    desk, crm = held_up
    stuck = await daniel(desk)
    others = [await arrives(desk, desk.telegram.person(f"Guest{number}", "en")) for number in range(5)]
    crm.held = (await stuck.known()).patients[0].crm_id
    greeting = stuck.person.last.text
    await stuck.taps("🗓 My visits")
    await stuck.taps("📅 Book a visit")
    await asyncio.gather(*(_has_a_whole_conversation(visitor, hour) for hour, visitor in enumerate(others)))
    assert stuck.person.last.text == greeting, "and all this while one chat hangs"
    crm.lets_go.set()
    await stuck.reads(BRANCH)
    said = [line.words for line in stuck.person.screen.log if line.who == "Reception"]
    assert said.index("There are no visits ahead.\n\nReception: +380 48 700 00 00") < len(said) - 1, (
        "what they tapped first was answered first"
    )


async def _has_a_whole_conversation(visitor: Visitor, quarter: int) -> None:
    hour, minute = divmod(quarter * 30, 60)
    await visitor.taps("📅 Book a visit", BRANCH)
    await visitor.chooses("branches", "center", SPECIALTY)
    await visitor.books(f"2026-11-24 {14 + hour}:{minute:02}")
    await visitor.taps("🗓 My visits", "Your visits")
