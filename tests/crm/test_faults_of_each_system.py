"""Whatever becomes of a call, on its way or on the way back: one visit, one card, nothing told that is not so.

For each system that is reached by HTTP: whatever changes something there is begun, and each of its calls is broken in
turn, in each way. What breaks the built-in one: tests/crm/embedded/test_faults.py. All of it as tables: docs/faults.md,
which ``python -m tests.crm.test_faults_of_each_system`` prints.
"""

import asyncio
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

import pytest
from aiohttp import web

from crm.errors import Unavailable
from crm.timed import Limits, Timed
from tests.architecture.rooms import ROOT
from tests.crm.broken_line import Fault
from tests.crm.deeds import DONE, VERBS, Deed, Deeds, first_told
from tests.crm.story import Story
from tests.crm.targets import ClinicSystem, OverALine, Target

PATIENT = Limits(slots=30, reading=30, writing=30)  # nothing here depends on how quick the machine is
HASTY = Limits(slots=0.6, reading=0.6, writing=0.6)

UNKNOWN, NOTHING, REFUSED = "OutcomeUnknown", "Unavailable", "AuthFailed"
EITHER = f"{DONE}, {UNKNOWN}"


@dataclass(frozen=True, slots=True)
class Told:
    """What is told first. ``after``: by verb, whichever call is broken from the first on that writes; how it is
    afterwards often tells what its answer did not. ``before``: where a call before that one breaks."""

    verbs: Sequence[str]
    after: Mapping[Fault, Sequence[str]]
    before: Mapping[Fault, str]


ON_FHIR = Told(
    VERBS,
    {
        Fault.ANSWER_LOST: (EITHER, DONE, DONE, EITHER, DONE),
        Fault.ERROR_BEFORE: (UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN),
        Fault.ERROR_AFTER: (UNKNOWN, EITHER, EITHER, UNKNOWN, DONE),
        Fault.HTML: (UNKNOWN, EITHER, EITHER, UNKNOWN, DONE),
        Fault.HALF: (UNKNOWN, EITHER, EITHER, UNKNOWN, DONE),
        Fault.HANGS: (UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN),
        Fault.CUT: (EITHER, EITHER, EITHER, EITHER, UNKNOWN),
        Fault.UNAUTHORISED: (*(f"{REFUSED}, {UNKNOWN}",) * 4, "Refused"),
    },
    {
        Fault.ERROR_BEFORE: NOTHING,
        Fault.UNAUTHORISED: REFUSED,
        Fault.CUT: DONE,  # asked once more
    },
)
ON_ELEKS = Told(
    ("create_patient", "book", "cancel"),
    {
        Fault.ANSWER_LOST: (UNKNOWN, UNKNOWN, EITHER),
        Fault.ERROR_BEFORE: (UNKNOWN, UNKNOWN, UNKNOWN),
        Fault.ERROR_AFTER: (UNKNOWN, UNKNOWN, EITHER),
        Fault.HTML: (UNKNOWN, UNKNOWN, EITHER),
        Fault.HALF: (UNKNOWN, UNKNOWN, EITHER),
        Fault.HANGS: (UNKNOWN, UNKNOWN, UNKNOWN),
        Fault.CUT: (UNKNOWN, UNKNOWN, UNKNOWN),
        Fault.UNAUTHORISED: (DONE, DONE, DONE),  # a dead token is renewed, and nobody notices
    },
    {
        Fault.ERROR_BEFORE: NOTHING,
        Fault.UNAUTHORISED: f"{DONE}, {REFUSED}",  # the latter where it is the login itself
        Fault.CUT: NOTHING,
    },
)
TOLD = {"fhir": ON_FHIR, "fhir-bad": ON_FHIR, "fhir-managed": ON_FHIR, "eleks": ON_ELEKS}


@dataclass
class Nth:
    """The so-manieth call that passes."""

    number: int
    seen: int = field(default=0, init=False)

    def __call__(self, _request: web.Request, _body: bytes) -> bool:
        self.seen += 1
        return self.seen == self.number


async def calls_of(system: OverALine, deed: Deed) -> tuple[int, int]:
    """How many it takes, and which is the first that writes."""
    writing: list[bool] = []

    def breaks_none(request: web.Request, body: bytes) -> bool:
        writing.append(system.writes(request, body))
        return False

    async with system.over_a_line() as (crm, way):
        way.breaks(Fault.CUT, breaks_none)
        await deed.begins(crm)
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


@pytest.fixture
def system(clinic_system: ClinicSystem) -> OverALine:
    return cast(OverALine, clinic_system)


@pytest.fixture
def deeds(story: Story) -> Deeds:
    return Deeds(story)


@pytest.fixture
def told(request: pytest.FixtureRequest) -> Told:
    return TOLD[request.node.callspec.params["target"]]


@pytest.mark.over_a_line
@pytest.mark.parametrize("fault", Fault, ids=lambda fault: fault.name)
async def test_it_is_done_once_whatever_breaks(
    deeds: Deeds, system: OverALine, target: Target, told: Told, fault: Fault
) -> None:
    assert deeds.verbs == list(told.verbs)
    for verb, words in zip(told.verbs, told.after[fault], strict=True):
        last, writing = await calls_of(system, await deeds.next(verb))
        numbers = range(writing, min(last, writing - 1 + target.over_a_line) + 1)
        each = [(await deeds.next(verb), number) for number in numbers]
        heard = set(await asyncio.gather(*(broken(system, deed, fault, number) for deed, number in each)))
        assert heard <= set(words.split(", ")), verb
        assert last > numbers[-1] or heard == set(words.split(", ")), f"{verb}: the table says more than there is"


@pytest.mark.over_a_line("fhir", "eleks")  # its other forms are read in the same way
@pytest.mark.parametrize("fault", ON_FHIR.before, ids=lambda fault: fault.name)  # what else: tests/crm/test_http.py
async def test_nothing_is_done_where_it_breaks_before(
    deeds: Deeds, system: OverALine, told: Told, fault: Fault
) -> None:
    for verb in told.verbs:
        _, writing = await calls_of(system, await deeds.next(verb))
        each = [(await deeds.next(verb), number) for number in range(1, writing)]
        heard = await asyncio.gather(*(broken(system, deed, fault, number) for deed, number in each))
        assert set(heard) <= set(told.before[fault].split(", ")), verb


@pytest.mark.over_a_line
async def test_where_nobody_listens_nothing_is_done_and_nothing_lost(deeds: Deeds, system: OverALine) -> None:
    for verb in deeds.verbs:
        deed = await deeds.next(verb)
        async with system.over_a_line() as (crm, way):
            await way.refuses()
            with pytest.raises(Unavailable):
                await deed.begins(crm)
            assert await deed.times(system.crm) == 0
            await way.is_mended()
            await deed.goes_on(crm)
        assert await deed.times(system.crm) == 1


def table(told: Told) -> str:
    rows = [f"| {fault.value[0]} | {' | '.join(cells)} |" for fault, cells in told.after.items()]
    nobody = f"| nobody listens | {' | '.join([NOTHING] * len(told.verbs))} |"
    return "\n".join([f"| | {' | '.join(told.verbs)} |", "|---" * (len(told.verbs) + 1) + "|", *rows, nobody])


@pytest.mark.parametrize("told", [ON_FHIR, ON_ELEKS], ids=["fhir", "eleks"])
def test_the_page_has_the_table(told: Told) -> None:
    assert table(told) in (ROOT / "docs" / "faults.md").read_text(encoding="utf-8")


if __name__ == "__main__":
    sys.stdout.write(f"{table(ON_FHIR)}\n\n{table(ON_ELEKS)}\n")
