"""Whatever becomes of a call, on its way or on the way back: one visit, one card, nothing told that is not so.

``python -m tests.crm.eleks.test_faults`` prints what is proven here as a table.
"""

import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Protocol

import pytest
from aiohttp import web

from crm.errors import CrmError, Unavailable
from crm.model import Appointment, NewPatient, Order
from crm.port import Crm
from crm.timed import Limits, Timed
from tests.crm.broken_line import BrokenLine, Fault
from tests.crm.eleks.server import Server
from tests.crm.eleks.target import EleksSystem
from tests.crm.story import Story, somebody

SHORT = Limits(reading=0.3, writing=0.3)  # where it hangs; else as ever


class Deed(Protocol):
    """Something that is to be changed, what the desk does about it later, and how often it has been done."""

    async def begins(self, crm: Crm) -> object: ...

    async def goes_on(self, crm: Crm) -> object: ...

    def times(self, server: Server) -> int: ...


@dataclass(frozen=True)
class Registering:
    new: NewPatient

    async def begins(self, crm: Crm) -> object:
        return await crm.create_patient(self.new)

    async def goes_on(self, crm: Crm) -> object:
        return (await crm.find_patients(self.new.phone) or [await crm.create_patient(self.new)])[0]

    def times(self, server: Server) -> int:
        return len([card for card in server.world.cards.values() if card.phone in self.new.phone])


@dataclass(frozen=True)
class Booking:
    wish: Order

    async def begins(self, crm: Crm) -> object:
        return await crm.book(self.wish)

    async def goes_on(self, crm: Crm) -> object:
        return await crm.outcome(self.wish) or await crm.book(self.wish)

    def times(self, server: Server) -> int:
        active = [one for one in server.world.visits.values() if one.status == "CNF"]
        return len([one for one in active if self.wish.key in one.note])


@dataclass(frozen=True)
class Cancelling:
    made: Appointment

    async def begins(self, crm: Crm) -> object:
        return await crm.cancel(self.made.id)

    async def goes_on(self, crm: Crm) -> object:
        return await crm.cancel(self.made.id)

    def times(self, server: Server) -> int:
        return int(server.world.visits[int(self.made.id)].status == "CNL")


DONE, UNKNOWN, NOTHING = "done", "OutcomeUnknown", "Unavailable"
LOST = [fault for fault in Fault if fault not in {Fault.REFUSED, Fault.UNAUTHORISED}]


def told(words: str, **other: str) -> dict[Fault, str]:
    """``words`` after each fault but those named; a dead token is renewed, and nobody notices."""
    return dict.fromkeys(LOST, words) | {Fault.UNAUTHORISED: DONE} | {Fault[name]: one for name, one in other.items()}


# What is broken (the so-manieth call of a procedure), and what the caller is told first. In the end it is always done.
CASES: dict[str, dict[str, tuple[str, int, dict[Fault, str]]]] = {
    "create_patient": {
        "sending": ("spzIBPatientCreate", 1, told(UNKNOWN)),
        "reading back": ("spzIBPatientSearch", 1, told(UNKNOWN)),
    },
    "book": {
        "looking before": ("spzIBFreeSeanceDetails", 1, told(NOTHING, HANGS=UNKNOWN)),
        "sending": ("spzIBScheduleCreate", 1, told(UNKNOWN)),
        "reading back": ("spzIBScheduleBookingDetails", 1, told(UNKNOWN)),
    },
    "cancel": {
        "looking before": ("spzIBScheduleBookingDetails", 1, told(NOTHING, HANGS=UNKNOWN)),
        # How the visit is afterwards tells what the answer did not.
        "sending": ("spzIBScheduleCancel", 1, told(DONE, ERROR_BEFORE=UNKNOWN, HANGS=UNKNOWN)),
        "reading back": ("spzIBScheduleBookingDetails", 2, told(UNKNOWN)),
    },
}
EACH = [
    pytest.param(verb, *case[:2], fault, words, id=f"{verb}, {step}, {fault.name}")
    for verb, steps in CASES.items()
    for step, case in steps.items()
    for fault, words in case[2].items()
]


