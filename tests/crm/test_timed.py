"""Every call comes back in time, with an answer or with an error of the port's."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from crm.errors import NotFound, OutcomeUnknown, SlotTaken, Unavailable
from crm.port import Crm
from crm.through import Answer, Through
from crm.timed import WRITING, Limits, Timed
from tests.crm.story import Story, home_call, order, somebody, wall

NOW = Limits(directory=0, slots=0, reading=0, writing=0, check=0)
VERBS = sorted(name for name in vars(Crm) if not name.startswith("_") and name != "capabilities")


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
        "confirm": lambda crm: crm.confirm("1"),
        "request_home_call": lambda crm: crm.request_home_call(home_call(marta, "hrab")),
        "has_home_call": lambda crm: crm.has_home_call("key"),
        "appointment": lambda crm: crm.appointment("1"),
        "appointments": lambda crm: crm.appointments([marta.id], begin, end),
        "changes": lambda crm: crm.changes(None),
        "check": lambda crm: crm.check(),
    }


async def test_every_call_of_the_port_is_passed_under_its_own_name(any_story: Story) -> None:
    passed: list[str] = []

    async def note(verb: str, call: Callable[[], Awaitable[Answer]], /) -> Answer:
        passed.append(verb)
        return await call()

    calls = await every_call(any_story)
    assert sorted(calls) == VERBS
    through = Through(any_story.crm, note)
    through_appointment = await calls["book"](through)
    assert passed == ["book"]
    for verb in VERBS:
        if verb not in {"cancel", "reschedule"}:
            assert await calls[verb](through) == await calls[verb](any_story.crm)
    assert await calls["appointment"](through) == through_appointment
    await calls["reschedule"](through)
    await calls["cancel"](through)
    assert set(passed) == set(VERBS)
    assert through.capabilities is any_story.crm.capabilities


async def hang(_verb: str, _call: Callable[[], Awaitable[Answer]], /) -> Answer:
    await asyncio.Event().wait()
    raise AssertionError


async def carry_out_and_hang(_verb: str, call: Callable[[], Awaitable[Answer]], /) -> Answer:
    """The system works on, whether anybody still listens or not."""
    work = asyncio.ensure_future(call())
    try:
        await asyncio.Event().wait()
    finally:
        await work
    raise AssertionError


async def test_a_call_that_hangs_is_cut_off(any_story: Story) -> None:
    silent = Timed(Through(any_story.crm, hang), NOW)
    calls = await every_call(any_story)
    async with asyncio.timeout(5):  # not one of them waits
        for verb, call in calls.items():
            with pytest.raises(OutcomeUnknown if verb in WRITING else Unavailable) as cut:
                await call(silent)
            assert isinstance(cut.value.__cause__, TimeoutError)


async def test_what_is_cut_off_may_have_happened(any_story: Story) -> None:
    wish = order(await any_story.slot("Граб Іван", "2027-03-23 09:00"), await any_story.patient())
    with pytest.raises(OutcomeUnknown):
        await Timed(Through(any_story.crm, carry_out_and_hang), NOW).book(wish)
    made = await Timed(any_story.crm).outcome(wish)
    assert made is not None
    assert made.key == wish.key


async def test_an_error_of_the_adapters_own_does_not_get_out(any_story: Story) -> None:
    async def stumble(verb: str, call: Callable[[], Awaitable[Answer]], /) -> Answer:
        raise ValueError(f"in {verb}, {call}")

    broken = Timed(Through(any_story.crm, stumble))
    for verb, call in (await every_call(any_story)).items():
        with pytest.raises(OutcomeUnknown if verb in WRITING else Unavailable) as told:
            await call(broken)
        assert isinstance(told.value.__cause__, ValueError)


async def test_answers_and_errors_of_the_port_pass_as_they_are(any_story: Story) -> None:
    timed = Timed(any_story.crm)
    marta, orest = await any_story.patients(2)
    slot = await any_story.slot("Граб Іван", "2027-03-23 09:00")
    made = await timed.book(order(slot, marta))
    assert await timed.appointment(made.id) == made
    with pytest.raises(SlotTaken):
        await timed.book(order(slot, orest))
    with pytest.raises(NotFound):
        await timed.cancel("987654321")


async def test_who_gives_up_waiting_is_let_go(any_story: Story) -> None:
    waiting = asyncio.create_task(Timed(Through(any_story.crm, hang)).directory())
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting


def test_limits_by_kind() -> None:
    limits = Limits()
    assert {verb: limits.of(verb) for verb in VERBS} == {
        "directory": 10,
        "photo": 10,
        "free_slots": 5,
        "check": 60,
        **dict.fromkeys(("find_patients", "find_namesakes", "outcome", "has_home_call"), 5),
        **dict.fromkeys(("appointment", "appointments", "changes"), 5),
        **dict.fromkeys(("book", "cancel", "confirm", "create_patient", "reschedule", "request_home_call"), 8),
    }
    assert (limits.at_once, limits.turn) == (8, 12)


async def test_a_crowd_takes_turns_and_is_not_refused(any_story: Story) -> None:
    under_way, most = 0, 0

    async def count(_verb: str, call: Callable[[], Awaitable[Answer]], /) -> Answer:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        await asyncio.sleep(0)
        answer = await call()
        under_way -= 1
        return answer

    timed = Timed(Through(any_story.crm, count), Limits(at_once=2))
    found = await asyncio.gather(*(timed.find_patients("+380501100001") for _ in range(20)))
    assert len(found) == 20
    assert most == 2


async def test_whoever_waits_too_long_for_a_turn_hears_so_and_nothing_was_sent(any_story: Story) -> None:
    begun, silent = asyncio.Event(), asyncio.Event()
    passed: list[str] = []

    async def hang(verb: str, call: Callable[[], Awaitable[Answer]], /) -> Answer:
        passed.append(verb)
        begun.set()
        await silent.wait()
        return await call()

    timed = Timed(Through(any_story.crm, hang), Limits(at_once=1, turn=0.01))
    first = asyncio.create_task(timed.directory())
    await begun.wait()
    with pytest.raises(Unavailable):
        await timed.create_patient(somebody(7))
    silent.set()
    await first
    assert passed == ["directory"]
