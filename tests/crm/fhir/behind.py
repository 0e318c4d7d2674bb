"""The server's own resources, past the adapter."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import ClientSession

Resource = dict[str, Any]
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
        """Up to a page of them."""
        return [entry["resource"] for entry in (await self.read(search)).get("entry", ())]

    async def keep(self, *resources: Resource) -> None:
        """As they are, right or wrong, whoever may write them."""
        assert (await self.call("POST", "$keep", list(resources)))[0] == 200

    async def change(self, path: str, **changed: Any) -> None:
        await self.keep({**await self.read(path), **changed})


@asynccontextmanager
async def behind(url: str) -> AsyncIterator[Behind]:
    async with ClientSession() as session:
        yield Behind(session, url)
