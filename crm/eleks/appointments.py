"""Visits, read: one by its id, or a patient's (section 6). Nothing lists a doctor's."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from crm.eleks.answers import Row
from crm.eleks.directory import Shelves
from crm.eleks.session import Session
from crm.eleks.shelf import Shelf
from crm.eleks.statuses import Statuses
from crm.eleks.together import together
from crm.eleks.values import is_number, moment, sent_day, text
from crm.eleks.walls import Walls, span
from crm.errors import NotFound, Refused, Unavailable
from crm.model import Appointment, Status

DAY = timedelta(days=1)  # more, both ways: branches may be in other zones
VISIT, CODE = "scheduleid", "schedulestatuscode"
INACTIVE = (Status.CANCELLED, Status.NOSHOW)


@dataclass(frozen=True, slots=True)
class Visit:
    """An appointment, and who made it when, on their wall and as text that sorts; nothing where that is not told."""

    appointment: Appointment
    made_by: str
    made_at: str

    @property
    def id(self) -> str:
        return self.appointment.id

    @property
    def is_active(self) -> bool:
        return self.appointment.status not in INACTIVE

    @property
    def turn(self) -> tuple[str, int]:
        """In this order visits were made."""
        return self.made_at, int(self.id)

    def overlaps(self, starts_at: datetime, ends_at: datetime) -> bool:
        return self.appointment.starts_at < ends_at and starts_at < self.appointment.ends_at


class Appointments:
    def __init__(self, session: Session, shelves: Shelves, statuses: Statuses, walls: Walls) -> None:
        self._session = session
        self._shelves = shelves
        self._statuses = statuses
        self._walls = walls

    async def one(self, appointment_id: str) -> Appointment:
        """Raises ``NotFound``. Whose it is stays unknown, the empty text, for one without any booking in it."""
        if not is_number(appointment_id):
            raise NotFound("no such form of id")
        rows = await self._rows("spzIBScheduleBookingDetails", appointment_id)
        if not rows or not (await self._shelves.known()).branch_of(rows[0]):
            listed = await self._rows("spzIBScheduleList", appointment_id)
            rows = [{**one, **other} for one, other in zip(listed or [{}], rows or [{}], strict=False) if one or other]
        for visit in await self._visits(rows):
            return visit.appointment
        raise NotFound("no such visit")

    async def note(self, visit: Visit) -> str:
        """What is written beside a visit that is there; nothing where there is no booking in it."""
        rows = await self._session.read("spzIBScheduleBookingDetails", VISIT, ScheduleID=visit.id)
        return next((text(row.get("scheduledesc")) for row in rows if text(row[VISIT]) == visit.id), "")

    async def near(self, patient_id: str, start: datetime, end: datetime) -> list[Visit]:
        """A patient's visits of the days around [start, end). Raises ``Refused``."""
        rows = await self._session.probe(
            "spzIBScheduleList",
            VISIT,
            PatientID=patient_id,
            StartDate=sent_day(_day(start, self._walls.home) - DAY),
            EndDate=sent_day(_day(end, self._walls.home) + 2 * DAY),
        )
        return await self._visits(rows, patient_id)

    async def of_patients(self, patient_ids: Sequence[str], start: datetime, end: datetime) -> list[Appointment]:
        asked = (self._of_patient(patient_id, start, end) for patient_id in dict.fromkeys(patient_ids))
        found = [one for visits in await together(*asked) for one in visits]
        return sorted(found, key=lambda one: (one.starts_at, int(one.id)))

    async def _of_patient(self, patient_id: str, start: datetime, end: datetime) -> list[Appointment]:
        if start >= end or not is_number(patient_id):
            return []
        try:
            visits = await self.near(patient_id, start, end)
        except Refused as refused:
            raise Unavailable(f"a patient's visits are refused: {refused.text}") from refused
        return [visit.appointment for visit in visits if start <= visit.appointment.starts_at < end]

    async def _rows(self, method: str, appointment_id: str) -> list[Row]:
        """What they say of an unknown id is not stated: it may be a refusal."""
        try:
            rows = await self._session.probe(method, VISIT, ScheduleID=appointment_id)
        except Refused:
            return []
        return [row for row in rows if text(row[VISIT]) == appointment_id]

    async def _visits(self, rows: Sequence[Row], patient_id: str = "") -> list[Visit]:
        """Several rows, one for each service, are one visit: its first is told."""
        first: dict[str, Row] = {}
        for row in rows:
            if is_number(text(row[VISIT])):
                first.setdefault(text(row[VISIT]), row)
        shelf = await self._shelves.known()
        meant = await self._statuses.of(text(row.get(CODE)) for row in first.values())
        return [self._visit(row, patient_id, shelf, meant[text(row.get(CODE))]) for row in first.values()]

    def _visit(self, row: Row, patient_id: str, shelf: Shelf, status: Status) -> Visit:
        branch_id = shelf.branch_of(row)
        starts, ends = moment(row.get("schedulestarttime")), moment(row.get("scheduleendtime"))
        if not starts or not ends:
            raise Unavailable("a visit whose time cannot be read")
        begins, until = span(starts, ends, self._walls.zone(branch_id))
        appointment = Appointment(
            id=text(row[VISIT]),
            patient_id=text(row.get("patientid")) or patient_id,
            doctor_id=text(row.get("userlogin")),
            branch_id=branch_id,
            service_id=shelf.service_of(row) or None,
            starts_at=begins,
            ends_at=until,
            status=status,
            version=_version(row, starts, ends),
        )
        made_at = moment(row.get("schedulecreationdate"))
        return Visit(appointment, text(row.get("schedulecreationuser")), made_at.isoformat() if made_at else "")


def _version(row: Row, starts: datetime, ends: datetime) -> str:
    """There is none: a digest of what both procedures tell."""
    said = [starts.isoformat(), ends.isoformat()]
    said += [text(row.get(key)) for key in (CODE, "userlogin", "venueid", "servicecode")]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:16]


def _day(at: datetime, zone: ZoneInfo) -> date:
    return at.astimezone(zone).date()
