"""A clinic's free times as the built-in system works them out: no second timetable is made for tests."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from clinic.model import Clinic
from crm.embedded.adapter import Clock, EmbeddedCrm
from crm.embedded.importing import import_clinic
from crm.model import Slot
from db.cipher import Cipher, new_key
from db.database import Database
from tests.databases import SqliteHome

DAY = timedelta(days=1)
YEAR = 366


async def free_times(clinic: Clinic, clock: Clock, home: SqliteHome, folder: Path) -> list[Slot]:
    """As far ahead as the clinic lets people book, and on the days of the coming year on which clocks change."""
    async with home.fresh(folder) as url:
        database = Database(url, Cipher([new_key()]))
        try:
            await import_clinic(database, clinic)
            crm = EmbeddedCrm(database, clock)
            offers = (await crm.directory()).offers
            places = [(offer.doctor_id, offer.service_id, offer.branch_id) for offer in offers]
            spans = list(_spans(clinic, clock.now()))
            return [slot for place in places for span in spans for slot in await crm.free_slots(*place, *span)]
        finally:
            await database.close()


def _spans(clinic: Clinic, now: datetime) -> Iterator[tuple[datetime, datetime]]:
    horizon = now + clinic.rules.horizon_days * DAY
    yield now, horizon
    for day in sorted({day for branch in clinic.branches for day in _changes(ZoneInfo(branch.zone), now.date())}):
        midnight = datetime.combine(day, time(), now.tzinfo)
        yield max(midnight - DAY, horizon), max(midnight + 2 * DAY, horizon)


def _changes(zone: ZoneInfo, today: date) -> Iterator[date]:
    for day in (today + number * DAY for number in range(YEAR)):
        before, after = (datetime.combine(one, time(), zone).utcoffset() for one in (day, day + DAY))
        if before != after:
            yield day
