"""The server's own resources, past the adapter."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

from aiohttp import ClientSession

from crm.fhir.elements import written
from crm.model import Slot

Resource = dict[str, Any]
LONG_AGO = datetime(2020, 1, 1, 0, 0, 0, 1000, tzinfo=UTC)
FHIR_JSON = {"Content-Type": "application/fhir+json"}


class Behind:
    def __init__(self, session: ClientSession, url: str) -> None:
        self._session = session
        self.url = url

    async def call(self, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, Resource]:
        address = f"{self.url}/{path}".rstrip("/")
        async with self._session.request(method, address, json=body, headers=FHIR_JSON | headers) as answer:
            return answer.status, await answer.json(content_type=None)

    async def read(self, path: str) -> Resource:
        status, resource = await self.call("GET", path)
        assert status == 200, resource
        return resource

    async def find(self, search: str) -> list[Resource]:
        found, page = [], await self.read(search)
        while True:
            found += [entry["resource"] for entry in page.get("entry", ())]
            following = [link["url"] for link in page.get("link", ()) if link["relation"] == "next"]
            if not following:
                return found
            page = await self.read(following[0].removeprefix(f"{self.url}/"))

    async def statuses(self) -> list[str]:
        """Of all appointments."""
        return sorted(one["status"] for one in await self.find("Appointment"))

    async def status_of(self, slot: Slot) -> str:
        return str((await self.read(f"Slot/{slot.token}"))["status"])

    async def keep(self, *resources: Resource, at: datetime | None = None) -> None:
        """As they are, right or wrong, whoever may write them; as if it had been done at some moment."""
        told = [{"resource": resource, "at": written(at) if at else None} for resource in resources]
        assert (await self.call("POST", "$keep", told))[0] == 200

    async def change(self, path: str, **changed: Any) -> None:
        await self.keep({**await self.read(path), **changed})


@asynccontextmanager
async def behind(url: str) -> AsyncIterator[Behind]:
    async with ClientSession() as session:
        yield Behind(session, url)


def appointment(wanted: Slot, patient_id: str, own_id: str = "rival", /, **more: Any) -> Resource:
    """Somebody else's."""
    actors = [f"Patient/{patient_id}", f"Practitioner/{wanted.doctor_id}"]
    return {
        "resourceType": "Appointment",
        "id": own_id,
        "status": "booked",
        "start": wanted.starts_at.isoformat(),
        "end": wanted.ends_at.isoformat(),
        "participant": [{"actor": {"reference": actor}, "status": "accepted"} for actor in actors],
        **more,
    }
