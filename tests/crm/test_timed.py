"""Every call comes back in time, with an answer or with an error of the port's."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy import event

from crm.errors import NotFound, OutcomeUnknown, SlotTaken, Unavailable
from crm.port import Crm
from crm.through import Answer, Through
from crm.timed import WRITING, Limits, Timed
from db.database import Database
from tests.crm.faulty import Faulty
from tests.crm.story import Story, order, somebody, wall
from tests.crm.targets import Embedded
from tests.crm.verba import VERBA

NOW = Limits(directory=0, slots=0, reading=0, writing=0)
SOON = Limits(directory=0.2, slots=0.2, reading=0.2, writing=0.2)
VERBS = sorted(name for name in vars(Crm) if not name.startswith("_") and name != "capabilities")


@pytest.fixture
async def story(database: Database) -> Story:
    system = Embedded(database)
    await system.opens(VERBA)
    return await Story.begins(system)


async def every_call(story: Story) -> dict[str, Callable[[Crm], Awaitable[object]]]:
    marta = await story.patient()
    wish = order(await story.slot("Граб Іван", "2027-03-23 09:00"), marta)
    begin, end = wall("2027-03-23 00:00"), wall("2027-03-24 00:00")
    return {
        "directory": lambda crm: crm.directory(),
        "photo": lambda crm: crm.photo("hrab"),
        "free_slots": lambda crm: crm.free_slots("hrab", "visit", "centre", begin, end),
        "find_patients": lambda crm: crm.find_patients("+380501100001"),
        "find_namesakes": lambda crm: crm.find_namesakes("Левчук", "Марта", somebody().born_on),
        "create_patient": lambda crm: crm.create_patient(somebody(7)),
        "book": lambda crm: crm.book(wish),
        "outcome": lambda crm: crm.outcome(wish),
        "cancel": lambda crm: crm.cancel("1"),
        "reschedule": lambda crm: crm.reschedule("1", wish),
        "appointment": lambda crm: crm.appointment("1"),
        "appointments": lambda crm: crm.appointments(marta.id, begin, end),
        "changes": lambda crm: crm.changes(None),
    }


async def test_every_call_of_the_port_is_passed_under_its_own_name(story: Story) -> None:
    passed: list[str] = []

    async def note(verb: str, call: Callable[[], Awaitable[Answer]], /) -> Answer:
        passed.append(verb)
        return await call()

    calls = await every_call(story)
    assert sorted(calls) == VERBS
    through = Through(story.crm, note)
    through_appointment = await calls["book"](through)
    assert passed == ["book"]
    for verb in VERBS:
        if verb not in {"cancel", "reschedule"}:
            assert await calls[verb](through) == await calls[verb](story.crm)
    assert await calls["appointment"](through) == through_appointment
    await calls["reschedule"](through)
    await calls["cancel"](through)
    assert set(passed) == set(VERBS)
    assert through.capabilities is story.crm.capabilities


@pytest.mark.parametrize("verb", VERBS)
async def test_a_call_that_hangs_is_cut_off(story: Story, verb: str) -> None:
    silent = Faulty(story.crm)
    silent.answers_after(asyncio.Event())
    call = (await every_call(story))[verb]
    with pytest.raises(OutcomeUnknown if verb in WRITING else Unavailable) as cut:
        await call(Timed(silent, NOW))
    assert isinstance(cut.value.__cause__, TimeoutError)


async def test_what_is_cut_off_may_have_happened(story: Story) -> None:
    slow = Faulty(story.crm)
    slow.answers_after(asyncio.Event())
    wish = order(await story.slot("Граб Іван", "2027-03-23 09:00"), await story.patient())
    with pytest.raises(OutcomeUnknown):
        await Timed(slow, SOON).book(wish)
    slow.comes_back()
    made = await Timed(slow).outcome(wish)
    assert made is not None
    assert made.key == wish.key


async def test_an_error_of_the_adapters_own_does_not_get_out(story: Story) -> None:
    async def stumble(verb: str, call: Callable[[], Awaitable[Answer]], /) -> Answer:
        raise ValueError(f"in {verb}, {call}")

    broken = Timed(Through(story.crm, stumble))
    for verb, call in (await every_call(story)).items():
        with pytest.raises(OutcomeUnknown if verb in WRITING else Unavailable) as told:
            await call(broken)
        assert isinstance(told.value.__cause__, ValueError)


async def test_answers_and_errors_of_the_port_pass_as_they_are(story: Story) -> None:
    timed = Timed(story.crm)
    marta, orest = await story.patients(2)
    slot = await story.slot("Граб Іван", "2027-03-23 09:00")
    made = await timed.book(order(slot, marta))
    assert await timed.appointment(made.id) == made
    with pytest.raises(SlotTaken):
        await timed.book(order(slot, orest))
    with pytest.raises(NotFound):
        await timed.cancel("987654321")


async def test_who_gives_up_waiting_is_let_go(story: Story) -> None:
    silent = Faulty(story.crm)
    silent.answers_after(asyncio.Event())
    waiting = asyncio.create_task(Timed(silent).directory())
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting


@pytest.fixture
async def impatient(database: Database) -> None:
    """SQLite's own wait for a lock cannot be cut off: it is made short here."""
    if database.is_sqlite:
        event.listen(database.engine.sync_engine, "connect", lambda raw, _: raw.execute("PRAGMA busy_timeout=400"))
        await database.engine.dispose()


@pytest.mark.usefixtures("impatient")
async def test_a_booking_cut_off_behind_a_lock_leaves_nothing(story: Story, database: Database) -> None:
    wish = order(await story.slot("Граб Іван", "2027-03-23 09:00"), await story.patient())
    async with database.write() as connection:
        await connection.exec_driver_sql("UPDATE crm_feed SET last = last")  # holds back whoever wants to write
        with pytest.raises(OutcomeUnknown):
            await Timed(story.crm, SOON).book(wish)
    assert await story.crm.outcome(wish) is None
    assert (await story.crm.book(wish)).key == wish.key


def test_limits_by_kind() -> None:
    limits = Limits()
    assert {verb: limits.of(verb) for verb in VERBS} == {
        "directory": 10,
        "photo": 10,
        "free_slots": 5,
        **dict.fromkeys(("find_patients", "find_namesakes", "outcome"), 5),
        **dict.fromkeys(("appointment", "appointments", "changes"), 5),
        **dict.fromkeys(("book", "cancel", "create_patient", "reschedule"), 8),
    }
