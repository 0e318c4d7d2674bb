"""Reads the directory, and keeps it for a while: photos come inside its rows (section 2)."""

import asyncio
from datetime import datetime, timedelta
from typing import Protocol

from clinic.model import Clinic
from crm.eleks import photos
from crm.eleks.session import Session
from crm.eleks.shelf import Said, Shelf, shelve
from crm.eleks.together import together
from crm.eleks.values import text
from crm.eleks.walls import Walls
from crm.errors import NotFound

KEPT = timedelta(minutes=5)


class Clock(Protocol):
    def now(self) -> datetime:
        """This moment, aware."""
        ...


class Shelves:
    """``fresh`` is at most ``KEPT`` old; ``known`` of any age: who books is told the truth by the booking itself."""

    def __init__(self, session: Session, clinic: Clinic, walls: Walls, clock: Clock) -> None:
        self._session = session
        self._clinic = clinic
        self._walls = walls
        self._clock = clock
        self._turn = asyncio.Lock()
        self._shelf: Shelf | None = None
        self._read_at: datetime | None = None

    async def fresh(self) -> Shelf:
        async with self._turn:
            now = self._clock.now()
            if self._shelf is None or self._read_at is None or not now - KEPT < self._read_at <= now:
                said, url = await self._read(), self._session.url  # megabytes of photos to look into
                self._shelf = await asyncio.to_thread(shelve, said, self._clinic, self._walls, url)
                self._read_at = now
            return self._shelf

    async def known(self) -> Shelf:
        return self._shelf or await self.fresh()

    async def photo(self, doctor_id: str) -> bytes | None:
        if not (await self.known()).has_doctor(doctor_id):
            raise NotFound("no such doctor")
        rows = await self._session.read("spzIBUserDetails", "userlogin", UserLogin=doctor_id)
        value = next((row.get("userphoto") for row in rows if text(row["userlogin"]) == doctor_id), None)
        if seen := photos.inside(value):
            return seen
        address = photos.address(value, self._session.url)
        content = await self._session.picture(address) if address else None
        return content if content and photos.is_picture(content) else None

    async def _read(self) -> Said:
        read = self._session.read
        companies = await read("spzIBCompanyDetails", "companyguid")
        guids = [text(row["companyguid"]) for row in companies]
        venues, specialties, doctors, services, *given = await together(
            read("spzIBVenueDetails", "venueid"),
            read("spzIBSpecialityDetails", "userspecialitycode", SpecialityisInternet="1"),
            read("spzIBUserDetails", "userlogin"),
            read("spzIBServiceList", "serviceid"),
            *(read("spzIBUserDetailsExtended", "userlogin", CompanyGUID=guid) for guid in guids),
        )
        placed = [
            {**row, "companyguid": text(row.get("companyguid")) or guid}
            for guid, rows in zip(guids, given, strict=True)
            for row in rows
        ]
        return Said(companies, venues, specialties, doctors, services, placed)
