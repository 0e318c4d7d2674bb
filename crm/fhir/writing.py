"""What is sent to be kept: each change with the version it was made from, and together where the server can.

hl7.org/fhir/R4/http.html: #transaction, #concurrency (If-Match), #ccreate (If-None-Exist).
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from crm.errors import AuthFailed, NotFound, OutcomeUnknown, Refused, Unavailable
from crm.fhir.elements import Resource, version
from crm.fhir.server import Server
from crm.http import Answer

Entry = Mapping[str, Any]  # of a Bundle

GONE = frozenset({404, 410})
HEADERS = {"ifMatch": "If-Match", "ifNoneExist": "If-None-Exist"}  # of an entry that is sent alone
TAKEN = frozenset({409, 412})  # somebody was quicker; which of the two a server says is its own affair


def put(resource: Resource, **changed: Any) -> Entry:
    """Over the version that was read, and over no other."""
    address = f"{resource['resourceType']}/{resource['id']}"
    request = {"method": "PUT", "url": address, "ifMatch": f'W/"{version(resource)}"'}
    return {"resource": {**resource, **changed}, "request": request}


def post(resource: Resource, if_none_exist: str) -> Entry:
    """A new one, where there is none that this search finds."""
    request = {"method": "POST", "url": resource["resourceType"], "ifNoneExist": if_none_exist}
    return {"resource": resource, "request": request}


async def submit(server: Server, entry: Entry, *slots: Entry) -> int:
    """The status: 2xx, or why it was refused. ``slots`` are only written in the style ``transaction``.

    They stand first: a server that keeps what it has done before it fails should rather have failed by then.
    """
    if slots and await server.style.is_transaction():
        whole = [_named(server, one) for one in (*slots, entry)]
        bundle = {"resourceType": "Bundle", "type": "transaction", "entry": whole}
        return of_all(await server.session.write("POST", server.session.url, bundle, {}))
    headers = {HEADERS[name]: told for name, told in entry["request"].items() if name in HEADERS}
    request = entry["request"]
    return (await server.session.write(request["method"], request["url"], entry["resource"], headers)).status


def of_all(answer: Answer) -> int:
    """A server without transactions answers 200 to a Bundle of which it has refused a part."""
    body = answer.body if isinstance(answer.body, dict) else {}
    said = (str(entry.get("response", {}).get("status", "200")) for entry in body.get("entry", ()))
    refused = (int(status[:3]) for status in said if status[:3].isdecimal() and not status.startswith("2"))
    return next(refused, answer.status) if answer.well else answer.status


def _named(server: Server, entry: Entry) -> Entry:
    """Whatever is there already goes by its whole address (hl7.org/fhir/R4/bundle.html#bundle-unique)."""
    is_there = "id" in entry["resource"]
    return {"fullUrl": f"{server.session.url}/{entry['request']['url']}", **entry} if is_there else entry


def is_well(status: int) -> bool:
    return 200 <= status < 300  # noqa: PLR2004 as HTTP has it


def refused(status: int, what: str) -> Refused | NotFound:
    return NotFound(what) if status in GONE else Refused(f"{what}: status {status}")


@contextmanager
def unknown_from_here() -> Iterator[None]:
    """Something may have been kept already: whatever keeps us from looking must not sound as if nothing was."""
    try:
        yield
    except (Unavailable, AuthFailed, NotFound) as error:
        raise OutcomeUnknown(f"sent, and not seen since: {error}") from error