@dataclass
class Call:
    """Whether it is the one to be broken."""

    procedure: str
    number: int
    seen: int = field(default=0, init=False)

    def __call__(self, _: web.Request, body: bytes) -> bool:
        is_meant = f'"{self.procedure}"'.encode() in body
        self.seen += is_meant
        return is_meant and self.seen == self.number


@pytest.fixture
async def crm(system: EleksSystem, broken: BrokenLine) -> AsyncIterator[Crm]:
    """Through a line that breaks; it has worked before."""
    crm = Timed(await system.another(broken.url))
    await crm.directory()
    yield crm
    await broken.is_mended()


@pytest.fixture
async def deeds(story: Story, wish: Order) -> dict[str, Deed]:
    made = await story.booked(await story.patient(2), await story.slot("Граб Іван", "2027-03-26 09:00"))
    return {"create_patient": Registering(somebody(9)), "book": Booking(wish), "cancel": Cancelling(made)}


@pytest.mark.parametrize(("verb", "procedure", "number", "fault", "words"), EACH)
async def test_it_is_done_once_whatever_breaks(
    server: Server,
    broken: BrokenLine,
    crm: Crm,
    deeds: dict[str, Deed],
    verb: str,
    procedure: str,
    number: int,
    fault: Fault,
    words: str,
) -> None:
    deed = deeds[verb]
    broken.breaks(fault, Call(procedure, number))
    assert await first_told(Timed(crm, SHORT) if fault is Fault.HANGS else crm, deed) == words
    assert deed.times(server) == 1 or words != DONE, "told, and not so"

    await broken.is_mended()
    after = await deed.goes_on(crm)

    assert deed.times(server) == 1
    assert await deed.goes_on(crm) == after
    assert deed.times(server) == 1


@pytest.mark.parametrize("verb", CASES)
async def test_where_nobody_listens_nothing_is_done_and_nothing_lost(
    system: EleksSystem, server: Server, broken: BrokenLine, deeds: dict[str, Deed], verb: str
) -> None:
    crm, deed = Timed(await system.another(broken.url)), deeds[verb]
    await broken.refuses()
    with pytest.raises(Unavailable):
        await deed.begins(crm)
    assert deed.times(server) == 0
    await broken.is_mended()
    await deed.goes_on(crm)
    assert deed.times(server) == 1


@pytest.mark.parametrize("fault", [fault for fault in LOST if fault is not Fault.HANGS])
async def test_a_login_that_breaks_in_the_middle_of_a_booking_changes_nothing(
    server: Server, broken: BrokenLine, crm: Crm, deeds: dict[str, Deed], fault: Fault
) -> None:
    async def token_dies() -> None:
        server.accounts.all_die()

    server.afterwards["spzIBScheduleList"] = token_dies
    broken.breaks(fault, lambda request, _: request.path == "/api/token")
    assert await first_told(crm, deeds["book"]) == NOTHING
    assert deeds["book"].times(server) == 0
    await broken.is_mended()
    await deeds["book"].goes_on(crm)
    assert deeds["book"].times(server) == 1


async def first_told(crm: Crm, deed: Deed) -> str:
    try:
        await deed.begins(crm)
    except CrmError as error:
        return type(error).__name__
    return DONE


def table() -> str:
    rows = [f"| {fault.value[0]} | {' | '.join(_cells(fault))} |" for fault in [*LOST, Fault.UNAUTHORISED]]
    steps = [f"{verb}, {step}" for verb, own in CASES.items() for step in own]
    refused = f"| {Fault.REFUSED.value[0]} | {' | '.join(NOTHING for _ in steps)} |"
    return "\n".join([f"| | {' | '.join(steps)} |", "|---" * (len(steps) + 1) + "|", *rows, refused])


def _cells(fault: Fault) -> list[str]:
    return [case[2][fault] for steps in CASES.values() for case in steps.values()]


if __name__ == "__main__":
    sys.stdout.write(f"{table()}\n")
