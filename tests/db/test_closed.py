"""Who hears that a branch is closed, or open after all: every chat of the patient, once a closure."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from clinic.model import Away, Clinic
from crm.model import Status
from db.clinic_file import ClinicStore
from db.closed import BookedStore, ClosedStore
from db.database import Database
from db.outbox import OutboxStore
from reception.closures import Affected, Closures, closures
from reminders.outbox import Message, State, Why
from reminders.plan import Kind
from reminders.quiet import Quiet, awake
from tests.crm.story import wall
from tests.db.test_changes import TOMORROW, VISIT
from tests.db.test_changes import Desk as Before

TUESDAY: Closures = {"centre": ((wall("2026-11-24 00:00"), wall("2026-11-25 00:00")),)}
OPEN: Closures = {}
ENDS = TOMORROW + timedelta(minutes=20)
HERE = replace(VISIT, ends_at=ENDS)


class Desk(Before):
    async def closes(self, closed: Closures) -> list[tuple[str, int]]:
        """As the program does that serves such a clinic; whom nobody may tell."""
        self.store = self.another(closed)
        return [(one.patient_id, one.account) for one in await self.store.tell()]

    def another(self, closed: Closures) -> ClosedStore:
        """Process."""
        due = partial(awake, quiet=Quiet())
        return ClosedStore(self.database, self.clock, closed, due, lambda _branch: "Europe/Kyiv")

    async def says(self, state: State = State.SENT, why: Why | None = None) -> list[tuple[Kind, int | None]]:
        """All that is due now, and it ends so."""
        outbox, told = OutboxStore(self.database, self.clock), await self.told()
        for message in told:
            await outbox.begin(message)
            await outbox.settle(message, state, why)
        return [(message.kind, message.account) for message in told]

    async def told(self) -> list[Message]:
        self.outbox = OutboxStore(self.database, self.clock)
        return await self.outbox.claim(99)


@pytest.fixture
async def desk(database: Database) -> Desk:
    return Desk(database)


async def test_every_chat_of_the_patient_hears_once(desk: Desk) -> None:
    mother, father = await desk.chat(1), await desk.chat(2)
    await desk.mirror.keep(HERE)
    assert await desk.closes(TUESDAY) == []
    await desk.store.tell()
    first, second = await desk.told()
    assert [(one.kind, one.account, one.visits[0].starts_at, one.expires_at) for one in (first, second)] == [
        (Kind.CLOSED, mother.id, TOMORROW, TOMORROW),
        (Kind.CLOSED, father.id, TOMORROW, TOMORROW),
    ]
    await desk.closes(TUESDAY)
    assert await desk.told() == [], "another process, after a restart"


@pytest.mark.parametrize(
    "of",
    [
        {"branch_id": "boulevard"},
        {"status": Status.CANCELLED},
        {"starts_at": wall("2026-11-25 00:00"), "ends_at": wall("2026-11-25 00:20")},
        {"starts_at": wall("2026-11-23 23:40"), "ends_at": wall("2026-11-24 00:00")},
    ],
)
async def test_only_what_stands_and_touches_the_closure_is_told_of(desk: Desk, of: dict[str, object]) -> None:
    await desk.chat(1)
    await desk.mirror.keep(replace(HERE, **of))  # type: ignore[arg-type]
    await desk.closes(TUESDAY)
    assert await desk.told() == []


async def test_nobody_is_told_of_what_has_begun(desk: Desk) -> None:
    await desk.chat(1)
    await desk.mirror.keep(HERE)
    desk.clock.goes_to(TOMORROW)
    await desk.closes(TUESDAY)
    assert await desk.told() == []


async def test_of_several_processes_at_once_one_tells(desk: Desk) -> None:
    for one in range(1, 6):
        await desk.chat(one)
    await desk.mirror.keep(HERE)
    for closed, kind in ((TUESDAY, Kind.CLOSED), (OPEN, Kind.REOPENED)):
        await asyncio.gather(*(desk.another(closed).tell() for _ in range(4)))
        assert [said for said, _ in await desk.says()] == [kind] * 5


async def test_a_process_that_is_behind_says_nothing(desk: Desk, clinic: Clinic) -> None:
    mother, clinics = await desk.chat(1), ClinicStore(desk.database, desk.clock)
    await desk.mirror.keep(replace(HERE, branch_id="center"))
    shut = shut_on(clinic, "2026-11-24")
    await clinics.save(shut)
    await desk.another(closures(shut)).tell()
    assert await desk.says() == [(Kind.CLOSED, mother.id)]
    behind = desk.another(OPEN)
    await behind.tell()
    assert await desk.told() == [], "it is not open after all"
    await clinics.save(clinic)
    await behind.tell()
    assert await desk.says() == [(Kind.REOPENED, mother.id)]
    await desk.another(closures(shut)).tell()
    assert await desk.told() == [], "it is not closed again"


def shut_on(clinic: Clinic, day: str) -> Clinic:
    center, *others = clinic.branches
    shut = center.model_copy(update={"closed": (Away.model_validate({"from": day, "to": day}),)})
    return clinic.model_copy(update={"branches": (shut, *others)})


async def test_at_night_it_waits_for_the_morning_unless_the_visit_is_early(desk: Desk) -> None:
    await desk.chat(1)
    await desk.mirror.keep(HERE)
    await desk.mirror.keep(replace(HERE, id="2", starts_at=wall("2026-11-24 08:30"), ends_at=wall("2026-11-24 09:00")))
    desk.clock.goes_to(wall("2026-11-23 23:00"))
    await desk.closes(TUESDAY)
    (pressing,) = await desk.told()
    assert pressing.visits[0].appointment_id == "2"
    desk.clock.goes_to(wall("2026-11-24 08:00"))
    (other,) = await desk.told()
    assert other.visits[0].appointment_id == "1"


async def test_whoever_was_told_hears_that_it_is_open_after_all_and_of_the_next_closure(desk: Desk) -> None:
    mother = await desk.chat(1)
    await desk.mirror.keep(HERE)
    await desk.closes(TUESDAY)
    assert await desk.says() == [(Kind.CLOSED, mother.id)]
    for closed, kind in ((OPEN, Kind.REOPENED), (TUESDAY, Kind.CLOSED)):
        await desk.closes(closed)
        await desk.closes(closed)
        assert await desk.says() == [(kind, mother.id)]


async def test_what_was_moved_meanwhile_is_not_said_to_stand(desk: Desk) -> None:
    await desk.chat(1)
    await desk.mirror.keep(HERE)
    await desk.closes(TUESDAY)
    await desk.says()
    await desk.mirror.keep(replace(HERE, status=Status.CANCELLED, version="2"), told=True)
    await desk.closes(OPEN)
    assert await desk.told() == []


async def test_what_was_not_said_yet_is_taken_back(desk: Desk) -> None:
    await desk.chat(1)
    await desk.mirror.keep(HERE)
    desk.clock.goes_to(wall("2026-11-23 22:00"))
    await desk.closes(TUESDAY)
    await desk.closes(OPEN)
    desk.clock.goes_to(wall("2026-11-24 09:00"))
    assert await desk.told() == [], "neither of them"


async def test_what_is_under_way_is_waited_for(desk: Desk) -> None:
    mother = await desk.chat(1)
    await desk.mirror.keep(HERE)
    await desk.closes(TUESDAY)
    (message,) = await desk.told()
    outbox = desk.outbox
    await desk.closes(OPEN)
    assert await desk.told() == []
    await outbox.begin(message)
    await outbox.settle(message, State.SENT)
    await desk.store.tell()
    assert await desk.says() == [(Kind.REOPENED, mother.id)]


async def test_what_an_unproven_number_may_not_hear_of_is_reception_s_to_phone(desk: Desk) -> None:
    stranger = await desk.chat(1, verified=False)
    await desk.mirror.keep(HERE)
    assert await desk.closes(TUESDAY) == [("marta", stranger.id)]
    assert await desk.told() == []
    await desk.chat(2)
    assert await desk.closes(TUESDAY) == [], "somebody proven acts for the patient now"


async def test_the_preview_counts_visits_once_and_whom_the_bot_reaches(desk: Desk) -> None:
    mother, father = await desk.chat(1), await desk.chat(2)
    await desk.mirror.keep(HERE)
    await desk.mirror.keep(replace(HERE, id="2", starts_at=ENDS, ends_at=ENDS + timedelta(minutes=20)))
    booked = BookedStore(desk.database, desk.clock)
    assert await booked.affected(TUESDAY) == Affected(booked=2, told=2)
    await desk.people.is_out_of_reach(mother.id)
    assert await booked.affected(TUESDAY) == Affected(booked=2, told=2), "the father reads it"
    await desk.people.is_out_of_reach(father.id)
    assert (await booked.affected(TUESDAY)).to_phone == 2
    assert await booked.affected(OPEN) == Affected(0, 0)


async def test_it_is_known_whether_any_chat_has_heard(desk: Desk) -> None:
    await desk.chat(1)
    await desk.mirror.keep(HERE)
    await desk.closes(TUESDAY)
    (number,) = (await desk.mirror.ids([HERE.id])).values()
    assert await desk.store.is_told(number, TOMORROW), "about to"
    assert not await desk.store.is_told(number, ENDS), "at another time it was another visit"
    await desk.says(State.FAILED, Why.BLOCKED)
    assert not await desk.store.is_told(number, TOMORROW)
