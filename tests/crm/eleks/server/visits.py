"""Visits (section 6)."""

from datetime import UTC, datetime

from crm.model import Slot
from tests.crm.eleks.server.accounts import LOGIN
from tests.crm.eleks.server.directory import Given, Row, company
from tests.crm.eleks.server.refusal import Refusal
from tests.crm.eleks.server.world import STATUSES, Visit, World


async def create(world: World, given: Given) -> list[Row]:
    """A time outside the timetable is taken as well, as long as nobody is there: not stated, and so the worse."""
    patient, room = int(given["PatientID"]), given["VenueID"]
    if patient not in world.cards:
        raise Refusal("Конфлікт зовнішнього ключа: patient")
    branch = world.names.branch_of(room)
    zone = world.zone_of(branch)
    times = (datetime.fromisoformat(given[key]).replace(tzinfo=zone) for key in ("StartTime", "EndTime"))
    starts_at, ends_at = (moment.astimezone(UTC) for moment in times)
    doctor = world.names.own("doctors", given["UserLogin"])
    slot = Slot(doctor, branch, world.names.service(given["ServiceID"]), starts_at, ends_at)
    _check_patient(world, patient, slot)
    held = await world.hold(slot)
    visit = world.add(patient, slot, int(room), held, LOGIN, given.get("ScheduleDesc", ""))
    return [{"scheduleID": visit.id}]


async def cancel(world: World, given: Given) -> list[Row]:
    """Whatever state it is in: which of them refuse is not stated, and so it is for whoever calls to know."""
    visit = world.visits.get(int(given["ScheduleID"]))
    if visit is None:
        raise Refusal("Конфлікт зовнішнього ключа: schedule")
    if visit.status == "CNL" and world.dialect.cancel_again == "refused":
        raise Refusal("Візит вже скасовано")
    if visit.status != "CNL":
        await world.let_go(visit)
        visit.status = "CNL"
    return []


async def details(world: World, given: Given) -> list[Row]:
    """One row for each booking."""
    return [
        {**_row(world, visit), **_whole(world, visit), "bookingID": 120000 + 10 * visit.id + number}
        for visit in _asked(world, given)
        for number in range(visit.bookings)
    ]


async def listed(world: World, given: Given) -> list[Row]:
    """A row has a service's code, so it may well be a row for each booking here, too: not stated."""
    visits = _asked(world, given) if "ScheduleID" in given else _of_patient(world, given)
    return [
        {
            **_row(world, visit),
            "scheduleCreationDate": visit.made_at.astimezone(world.zone).replace(tzinfo=None),
            "scheduleCreationUser": visit.made_by,
            "companyAddress": company(world, visit.slot.branch_id)["companyAddress"],
        }
        for visit in visits
        for _ in range(max(1, visit.bookings))
    ]


async def statuses(world: World, _: Given) -> list[Row]:
    return [{"scheduleStatusCode": code, "scheduleStatusName": name} for code, name in world.statuses.items()]


async def give_task(world: World, given: Given) -> list[Row]:
    """Nobody reads one back: each call gives one more."""
    world.tasks.append(f"{given.get('TaskName', '')}\n{given.get('TaskDesc', '')}")
    return [{"taskID": len(world.tasks)}]


def _check_patient(world: World, patient: int, slot: Slot) -> None:
    zone = world.zone_of(slot.branch_id)
    that_day = {one.slot.starts_at.astimezone(zone).date() for one in world.active(patient)}
    if world.dialect.one_a_day and slot.starts_at.astimezone(zone).date() in that_day:
        raise Refusal("Пацієнт вже має візит на цю дату")
    if not world.dialect.overlaps and world.overlapping(patient, slot):
        raise Refusal("Пацієнт вже має візит на цей час")


def _asked(world: World, given: Given) -> list[Visit]:
    number = given.get("ScheduleID") or str((int(given["BookingID"]) - 120000) // 10)
    visit = world.visits.get(int(number))
    if visit and world.dialect.by_id and _is_listed(world, visit):
        return [visit]
    if world.dialect.unknown == "refused":
        raise Refusal("Візит не знайдено")
    return []


def _of_patient(world: World, given: Given) -> list[Visit]:
    patient = int(given["PatientID"])
    if patient not in world.cards and world.dialect.unknown == "refused":
        raise Refusal("Конфлікт зовнішнього ключа: patient")
    first, last = given["StartDate"][:10], given["EndDate"][:10]
    return [
        visit
        for visit in world.visits.values()
        if visit.patient == patient and _is_listed(world, visit)
        if first <= (day := f"{_wall(world, visit, visit.slot.starts_at):%Y-%m-%d}") < last
        or (world.dialect.end_included and day == last)
    ]


def _is_listed(world: World, visit: Visit) -> bool:
    return world.dialect.listed or visit.status != "CNL"


def _wall(world: World, visit: Visit, moment: datetime) -> datetime:
    return moment.astimezone(world.zone_of(visit.slot.branch_id)).replace(tzinfo=None, fold=0)


def _row(world: World, visit: Visit) -> Row:
    """What both procedures tell."""
    service = world.names.services.get(visit.slot.service_id, visit.slot.service_id)
    return {
        "scheduleID": visit.id,
        "scheduleStartTime": _wall(world, visit, visit.slot.starts_at),
        "scheduleEndTime": _wall(world, visit, visit.slot.ends_at),
        "scheduleStatusCode": visit.status,
        "scheduleExternalID": None,
        "userLogin": world.names.doctors[visit.slot.doctor_id],
        "venueID": visit.room,
        "serviceCode": f"L-{service}",
    }


def _whole(world: World, visit: Visit) -> Row:
    service = world.names.services.get(visit.slot.service_id, visit.slot.service_id)
    return {
        "scheduleDesc": visit.note,
        "patientID": visit.patient,
        "serviceID": int(service),
        "bookingName": STATUSES["CNF"],
        "bookingDate": _wall(world, visit, visit.slot.starts_at),
        "bookingQuantity": 1,
    }
