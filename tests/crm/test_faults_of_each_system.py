"""Whatever becomes of a call, on its way or on the way back: one visit, one card, nothing told that is not so.

For each system that is reached by HTTP: whatever changes something there is begun, and each of its calls is broken in
turn, in each way. ``python -m tests.crm.test_faults_of_each_system`` prints what is proven here as a table.
"""

import asyncio
import sys
from dataclasses import dataclass, field
from itertools import count
from typing import Protocol, cast

import pytest
from aiohttp import web

from crm.errors import CrmError, Unavailable
from crm.model import Appointment, NewPatient, Order, Slot, Status
from crm.port import Crm
from crm.timed import Limits, Timed
from tests.crm.broken_line import Fault
from tests.crm.story import Story, order, somebody
from tests.crm.targets import ClinicSystem, OverALine, Target

PATIENT = Limits(slots=30, reading=30, writing=30)  # nothing here depends on how quick the machine is
HASTY = Limits(slots=0.6, reading=0.6, writing=0.6)


class Deed(Protocol):
    """Something that is to be changed, and what the desk does about it later."""

    async def begins(self, crm: Crm) -> object: ...

    async def goes_on(self, crm: Crm) -> object: ...

    async def times(self, crm: Crm) -> int:
        """How often it has been done."""
        ...


@dataclass(frozen=True)
class Registering:
    new: NewPatient

    async def begins(self, crm: Crm) -> object:
        return await crm.create_patient(self.new)

    async def goes_on(self, crm: Crm) -> object:
        return (await crm.find_patients(self.new.phone) or [await crm.create_patient(self.new)])[0]

    async def times(self, crm: Crm) -> int:
        return len(await crm.find_patients(self.new.phone))


@dataclass(frozen=True)
class Booking:
    wish: Order

    async def begins(self, crm: Crm) -> object:
        return await crm.book(self.wish)

    async def goes_on(self, crm: Crm) -> object:
        return await crm.outcome(self.wish) or await crm.book(self.wish)

    async def times(self, crm: Crm) -> int:
        return len(await booked(crm, self.wish))


@dataclass(frozen=True)
class Moving:
    made: Appointment
    wish: Order

    async def begins(self, crm: Crm) -> object:
        return await crm.reschedule(self.made.id, self.wish)

    async def goes_on(self, crm: Crm) -> object:
        return await crm.outcome(self.wish) or await crm.reschedule(self.made.id, self.wish)

    async def times(self, crm: Crm) -> int:
        old = Order("", Slot("", "", "", self.made.starts_at, self.made.ends_at), self.made.patient_id)
        here, there = await booked(crm, old), await booked(crm, self.wish)
        assert len(here) + len(there) == 1, "it is always somewhere, and never at both times"
        return len(there)


@dataclass(frozen=True)
class Cancelling:
    made: Appointment

    async def begins(self, crm: Crm) -> object:
        return await crm.cancel(self.made.id)

    async def goes_on(self, crm: Crm) -> object:
        return await crm.cancel(self.made.id)

    async def times(self, crm: Crm) -> int:
        return int((await crm.appointment(self.made.id)).status is Status.CANCELLED)


async def booked(crm: Crm, wish: Order) -> list[Appointment]:
    found = await crm.appointments([wish.patient_id], wish.slot.starts_at, wish.slot.ends_at)
    return [one for one in found if one.status is Status.BOOKED]


class Deeds:
    """Each with a patient and times of its own."""

    def __init__(self, story: Story) -> None:
        self._story = story
        self._days = iter(("2027-03-23", "2027-03-26", "2027-03-29", "2027-03-30", "2027-03-31", "2027-04-01"))
        self._slots: list[Slot] = []
        self._numbers = count()

    async def next(self, verb: str) -> Deed:
        number, crm = next(self._numbers), self._story.crm
        if verb == "create_patient":
            return Registering(somebody(number))
        patient = await self._story.patient(number)
        wish = order(await self._slot(), patient)
        if verb == "book":
            return Booking(wish)
        made = await crm.book(wish)
        return Cancelling(made) if verb == "cancel" else Moving(made, order(await self._slot(), patient))

    async def _slot(self) -> Slot:
        if not self._slots:
            free = await self._story.free("Граб Іван", next(self._days))
            self._slots = [one for one in free if one.starts_at.minute in {0, 30}]
        return self._slots.pop()


@dataclass
class Nth:
    """The so-manieth call that passes."""

    number: int
    seen: int = field(default=0, init=False)

    def __call__(self, _request: web.Request, _body: bytes) -> bool:
        self.seen += 1
        return self.seen == self.number


DONE, UNKNOWN, NOTHING, REFUSED = "done", "OutcomeUnknown", "Unavailable", "AuthFailed"
EITHER = f"{DONE}, {UNKNOWN}"
VERBS = ("create_patient", "book", "reschedule", "cancel")

