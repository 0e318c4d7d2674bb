"""Where the tests' FHIR servers come from: one program, a clinic prepared once, a copy of it for each test."""

import hashlib
import json
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import Any

from aiohttp import ClientSession

from clinic.model import Clinic
from crm.embedded.adapter import Clock
from crm.model import Slot
from tests.crm.fhir import resources
from tests.crm.fhir.resources import Resource, crm_id
from tests.crm.fhir.timetable import free_times
from tests.databases import SqliteHome


class FhirHome:
    def __init__(self, url: str, sqlite: SqliteHome) -> None:
        self.url = url
        self._sqlite = sqlite
        self._prepared: set[str] = set()

    async def opens(self, clinic: Clinic, clock: Clock, folder: Path, **form: Any) -> str:
        """The address of a server with this clinic and its free times from now on. ``form``: see server/tenant.mjs."""
        name = hashlib.sha256(f"{clinic.model_dump_json()} {clock.now()}".encode()).hexdigest()
        async with ClientSession(self.url, raise_for_status=True) as session:
            if name not in self._prepared:
                free = await free_times(clinic, clock, self._sqlite, folder)
                filled = json.dumps({"name": name, "resources": list(_all(clinic, free))}).encode()
                await session.post("/$template", data=BytesIO(filled), headers={"Content-Type": "application/json"})
                self._prepared.add(name)
            answer = await session.post("/$tenant", json={"template": name, **form})
            return f"{self.url}/{(await answer.json(content_type=None))['path']}"


def _all(clinic: Clinic, free: Iterable[Slot]) -> Iterable[Resource]:
    yield from resources.directory(clinic)
    zones = {branch.id: branch.zone for branch in clinic.branches}
    schedules: dict[tuple[str, ...], Resource] = {}
    for slot in free:
        place = (slot.doctor_id, slot.branch_id, slot.service_id)
        if place not in schedules:
            ids = (crm_id(kind, own) for kind, own in zip(("doctors", "branches", "services"), place, strict=True))
            schedules[place] = resources.schedule(*ids)
            yield schedules[place]
        yield resources.slot(slot, schedules[place], zones[slot.branch_id])
