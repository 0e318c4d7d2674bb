"""Patients' cards."""

import hashlib
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from crm.errors import AuthFailed, OutcomeUnknown, Refused
from crm.fhir.elements import Resource, changed_at, identifiers, without_identifier
from crm.fhir.names import human_name, parts, present
from crm.fhir.phones import e164, forms
from crm.fhir.server import Server
from crm.fhir.together import together
from crm.fhir.writing import is_well, post, put, refused, submit, unknown_from_here
from crm.model import NewPatient, Patient
from crm.spelling import name_key

PATIENT = "urn:reception:patient"  # our identifier: who they are, as a hash
UNKNOWN = datetime.max.replace(tzinfo=UTC)


async def by_phone(server: Server, phone: str) -> list[Patient]:
    rows = await server.session.find("Patient", ("telecom", ",".join(forms(phone))))
    return [card for card in _cards(server, rows) if phone in card.phones]


async def namesakes(server: Server, surname: str, first_name: str, born_on: date) -> list[Patient]:
    rows = await server.session.find("Patient", ("birthdate", born_on.isoformat()))
    wanted = name_key(surname), name_key(first_name)
    cards = (card for card in _cards(server, rows) if card.born_on == born_on)
    return [card for card in cards if (name_key(card.surname), name_key(card.first_name)) == wanted]


async def create(server: Server, new: NewPatient) -> Patient:
    """The same phone, birth date and name are the same person: the card that is there already is the answer."""
    who = _hash(new)
    status = await submit(server, post(_resource(new, who), f"identifier={PATIENT}|{who}"))
    with unknown_from_here():
        found = await _by_hash(server, who)
        if not found and is_well(status):
            raise OutcomeUnknown("sent, and not there")
        if not found:
            raise refused(status, "Patient")
        await server.ticks.step_over(max(found, key=lambda one: changed_at(one) or UNKNOWN))
        first, *twins = await _in_order(server, await _by_hash(server, who) or found)
        for twin in twins:  # of a server that looks for a first one and makes a second meanwhile
            await _remove(server, twin, who)
    if not _is_in_use(first):
        raise Refused("the clinic has laid this card aside")
    return _card(server, first)


async def _by_hash(server: Server, who: str) -> list[Resource]:
    rows = await server.session.find("Patient", ("identifier", f"{PATIENT}|{who}"))
    return [row for row in rows if who in identifiers(row, PATIENT)]


async def _in_order(server: Server, some: list[Resource]) -> list[Resource]:
    """All who make one at once must agree which is the card: the one whose first version is the oldest."""
    if len(some) < 2:  # noqa: PLR2004 nothing to compare
        return some
    ranks = await together(*(_rank(server, one) for one in some))
    return [some[at] for _, at in sorted(zip(ranks, range(len(some)), strict=True))]


async def _rank(server: Server, one: Resource) -> tuple[datetime, str]:
    versions = await server.session.history("Patient", one["id"]) or [one]
    return changed_at(versions[-1]) or UNKNOWN, str(one["id"])


async def _remove(server: Server, twin: Resource, who: str) -> None:
    """Where nothing may be deleted it is laid aside, and no longer found."""
    try:
        answer = await server.session.write("DELETE", f"Patient/{twin['id']}", None, {})
        deleted = answer.well or answer.status in {404, 410}
    except AuthFailed:
        deleted = False
    if not deleted:
        await submit(server, put(without_identifier(twin, [PATIENT], who), active=False))


def _hash(new: NewPatient) -> str:
    told = "\0".join([new.phone, new.born_on.isoformat(), name_key(new.surname), name_key(new.first_name)])
    return hashlib.sha256(told.encode()).hexdigest()


def _resource(new: NewPatient, who: str) -> dict[str, Any]:
    return {
        "resourceType": "Patient",
        "identifier": [{"system": PATIENT, "value": who}],
        "active": True,
        "name": [human_name(new)],
        "telecom": [{"system": "phone", "value": new.phone, "use": "mobile"}],
        "birthDate": new.born_on.isoformat(),
    } | ({"gender": new.sex.value} if new.sex else {})


def _cards(server: Server, rows: Iterable[Resource]) -> list[Patient]:
    return [_card(server, row) for row in rows if _is_in_use(row)]


def _is_in_use(row: Resource) -> bool:
    """Whether nobody has laid the card aside, by hand or for another one."""
    return row.get("active") is not False


def _card(server: Server, row: Resource) -> Patient:
    surname, first_name, patronymic = parts(present(row.get("name", ())))
    going = [one for one in row.get("telecom", ()) if one.get("use") != "old" and one.get("system") in {"phone", "sms"}]
    phones = filter(None, (e164(str(one.get("value", "")), server.clinic.region) for one in going))
    born_on = _day(row.get("birthDate"))
    return Patient(str(row["id"]), surname, first_name, patronymic, born_on, tuple(dict.fromkeys(phones)))


def _day(text: Any) -> date | None:
    """None for what names no day: birth dates may be a year alone."""
    try:
        return date.fromisoformat(text)
    except (TypeError, ValueError):
        return None
