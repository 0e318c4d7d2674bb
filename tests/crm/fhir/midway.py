"""What happens in the middle of a call to the server."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import pytest
from aiohttp import web

from crm.errors import OutcomeUnknown
from crm.port import Crm
from tests.crm.broken_line import BrokenLine, Fault, Which
from tests.crm.fhir.system import FhirSystem


def writes(request: web.Request, _body: bytes) -> bool:
    return request.method in {"POST", "PUT"}


def looks(request: web.Request, _body: bytes) -> bool:
    """At appointments: first by the key, then for who is there at that time."""
    return request.method == "GET" and request.path.endswith("/Appointment")


def history_of(own_id: str) -> Which:
    return lambda request, _body: request.path.endswith(f"/{own_id}/_history")


@dataclass
class Nth:
    """The so-manieth of these calls."""

    which: Which
    number: int
    seen: int = 0

    def __call__(self, request: web.Request, body: bytes) -> bool:
        is_one = self.which(request, body)
        self.seen += is_one
        return is_one and self.seen == self.number


async def then(way: BrokenLine, which: Which, happens: Callable[[], Awaitable[object]]) -> None:
    way.meanwhile(which, happens)


async def broken_before_the_look(system: FhirSystem, call: Callable[[Crm], Awaitable[object]]) -> None:
    """The server has done it, and we could not look whose time it is."""

    async def nothing_is_seen_any_more() -> None:
        way.breaks(Fault.ERROR_BEFORE, looks, times=9)

    async with system.over_a_line() as (crm, way):
        way.meanwhile(writes, nothing_is_seen_any_more)
        with pytest.raises(OutcomeUnknown):
            await call(crm)
