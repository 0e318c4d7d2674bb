"""What a tap costs the database: at most two round trips where it only reads, the inbox's own aside."""

from sqlalchemy import event

from handlers.taps import Go, To, day, find, walk
from reception.booking.finding import Only
from reception.booking.way import ANY_SPECIALTY, Way
from tests.stories.desk import StoryDesk
from tests.stories.visitors import (
    BRANCH,
    DANIEL,
    DOCTOR,
    OLENA,
    SERVICE,
    SPECIALTY,
    TIME,
    Visitor,
    daniel,
    kyiv,
)

MENU = "What would you like to do?"
OTHERS_WORDS = ("inbox", "BEGIN")  # a look begins nothing (tests/db/test_database.py), so what begins is the inbox's


async def statements(visitor: Visitor, tap: str, then: str) -> list[str]:
    """What one tap asks of the database, from the menu and seen to its end."""
    asked: list[str] = []

    def hear(*seen: object) -> None:
        asked.append(str(seen[2]))

    await _taps(visitor, Go(to=To.MENU).pack(), MENU)
    engine = visitor.desk.database.engine.sync_engine
    event.listen(engine, "before_cursor_execute", hear)
    try:
        await _taps(visitor, tap, then)
    finally:
        event.remove(engine, "before_cursor_execute", hear)
    return [statement for statement in asked if not any(word in statement for word in OTHERS_WORDS)]


async def _taps(visitor: Visitor, tap: str, then: str) -> None:
    await visitor.forges(tap)
    await visitor.reads(then)
    lanes = visitor.desk.program.intake.lanes
    await visitor.desk.telegram.until(lambda: not len(lanes) or None)


async def reading_taps(visitor: Visitor) -> dict[str, tuple[str, str]]:
    """Every one, and what comes of it."""
    way = await visitor.way("shevchuk")
    here = Way(way.patient, way.branch)
    at_the_doctor = Way(way.patient, way.branch, doctor=way.doctor)
    chosen = Way(way.patient, way.branch, doctor=way.doctor, visit=True)
    return {
        "book a visit": (Go(to=To.BOOK).pack(), "Who is the visit for?"),
        "branches": (walk(Way(way.patient)).pack(), BRANCH),
        "specialties": (walk(here).pack(), SPECIALTY),
        "doctors": (walk(Way(way.patient, way.branch, ANY_SPECIALTY)).pack(), DOCTOR),
        "a doctor's card": (walk(at_the_doctor).pack(), visitor.short("shevchuk")),
        "services": (walk(chosen).pack(), SERVICE),
        "times": (walk(way).pack(), TIME),
        "a day": (day(way, kyiv("2026-11-24 00:00").date()).pack(), "which time suits you?"),
        "a doctor's evenings": (find(way, Only.EVENINGS).pack(), "Free times from 17:00 on:"),
        "my visits": (Go(to=To.VISITS).pack(), "Your visits"),
        "settings": (Go(to=To.SETTINGS).pack(), "Which language shall we speak?"),
        "privacy": (Go(to=To.PRIVACY).pack(), "How we look after your data"),
        "before deleting": (Go(to=To.ERASE).pack(), "Delete everything I know about you?"),
        "a button of nobody's": ("nothing:1", "This button no longer works."),
    }


async def test_a_tap_that_reads_costs_two_round_trips_and_one_more_for_visits(desk: StoryDesk) -> None:
    visitor = await daniel(desk, DANIEL, OLENA)
    await visitor.books("2026-11-25 10:00")
    await visitor.books("2026-11-25 11:00", patient=1)
    taps = await reading_taps(visitor)
    card, shown = taps["a doctor's card"]
    await statements(visitor, card, shown)  # the picture is uploaded, once for everybody
    cost = {name: await statements(visitor, *tap) for name, tap in taps.items()}
    more = {name: len(asked) for name, asked in cost.items() if len(asked) > 2}
    assert more == {"my visits": 3}, "who speaks, the clinic's system, which here is in the same database, and buttons"
    assert not [asked for asked in cost.values() for one in asked if not one.startswith("SELECT")]
    assert len(cost["a day"]) == 2, "who speaks, and what is free: nobody has counted nothing"
