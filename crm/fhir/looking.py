"""``check``: each thing that we need of the server is tried, as far as that changes nothing, and told in words.

For whoever sets the bot up at a clinic.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from crm.described import not_described, not_there
from crm.errors import AuthFailed, CrmError
from crm.fhir.directory import directory
from crm.fhir.elements import Resource
from crm.fhir.searches import SEARCHES, Search, is_understood
from crm.fhir.server import Server
from crm.fhir.style import lacking, unwritten
from crm.fhir.times import free_slots
from crm.fhir.together import together
from crm.model import Directory, Look, Offer, Slot

AHEAD = timedelta(days=7)
FEW = 10  # ids named, and offers whose free times are looked at


async def check(server: Server) -> list[Look]:
    first = await _tells_of_itself(server)
    searches = await together(*(_searches(server, search) for search in SEARCHES), _history(server))
    try:
        found = await directory(server)
    except CrmError as error:
        return [*first, _failed("The directory cannot be read", error), *searches]
    return [*first, _contents(found), *searches, await _free_times(server, found), *_settings(server, found)]


async def _tells_of_itself(server: Server) -> list[Look]:
    try:
        statement = await server.session.read("metadata")
    except CrmError as error:
        return [_failed("It does not tell what it can do (metadata)", error)]
    version, software = statement.get("fhirVersion"), (statement.get("software") or {}).get("name", "unnamed software")
    fits = str(version).startswith("4.0")
    needed = "" if fits else "; FHIR R4 (4.0) is needed: look for another address of this server"
    return [Look(fits, f"FHIR {version}, {software}{needed}"), await _style(server, statement), _writing(statement)]


async def _style(server: Server, statement: Resource) -> Look:
    lacks = lacking(statement)
    told = "as the clinic file says" if server.clinic.crm.booking else "by what it tells of itself"
    if not await server.style.is_transaction():
        words = "the server itself must refuse a time that is taken (409) and set its Slots; ask its maker"
        return _well(f"Booking {told}: managed; {words}")
    if lacks:
        words = f"it says that it lacks {', '.join(lacks)}"
        return _wrong(
            f"Booking {told}: transaction; {words}: set crm: booking: managed, if it looks after times itself"
        )
    return _well(f"Booking {told}: transaction")


def _writing(statement: Resource) -> Look:
    """What it says: nothing is written to try."""
    if lacks := unwritten(statement):
        return _wrong(f"Writing: it says that it does not take {', '.join(lacks)}")
    return _well("Writing: it says that it takes new cards and visits, and changes of visits")


async def _searches(server: Server, search: Search) -> Look:
    try:
        if await is_understood(server, search):
            return _well(f"Search: {search.words}")
    except CrmError as error:
        return _failed(f"Search: {search.words}", error)
    return _wrong(f"Search: {search.words} is not understood, it finds everything; without it nobody {search.why}")


async def _history(server: Server) -> Look:
    """Of any visit."""
    try:
        async for page in server.session.pages("Appointment", ("_sort", "-_lastUpdated")):
            if page and await server.session.history("Appointment", page[0]["id"]) is None:
                words = "of two who book one time at once neither may have it then"
                return _wrong(f"Old versions of visits (_history) are not shown: {words}")
            return _well("Old versions of visits are shown" if page else "No visit yet whose old versions may be seen")
    except CrmError as error:
        return _failed("Old versions of visits (_history)", error)
    return _well("No visit yet whose old versions may be seen")


def _contents(found: Directory) -> Look:
    sizes = {kind: len(getattr(found, kind)) for kind in ("branches", "specialties", "services", "doctors", "offers")}
    words = ", ".join(f"{size} {kind}" for kind, size in sizes.items())
    if found.offers:
        return _well(f"Directory: {words}")
    who = "PractitionerRole (practitioner, location, healthcareService) or Schedule (actor)"
    return _wrong(f"Directory: {words}; nothing can be booked until {who} says who works where and for what")


async def _free_times(server: Server, found: Directory) -> Look:
    """Of one offer a doctor."""
    offers = list({offer.doctor_id: offer for offer in reversed(found.offers)}.values())[-FEW:]
    try:
        times = await together(*(_times_of(server, offer) for offer in offers))
    except CrmError as error:
        return _failed("Free times", error)
    days, count = AHEAD.days, sum(map(len, times))
    words = f"Free times in {days} days, of {len(offers)} doctors: {count}"
    if count or not offers:
        return _well(words)
    return _wrong(
        f"{words}; are there Slots with status free, in Schedules whose actors are doctor, branch and service?"
    )


async def _times_of(server: Server, offer: Offer) -> list[Slot]:
    now = server.clock.now()
    place = Slot(offer.doctor_id, offer.branch_id, offer.service_id, now, now + AHEAD)
    return await free_slots(server, place, now, now + AHEAD)


def _settings(server: Server, found: Directory) -> Iterator[Look]:
    """What the clinic file and the server say of each other."""
    for kind, ids in not_there(found, server.clinic).items():
        if ids:
            yield _wrong(f"{kind} of the clinic file that the server does not have: {_some(ids)}; mend their crm")
    for kind, ids in not_described(found, server.clinic).items():
        if ids:
            yield _well(f"{kind} that the clinic file says nothing of, shown as the server has them: {_some(ids)}")


def _some(ids: Sequence[str]) -> str:
    return ", ".join([*ids[:FEW], *(["…"] if len(ids) > FEW else [])])


def _failed(what: str, error: CrmError) -> Look:
    if isinstance(error, AuthFailed):
        hint = "CRM_TOKEN, or CRM_USER and CRM_PASSWORD, are refused or lack the right to it"
    else:
        hint = "is CRM_URL the address that its resources hang on (…/fhir), and is it up?"
    return _wrong(f"{what}: {type(error).__name__} ({error}); {hint}")


def _well(told: str) -> Look:
    return Look(well=True, told=told)


def _wrong(told: str) -> Look:
    return Look(well=False, told=told)