# What is told first, whichever call is broken from the first on that writes: how it is afterwards often tells what its
# answer did not.
TOLD: dict[Fault, tuple[str, str, str, str]] = {
    Fault.ANSWER_LOST: (EITHER, DONE, DONE, EITHER),
    Fault.ERROR_BEFORE: (UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN),
    Fault.ERROR_AFTER: (UNKNOWN, EITHER, EITHER, UNKNOWN),
    Fault.HTML: (UNKNOWN, EITHER, EITHER, UNKNOWN),
    Fault.HALF: (UNKNOWN, EITHER, EITHER, UNKNOWN),
    Fault.HANGS: (UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN),
    Fault.REFUSED: (EITHER, EITHER, EITHER, EITHER),
    Fault.UNAUTHORISED: (f"{REFUSED}, {UNKNOWN}",) * 4,
}
# And before that: a read is a read, whatever breaks it.
BEFORE = {Fault.ERROR_BEFORE: NOTHING, Fault.UNAUTHORISED: REFUSED, Fault.REFUSED: DONE}


async def calls_of(system: OverALine, deed: Deed) -> tuple[int, int]:
    """How many it takes, and which is the first that writes."""
    async with system.over_a_line() as (crm, way):
        await deed.begins(crm)
        writing = [not call.startswith("GET") for call in way.passed]
        return len(writing), 1 + writing.index(True)


async def broken(system: OverALine, deed: Deed, fault: Fault, number: int) -> str:
    """What is told first when this call is broken; in the end it is done, once."""
    async with system.over_a_line() as (reached, way):
        crm = Timed(reached, HASTY if fault is Fault.HANGS else PATIENT)
        way.breaks(fault, Nth(number))
        told = await first_told(deed, crm)
        await way.is_mended()
        done = await deed.times(system.crm)
        assert told == UNKNOWN or done == (told == DONE), f"{told} is told, and it is not so"
        after = await deed.goes_on(reached)
    assert await deed.goes_on(system.crm) == after
    assert await deed.times(system.crm) == 1
    return told


async def first_told(deed: Deed, crm: Crm) -> str:
    try:
        await deed.begins(crm)
    except CrmError as error:
        return type(error).__name__
    return DONE


@pytest.fixture
def system(clinic_system: ClinicSystem) -> OverALine:
    return cast(OverALine, clinic_system)


@pytest.fixture
def deeds(story: Story) -> Deeds:
    return Deeds(story)


@pytest.mark.over_a_line
@pytest.mark.parametrize("fault", Fault, ids=lambda fault: fault.name)
@pytest.mark.parametrize("verb", VERBS)
async def test_it_is_done_once_whatever_breaks(
    deeds: Deeds, system: OverALine, target: Target, verb: str, fault: Fault
) -> None:
    last, writing = await calls_of(system, await deeds.next(verb))
    numbers = range(writing, min(last, writing - 1 + target.over_a_line) + 1)
    each = [(await deeds.next(verb), number) for number in numbers]
    told = await asyncio.gather(*(broken(system, deed, fault, number) for deed, number in each))
    assert set(told) <= set(TOLD[fault][VERBS.index(verb)].split(", "))


@pytest.mark.over_a_line("fhir")  # the others are read in the same way
@pytest.mark.parametrize("fault", BEFORE, ids=lambda fault: fault.name)
@pytest.mark.parametrize("verb", VERBS[1:])
async def test_nothing_is_done_where_it_breaks_before(deeds: Deeds, system: OverALine, verb: str, fault: Fault) -> None:
    _, writing = await calls_of(system, await deeds.next(verb))
    each = [(await deeds.next(verb), number) for number in range(1, writing)]
    told = await asyncio.gather(*(broken(system, deed, fault, number) for deed, number in each))
    assert set(told) == {BEFORE[fault]}


@pytest.mark.over_a_line
@pytest.mark.parametrize("verb", VERBS)
async def test_where_nobody_listens_nothing_is_done_and_nothing_lost(
    deeds: Deeds, system: OverALine, verb: str
) -> None:
    deed = await deeds.next(verb)
    async with system.over_a_line() as (crm, way):
        await way.refuses()
        with pytest.raises(Unavailable):
            await deed.begins(crm)
        assert await deed.times(system.crm) == 0
        await way.is_mended()
        await deed.goes_on(crm)
    assert await deed.times(system.crm) == 1


def table() -> str:
    rows = [f"| {fault.value[0]} | {' | '.join(cells)} |" for fault, cells in TOLD.items()]
    return "\n".join([f"| | {' | '.join(VERBS)} |", "|---" * (len(VERBS) + 1) + "|", *rows])


if __name__ == "__main__":
    sys.stdout.write(f"{table()}\n")
