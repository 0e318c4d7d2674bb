"""Free times: exactly those offered, as far ahead as is wanted, in the branch's own zone."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from crm.eleks.times import Times
from crm.eleks.walls import Walls
from crm.errors import Refused, Unavailable
from crm.model import Slot
from tests.crm.clock import MovableClock
from tests.crm.eleks.server import Server
from tests.crm.eleks.target import EleksSystem
from tests.crm.story import Story, order, wall
from tests.crm.verba import NEW_YORK, NOW, VERBA

GUID = "c0ffee00-0000-4000-8000-000000000000"
PLACE = Slot("Kravets", GUID, "310", NOW, NOW)
DAY = timedelta(days=1)


class Said:
    """Stands in for the session and for the directory: answers with these rows, or refuses."""

    def __init__(self, *rows: dict[str, Any], refuses: bool = False, gives: bool = True) -> None:
        self.rows = rows
        self.given: dict[str, str | None] = {}
        self._refuses = refuses
        self._gives = gives

    async def probe(self, _method: str, _key: str, **given: str | None) -> Sequence[dict[str, Any]]:
        self.given = given
        if self._refuses:
            raise Refused("Недостатньо прав")
        return self.rows

    async def known(self) -> "Said":
        return self

    def offers(self, _doctor: str, _service: str) -> bool:
        return self._gives


def row(starts: str, ends: str, **other: Any) -> dict[str, Any]:
    times = {"timetablestarttime": f"2027-{starts}:00", "timetableendtime": f"2027-{ends}:00"}
    return {"companyguid": GUID.upper(), "userlogin": "Kravets", "venueid": 77, **times, **other}


def times_of(said: Said, zone: str = "Europe/Kyiv") -> Times:
    branch = VERBA.branches[0].model_copy(update={"crm": GUID, "zone": zone})
    clinic = VERBA.model_copy(update={"branches": (branch,)})
    there: Any = said
    return Times(there, there, Walls(clinic), MovableClock(NOW))


async def test_slots_are_as_they_were_offered_whatever_their_length() -> None:
    said = Said(row("03-23T09:30", "03-23T09:55"), row("03-23T09:00", "03-23T10:10"))
    slots = await times_of(said).free(PLACE, NOW, NOW + 2 * DAY)
    assert [(slot.starts_at, slot.ends_at, slot.token) for slot in slots] == [
        (wall("2027-03-23 09:00"), wall("2027-03-23 10:10"), "77"),
        (wall("2027-03-23 09:30"), wall("2027-03-23 09:55"), "77"),
    ]


STRANGE = {
    "another doctor's": row("03-23T09:00", "03-23T09:30", userlogin="Moroz"),
    "at another branch": row("03-23T09:00", "03-23T09:30", companyguid=GUID[:-1] + "1"),
    "in no room": row("03-23T09:00", "03-23T09:30", venueid=None),
    "without an end": row("03-23T09:00", "03-23T09:30", timetableendtime=None),
    "that ends before it begins": row("03-23T09:00", "03-23T08:30"),
    "of this morning": row("03-22T07:45", "03-22T08:15"),
    "of the day after": row("03-24T08:00", "03-24T08:30"),
    "in the hour that is skipped": row("03-28T03:30", "03-28T04:00"),
}


@pytest.mark.parametrize("strange", STRANGE.values(), ids=STRANGE)
async def test_what_is_not_exactly_what_was_asked_for_is_not_offered(strange: dict[str, Any]) -> None:
    end = NOW + (7 * DAY if "28" in strange["timetablestarttime"] else 2 * DAY)
    assert await times_of(Said(strange)).free(PLACE, NOW, end) == []
    right = row("03-23T09:00", "03-23T09:30")
    assert len(await times_of(Said(strange, right)).free(PLACE, NOW, end)) == 1


async def test_the_same_time_in_two_rooms_is_one_time_and_keeps_its_room_while_that_is_free() -> None:
    rooms = [row("03-23T09:00", "03-23T09:30", venueid=number) for number in (77, 78)]
    (slot,) = await times_of(Said(*rooms)).free(PLACE, NOW, NOW + 2 * DAY)
    assert slot.token == "77"
    tokens = []
    for wanted, there in (("78", rooms), ("77", rooms), ("77", rooms[1:]), ("", rooms)):
        offered = await times_of(Said(*there)).offered(replace(slot, token=wanted))
        assert offered
        tokens.append(offered.token)
    assert tokens == ["78", "77", "78", "77"]
    assert await times_of(Said(*rooms)).offered(replace(slot, ends_at=slot.ends_at + DAY)) is None


@pytest.mark.parametrize(
    ("zone", "end", "days"),
    [
        ("Europe/Kyiv", wall("2027-03-23 00:00"), 2),  # until midnight: today, and one more
        ("Europe/Kyiv", wall("2027-03-23 00:01"), 3),
        ("Europe/Kyiv", wall("2027-04-21 00:00"), 31),
        (NEW_YORK, wall("2027-03-23 00:00", NEW_YORK), 2),
    ],
)
async def test_the_window_is_a_day_longer_than_wanted(zone: str, end: Any, days: int) -> None:
    said = Said()
    await times_of(said, zone).free(PLACE, NOW, end)
    assert said.given == {"ServiceID": "310", "DayCount": str(days), "UserLogin": "Kravets", "CompanyGUID": GUID}


@pytest.mark.parametrize("counts", [True, False])
async def test_the_last_day_wanted_is_there_whether_today_counts_or_not(
    story: Story, server: Server, counts: bool
) -> None:
    server.speaks(today_counts=counts)
    for day in ("2027-03-22", "2027-03-23", "2027-04-20"):
        assert await story.times("Граб Іван", day) != []
    assert await story.times("Адамс Джон", "2027-04-20", branch="За океаном", zone=NEW_YORK) != []


IMPOSSIBLE = [
    replace(PLACE, doctor_id=""),
    replace(PLACE, doctor_id="x" * 201),
    replace(PLACE, service_id="visit"),
    replace(PLACE, service_id="99999999999"),
    replace(PLACE, branch_id="centre"),
]


@pytest.mark.parametrize("place", IMPOSSIBLE, ids=lambda place: f"{place.doctor_id[:3]} {place.service_id}")
async def test_ids_that_cannot_be_theirs_are_not_even_asked_for(place: Slot) -> None:
    said = Said(row("03-23T09:00", "03-23T09:30"))
    assert await times_of(said).free(place, NOW, NOW + 2 * DAY) == []
    assert said.given == {}


async def test_a_past_that_is_asked_for_costs_no_call() -> None:
    said = Said(row("03-22T07:45", "03-22T08:15"))
    assert await times_of(said).free(PLACE, NOW - DAY, NOW) == []
    assert said.given == {}


async def test_a_refusal_is_an_empty_answer_only_for_what_nobody_offers() -> None:
    assert await times_of(Said(refuses=True, gives=False)).free(PLACE, NOW, NOW + DAY) == []
    with pytest.raises(Unavailable):
        await times_of(Said(refuses=True, gives=True)).free(PLACE, NOW, NOW + DAY)


async def test_a_visit_on_one_grid_takes_times_of_the_other(story: Story) -> None:
    await story.booked(await story.patient(), await story.slot("Граб Іван", "2027-03-23 10:00", "Обстеження"))
    assert "10:30" not in await story.times("Граб Іван", "2027-03-23", "Довідка")


async def test_what_is_sent_is_the_branchs_own_wall(story: Story, system: EleksSystem, server: Server) -> None:
    slot = await story.slot("Адамс Джон", "2027-03-23 11:30", branch="За океаном", zone=NEW_YORK)
    made = await system.crm.book(order(slot, await story.patient()))
    (sent,) = server.asked("spzIBScheduleCreate")
    assert sent.given["StartTime"] == "2027-03-23T11:30:00.000"
    assert sent.given["EndTime"] == "2027-03-23T12:00:00.000"
    assert sent.given["VenueID"] == slot.token
    assert made.starts_at == slot.starts_at
