"""The contract: what is offered is the doctor's hours, less what is taken, and nothing that is past."""

from dataclasses import replace
from datetime import UTC, timedelta
from zoneinfo import ZoneInfo

from tests.crm.story import Story, order, wall
from tests.crm.verba import KYIV, NEW_YORK

MORNING = ["09:00", "09:15", "09:30", "09:45", "10:00", "10:15", "10:30", "10:45", "11:00", "11:15", "11:30"]


async def test_a_doctor_works_at_two_branches_on_one_day(story: Story) -> None:
    assert await story.times("Граб Іван", "2027-03-23") == MORNING
    afternoon = await story.times("Граб Іван", "2027-03-23", branch="Річка")
    assert (afternoon[0], afternoon[-1]) == ("13:00", "16:30")


async def test_a_slot_says_whose_it_is_where_and_how_long(story: Story) -> None:
    slot = (await story.free("Коваль Ольга", "2027-03-23"))[0]
    assert (story.name_of(slot.doctor_id), story.name_of(slot.branch_id)) == ("Коваль Ольга", "Центр")
    assert (slot.starts_at, slot.ends_at) == (wall("2027-03-23 09:00"), wall("2027-03-23 09:45"))
    assert slot.starts_at.tzinfo is UTC


async def test_the_last_start_leaves_room_for_the_whole_service(story: Story) -> None:
    latest = {"Довідка": "11:45", "Укол": "11:30", "Консультація": "11:30", "Обстеження": "11:15"}
    assert {service: (await story.times("Граб Іван", "2027-03-23", service))[-1] for service in latest} == latest


async def test_holidays_days_off_and_extra_hours(story: Story) -> None:
    assert await story.times("Граб Іван", "2027-03-25") == []  # a holiday of the clinic's
    assert await story.times("Коваль Ольга", "2027-03-25") == []
    assert await story.times("Граб Іван", "2027-03-24") == MORNING[:3] + MORNING[8:]  # away 10:00-11:00
    assert await story.times("Граб Іван", "2027-03-27") == ["10:00", "10:15", "10:30"]  # a working Saturday
    assert await story.times("Граб Іван", "2027-04-03") == []  # the next one is not
    for day in ("2027-04-05", "2027-04-09"):  # a holiday of the doctor's, both days included
        assert await story.times("Граб Іван", day) == []
    assert await story.times("Коваль Ольга", "2027-04-05") != []


async def test_nothing_at_a_closed_branch_nor_for_who_is_not_there(story: Story) -> None:
    assert await story.times("Маляр Петро", "2027-03-23", branch="На ремонті") == []
    assert await story.times("Коваль Ольга", "2027-03-23", branch="Річка") == []
    assert await story.times("Коваль Ольга", "2027-03-23", service="Укол") == []
    begin, end = wall("2027-03-23 00:00"), wall("2027-03-24 00:00")
    assert await story.crm.free_slots("nobody", "nothing", "nowhere", begin, end) == []


async def test_times_begin_within_the_bounds(story: Story) -> None:
    slot = await story.slot("Граб Іван", "2027-03-23 09:30")
    who = (slot.doctor_id, slot.service_id, slot.branch_id)
    half_past, ten = wall("2027-03-23 09:30"), wall("2027-03-23 10:00")
    found = await story.crm.free_slots(*who, half_past.astimezone(ZoneInfo(NEW_YORK)), ten)
    assert [offered.starts_at for offered in found] == [half_past, half_past + timedelta(minutes=15)]
    assert await story.crm.free_slots(*who, half_past, half_past) == []
    assert await story.crm.free_slots(*who, ten, half_past) == []


async def test_what_has_begun_is_not_offered(story: Story) -> None:
    story.system.clock.goes_to(wall("2027-03-23 10:00"))
    assert (await story.times("Граб Іван", "2027-03-23"))[0] == "10:00"
    story.system.clock.goes_to(wall("2027-03-23 10:00") + timedelta(seconds=1))
    assert (await story.times("Граб Іван", "2027-03-23"))[0] == "10:15"


async def test_a_long_visit_takes_every_time_it_would_run_into(story: Story) -> None:
    await story.booked(await story.patient(), await story.slot("Граб Іван", "2027-03-23 10:00", "Обстеження"))
    assert await story.times("Граб Іван", "2027-03-23") == MORNING[:3] + MORNING[7:]
    assert await story.times("Граб Іван", "2027-03-23", "Довідка") == [*MORNING[:4], *MORNING[7:], "11:45"]
    assert await story.times("Граб Іван", "2027-03-23", "Обстеження") == [*MORNING[:2], *MORNING[7:-1]]


async def test_a_visit_at_another_branch_blocks_as_well(story: Story) -> None:
    one = await story.slot("Граб Іван", "2027-03-23 13:00", branch="Річка")
    await story.system.reception_books(order(replace(one, branch_id=story.id_of("Центр")), await story.patient()))
    assert (await story.times("Граб Іван", "2027-03-23", branch="Річка"))[0] == "13:30"


async def test_a_branch_in_another_zone_has_its_own_morning(story: Story) -> None:
    free = await story.free("Адамс Джон", "2027-03-23", branch="За океаном", zone=NEW_YORK)
    assert free[0].starts_at == wall("2027-03-23 09:00", NEW_YORK) == wall("2027-03-23 15:00", KYIV)
    slot = await story.slot("Адамс Джон", "2027-03-23 11:30", branch="За океаном", zone=NEW_YORK)
    made = await story.booked(await story.patient(), slot)
    assert made.starts_at == wall("2027-03-23 17:30", KYIV)


async def test_an_hour_that_the_clock_skips_is_not_offered(story: Story) -> None:
    times = await story.times("Нич Тарас", "2027-03-28")
    assert len(times) == 7 * 4 - 1
    assert [time for time in times if time.startswith("03")] == []
    assert times[11:13] == ["02:45", "04:00"]

    marta = await story.patient()
    across = await story.slot("Нич Тарас", "2027-03-28 02:45")
    made = await story.booked(marta, across)
    assert made.ends_at - made.starts_at == timedelta(minutes=30)
    assert (await story.times("Нич Тарас", "2027-03-28"))[9:11] == ["02:15", "04:15"]


async def test_an_hour_that_comes_twice_is_two_hours(story: Story) -> None:
    story.system.clock.goes_to(wall("2027-10-25 08:00"))
    times = await story.times("Нич Тарас", "2027-10-31")
    if story.system.by_the_wall:
        assert [time for time in times if time.startswith("03")] == [], "which of the two would it be?"
        return
    assert len(times) == 9 * 4 - 1
    assert len([time for time in times if time.startswith("03")]) == 8

    first, second = wall("2027-10-31 03:30"), wall("2027-10-31 03:30", fold=1)
    assert second - first == timedelta(hours=1)
    marta, orest = await story.patients(2)
    made = await story.booked(marta, await story.slot("Нич Тарас", "2027-10-31 03:30"))
    free = [slot for slot in await story.free("Нич Тарас", "2027-10-31") if slot.starts_at == second]
    assert made.starts_at == first
    assert (await story.booked(orest, free[0])).starts_at == second
