"""Free times (section 4): one doctor and one service, from today on."""

from datetime import timedelta

from crm.model import Slot
from tests.crm.eleks.server.directory import CITY, Given, Row
from tests.crm.eleks.server.refusal import Refusal
from tests.crm.eleks.server.world import World


async def free(world: World, given: Given) -> list[Row]:
    try:
        doctor = world.names.own("doctors", given["UserLogin"])
        service = world.names.own("services", given["ServiceID"])
    except Refusal:
        if world.dialect.unknown == "refused":
            raise
        return []
    start = world.today
    days = int(given["DayCount"]) + (0 if world.dialect.today_counts else 1)
    end = start + timedelta(days=days)
    rows: dict[tuple[object, ...], Row] = {}
    for branch in [branch for branch in world.names.branches if _is_asked(world, branch, given)]:
        for slot in await world.free(Slot(doctor, branch, service, start, end), start, end):
            row = _row(world, slot)
            rows.setdefault(tuple(row.values()), row)  # on the wall an hour that comes twice is there once
    return list(rows.values())


def _is_asked(world: World, branch: str, given: Given) -> bool:
    guid = given.get("CompanyGUID", "").lower()
    return guid in {"", world.names.branches[branch]} and given.get("CompanyCity", CITY) == CITY


def _row(world: World, slot: Slot) -> Row:
    zone = world.zone_of(slot.branch_id)
    return {
        "companyGUID": world.names.branches[slot.branch_id],
        "userLogin": world.names.doctors[slot.doctor_id],
        "venueID": world.names.room(slot.doctor_id, slot.branch_id),
        "timeTableStartTime": slot.starts_at.astimezone(zone).replace(tzinfo=None, fold=0),
        "timeTableEndTime": slot.ends_at.astimezone(zone).replace(tzinfo=None, fold=0),
    }
