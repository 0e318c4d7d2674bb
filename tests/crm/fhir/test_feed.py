"""The feed of changes by ``_lastUpdated``: none missed, each once, whatever moves while it is read."""

from datetime import timedelta

import pytest

from crm.access import Access
from crm.errors import Refused
from crm.fhir.adapter import open_fhir
from crm.model import Appointment, Slot, Status
from crm.port import Crm
from tests.crm.clock import MovableClock
from tests.crm.fhir.behind import LONG_AGO, Behind, appointment
from tests.crm.fhir.midway import Nth, looks
from tests.crm.fhir.odd_server import bundle, odd_server
from tests.crm.fhir.system import FhirSystem
from tests.crm.story import Story
from tests.crm.verba import NOW, VERBA

NINE = "2027-03-23 09:00"
SECOND = timedelta(seconds=1)


@pytest.fixture
async def nine(story: Story) -> Slot:
    return await story.slot("Граб Іван", NINE)


async def changed(crm: Crm, cursor: str) -> tuple[list[str], str]:
    found = await crm.changes(cursor)
    return [one.id for one in found.appointments], found.cursor


async def test_an_empty_server_and_its_first_visit(story: Story, there: Behind, nine: Slot) -> None:
    cursor = (await story.crm.changes(None)).cursor
    assert await changed(story.crm, cursor) == ([], cursor)
    await there.keep(appointment(nine, "marta", "1"))
    told, cursor = await changed(story.crm, cursor)
    assert told == ["1"]
    assert await changed(story.crm, cursor) == ([], cursor)


async def test_the_cursor_goes_by_the_servers_time_whatever_ours_is(story: Story, there: Behind, nine: Slot) -> None:
    await there.keep(appointment(nine, "marta", "1"), at=LONG_AGO)
    cursor = (await story.crm.changes(None)).cursor
    await there.keep(appointment(nine, "marta", "2"), at=LONG_AGO + SECOND)
    assert (await changed(story.crm, cursor))[0] == ["2"]


async def test_what_shows_up_late_is_told_and_once(story: Story, there: Behind, nine: Slot) -> None:
    await there.keep(appointment(nine, "marta", "1"), at=LONG_AGO)
    cursor = (await story.crm.changes(None)).cursor
    for own_id, late in (("2", 3), ("3", -5), ("4", -6)):
        await there.keep(appointment(nine, "marta", own_id), at=LONG_AGO + late * SECOND)
        told, cursor = await changed(story.crm, cursor)
        assert told == [own_id]
    assert (await changed(story.crm, cursor))[0] == []


async def test_what_changed_at_one_moment_is_told_whole_and_once(story: Story, there: Behind, nine: Slot) -> None:
    cursor = (await story.crm.changes(None)).cursor
    await there.keep(*(appointment(nine, "marta", str(number)) for number in range(25)), at=LONG_AGO)
    told, cursor = await changed(story.crm, cursor)
    assert sorted(told, key=int) == [str(number) for number in range(25)]
    assert (await changed(story.crm, cursor))[0] == []


async def test_what_is_changed_while_pages_are_read_pushes_nothing_out(
    system: FhirSystem, story: Story, there: Behind, nine: Slot
) -> None:
    cursor = (await story.crm.changes(None)).cursor
    for number in range(25):
        await there.keep(appointment(nine, "marta", str(number)), at=LONG_AGO + number * 60 * SECOND)

    async def first_goes_last() -> None:
        await there.keep(appointment(nine, "marta", "0", status="arrived"), at=LONG_AGO + 3600 * SECOND)

    async with system.over_a_line() as (crm, way):
        way.meanwhile(Nth(looks, 2), first_goes_last)
        found = await crm.changes(cursor)
    told = {one.id: one.status for one in found.appointments}
    assert sorted(told, key=int) == [str(number) for number in range(25)]
    assert told["0"] is Status.ARRIVED
    assert len(found.appointments) == 25
    assert (await changed(story.crm, found.cursor))[0] == []


async def test_what_was_entered_in_error_is_told_as_cancelled_and_listed_nowhere(story: Story, there: Behind) -> None:
    marta = await story.patient()
    made: Appointment = await story.booked(marta, await story.slot("Граб Іван", NINE))
    cursor = (await story.crm.changes(None)).cursor
    await there.change(f"Appointment/{made.id}", status="entered-in-error")
    (told,) = (await story.crm.changes(cursor)).appointments
    assert (told.id, told.status) == (made.id, Status.CANCELLED)
    assert await story.ahead_of(marta) == []


async def test_a_request_without_a_time_is_no_visit_yet(story: Story, there: Behind, nine: Slot) -> None:
    cursor = (await story.crm.changes(None)).cursor
    await there.keep(appointment(nine, "marta", "1", status="proposed", start=None, end=None))
    told, cursor = await changed(story.crm, cursor)
    assert told == []
    await there.keep(appointment(nine, "marta", "1"))
    assert (await changed(story.crm, cursor))[0] == ["1"]


@pytest.mark.parametrize("cursor", ["", "7", "{}", '{"since": "yesterday", "seen": []}', '{"since": null}'])
async def test_a_cursor_that_is_not_ours_is_refused(story: Story, cursor: str) -> None:
    with pytest.raises(Refused):
        await story.crm.changes(cursor)


async def test_a_server_that_tells_more_than_it_was_asked_is_not_believed(nine: Slot) -> None:
    def kept(own_id: str, at: str) -> dict[str, object]:
        return appointment(nine, "marta", own_id, meta={"versionId": "1", "lastUpdated": at})

    older, old = kept("older", "2027-03-19T10:00:00Z"), kept("old", "2027-03-20T10:00:00Z")
    new = kept("new", "2027-03-22T10:00:00Z")
    async with odd_server() as server, open_fhir(Access(server.url), VERBA, MovableClock(NOW)) as crm:
        server.says = {"/fhir/Appointment": [(200, bundle(old)), (200, bundle(old)), (200, bundle(older, old, new))]}
        cursor = (await crm.changes(None)).cursor
        assert (await changed(crm, cursor))[0] == ["new"]
