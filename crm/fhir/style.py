"""How this server books: told in the clinic file, or found out once from what it says of itself."""

from collections.abc import Iterable

from crm.fhir.elements import Resource
from crm.fhir.session import Session

KINDS = ("Appointment", "Slot")  # both are written in one transaction
WRITTEN = (("Patient", "create"), ("Appointment", "create"), ("Appointment", "update"))
TRANSACTION = "transaction"


class Style:
    """``transaction``: we write Appointment and Slot together and look afterwards whose time it is. Else ``managed``:
    the server itself owns availability, refuses with 409 what is taken and sets its Slots."""

    def __init__(self, session: Session, told: str | None) -> None:
        self._session = session
        self._known = told

    async def is_transaction(self) -> bool:
        if self._known is None:
            self._known = style_of(await self._session.read("metadata"))
        return self._known == TRANSACTION


def style_of(statement: Resource) -> str:
    """By its CapabilityStatement (hl7.org/fhir/R4/capabilitystatement.html)."""
    return TRANSACTION if not lacking(statement) else "managed"


def lacking(statement: Resource) -> list[str]:
    """What the style ``transaction`` needs and this server does not say that it has."""
    rest, kinds = _rest(statement), _kinds(statement)
    lacks = [] if TRANSACTION in _codes(rest.get("interaction", ())) else ["transactions"]
    if not kinds.get("Appointment", {}).get("conditionalCreate"):
        lacks.append("conditional create of Appointment")
    versioned = (kind for kind in KINDS if kinds.get(kind, {}).get("versioning") != "versioned-update")
    return lacks + [f"updates of {kind} by version" for kind in versioned]


def unwritten(statement: Resource) -> list[str]:
    """What this server does not say that it lets us write."""
    kinds = _kinds(statement)
    return [f"{kind} ({how})" for kind, how in WRITTEN if how not in _codes(kinds.get(kind, {}).get("interaction", ()))]


def _rest(statement: Resource) -> Resource:
    return next(iter(statement.get("rest", ())), {})


def _kinds(statement: Resource) -> dict[str, Resource]:
    return {str(one.get("type")): one for one in _rest(statement).get("resource", ())}


def _codes(interactions: Iterable[Resource]) -> set[str]:
    return {str(one.get("code")) for one in interactions}
