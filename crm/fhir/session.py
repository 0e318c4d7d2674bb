"""Calls of a FHIR server's RESTful API (hl7.org/fhir/R4/http.html), and what its refusals mean."""

import json
from collections.abc import AsyncIterator, Mapping
from typing import Any
from urllib.parse import urljoin, urlsplit

from crm.errors import AuthFailed, NotFound, Unavailable
from crm.fhir.elements import Resource
from crm.fhir.login import Login
from crm.http import Answer, Line, Said, understood

FHIR_JSON = "application/fhir+json"
PAGE = "200"  # entries asked for at a time; a server may give fewer
GONE = frozenset({404, 410})
NONE_SHOWN = GONE | {405}
WELL = 200
UNAUTHORISED, FORBIDDEN, TOO_MANY = 401, 403, 429
WORTH_ANOTHER_TRY = frozenset({502, 503, 504})


class Session:
    """Logged in. What was only read is tried twice; what was written never, but after a 401: nothing was done then.

    (aiohttp itself sends a PUT or a DELETE again whose connection ended without an answer: bound to a version, it is
    refused if it had been carried out.)
    """

    def __init__(self, line: Line, login: Login) -> None:
        self._line = line
        self._login = login

    @property
    def url(self) -> str:
        return self._line.url

    async def read(self, path: str) -> Resource:
        """Raises ``NotFound``."""
        answer = await self._read(path)
        if answer.status in GONE:
            raise NotFound(path.partition("/")[0])
        return _resource(answer, path)

    async def find(self, kind: str, *asked: tuple[str, str]) -> list[Resource]:
        """All that match, from all pages. What a server does not know to search by it leaves out of account: look at
        the rows again."""
        return [resource async for page in self.pages(kind, *asked) for resource in page]

    async def pages(self, kind: str, *asked: tuple[str, str]) -> AsyncIterator[list[Resource]]:
        async for page in self._pages(kind, await self._read(kind, params=[*asked, ("_count", PAGE)])):
            yield page

    async def history(self, kind: str, own_id: str) -> list[Resource] | None:
        """Its versions, newest first; None where the server shows none."""
        answer = await self._read(f"{kind}/{own_id}/_history", params=[("_count", PAGE)])
        if answer.status in NONE_SHOWN:
            return None
        return [version async for page in self._pages(kind, answer) for version in page]

    async def write(self, method: str, path: str, resource: Resource | None, headers: Mapping[str, str]) -> Answer:
        """Raises ``OutcomeUnknown``; what a refusal means is the caller's to say."""
        told = {"Content-Type": FHIR_JSON, **headers}
        body = {} if resource is None else {"data": json.dumps(resource)}
        return understood(await self._ask(method, path, writing=True, headers=told, **body), writing=True)

    async def picture(self, address: str) -> bytes | None:
        """From this server's own host, and from nowhere else: it is shown our token."""
        whole = urljoin(f"{self.url}/", address)
        if _origin(whole) != _origin(self.url):
            return None
        said = await self._ask("GET", whole, writing=False, headers={"Accept": "image/*"})
        return said.content if said.status == WELL else None

    async def _pages(self, kind: str, answer: Answer) -> AsyncIterator[list[Resource]]:
        seen = set[str]()
        while True:
            bundle = _resource(answer, kind)
            yield _entries(bundle, kind)
            if not (following := self._next(bundle)):
                return
            if following in seen:
                raise Unavailable(f"{kind}: the pages go round")
            seen.add(following)
            answer = await self._read(following)

    def _next(self, bundle: Resource) -> str:
        """The next page as this server is reached from here: it may know itself by another name than its proxy's."""
        link = next((str(one["url"]) for one in bundle.get("link", ()) if one.get("relation") == "next"), "")
        if not link or link.startswith((f"{self.url}/", f"{self.url}?")):
            return link
        there, here = urlsplit(link), urlsplit(self.url)
        if there.netloc and not there.path.startswith(here.path):
            raise Unavailable("the next page lies elsewhere")
        path = there.path if there.path.startswith("/") else f"{here.path}/{there.path}"
        return f"{here.scheme}://{here.netloc}{path}?{there.query}"

    async def _read(self, path: str, **given: Any) -> Answer:
        try:
            said = await self._ask("GET", path, writing=False, **given)
            again = said.status in WORTH_ANOTHER_TRY
        except Unavailable:
            again = True
        if again:
            said = await self._ask("GET", path, writing=False, **given)
        return understood(said, writing=False)

    async def _ask(
        self, method: str, path: str, *, writing: bool, headers: Mapping[str, str] | None = None, **given: Any
    ) -> Said:
        told = {"Accept": FHIR_JSON, **(headers or {})}
        token = await self._login.token()
        said = await self._line.ask(method, path, writing=writing, headers=told | _bearing(token), **given)
        if said.status == UNAUTHORISED:
            other = _bearing(await self._login.instead_of(token))
            said = await self._line.ask(method, path, writing=writing, headers=told | other, **given)
        if said.status in {UNAUTHORISED, FORBIDDEN}:
            raise AuthFailed(f"{method} {path.partition('/')[0]}: status {said.status}")
        if said.status == TOO_MANY:
            raise Unavailable("too many calls")
        return said


def _bearing(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"} if token else {}


def _resource(answer: Answer, path: str) -> Resource:
    if answer.well and isinstance(answer.body, dict) and "resourceType" in answer.body:
        return answer.body
    raise Unavailable(f"{path.partition('/')[0]}: no resource in an answer of status {answer.status}")


def _entries(bundle: Resource, kind: str) -> list[Resource]:
    """Without what comes beside the matches (OperationOutcome) and without versions that say "deleted"."""
    resources = (entry.get("resource") or {} for entry in bundle.get("entry", ()))
    return [one for one in resources if one.get("resourceType") == kind]


def _origin(address: str) -> tuple[str, str]:
    parts = urlsplit(address)
    return parts.scheme, parts.netloc
