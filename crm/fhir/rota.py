"""Who works where and for what: PractitionerRole and Schedule, kept for a few minutes. Free times are never kept."""

import math
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from crm.errors import NotFound
from crm.fhir.elements import Resource, codes, instant, is_id, referred, refers
from crm.fhir.session import Session

KEPT = 300.0  # seconds: a new Schedule is seen so late at the latest

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Role:
    id: str
    doctor_id: str
    branches: tuple[str, ...]
    services: tuple[str, ...]
    specialties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Work:
    """One Schedule. ``services``: none named means by ``types``; no types either means any service."""

    schedule_id: str
    branches: frozenset[str]
    services: frozenset[str]
    types: frozenset[str]
    begins: datetime | None
    ends: datetime | None

    def is_for(self, branch_id: str, service_id: str, types: Iterable[str]) -> bool:
        if branch_id not in self.branches:
            return False
        return service_id in self.services if self.services else not self.types or not self.types.isdisjoint(types)

    def touches(self, start: datetime, end: datetime) -> bool:
        return (self.begins is None or self.begins < end) and (self.ends is None or self.ends >= start)


class Rota:
    def __init__(self, session: Session, now: Callable[[], float] = time.monotonic) -> None:
        self._session = session
        self._now = now
        self._kept: dict[str, tuple[float, Any]] = {}

    async def roles(self) -> Mapping[str, Role]:
        return await self._once("roles", self._read_roles)

    async def actors(self, doctor_id: str) -> list[str]:
        """References by which an appointment or a Schedule may name this doctor."""
        roles = (role for role in (await self.roles()).values() if role.doctor_id == doctor_id)
        return [f"Practitioner/{doctor_id}", *(f"PractitionerRole/{role.id}" for role in roles)]

    async def works(self, doctor_id: str) -> list[Work]:
        if not is_id(doctor_id):
            return []
        return await self._once(f"works of {doctor_id}", lambda: self._read_works(doctor_id))

    async def types(self, service_id: str) -> list[str]:
        """The codings of a HealthcareService."""
        if not is_id(service_id):
            return []
        return await self._once(f"types of {service_id}", lambda: self._read_types(service_id))

    async def _once(self, what: str, read: Callable[[], Awaitable[Value]]) -> Value:
        until, value = self._kept.get(what, (-math.inf, None))
        if self._now() >= until:
            value = await read()
            self._kept[what] = self._now() + KEPT, value
        found: Value = value  # as it was read
        return found

    async def _read_roles(self) -> Mapping[str, Role]:
        return {role.id: role for role in map(role_of, await self._session.find("PractitionerRole")) if role}

    async def _read_works(self, doctor_id: str) -> list[Work]:
        roles, actors = await self.roles(), await self.actors(doctor_id)
        found = await self._session.find("Schedule", ("actor", ",".join(actors)))
        own = [one for one in found if any(_is_actor(one, actor) for actor in actors)]
        return [work_of(one, doctor_id, roles) for one in own if one.get("active") is not False]

    async def _read_types(self, service_id: str) -> list[str]:
        try:
            return codes((await self._session.read(f"HealthcareService/{service_id}")).get("type", ()))
        except NotFound:
            return []


def role_of(resource: Resource) -> Role | None:
    """None for one that is over."""
    if resource.get("active") is False:
        return None
    return Role(
        id=str(resource.get("id")),
        doctor_id=refers(resource.get("practitioner"), "Practitioner"),
        branches=tuple(referred(resource.get("location", ()), "Location")),
        services=tuple(referred(resource.get("healthcareService", ()), "HealthcareService")),
        specialties=tuple(concept[0] for one in resource.get("specialty", ()) if (concept := codes([one]))),
    )


def work_of(schedule: Resource, doctor_id: str, roles: Mapping[str, Role]) -> Work:
    """Without a place of its own it is where the doctor works, if that is one place."""
    actors = schedule.get("actor", ())
    as_role = [roles[one] for one in referred(actors, "PractitionerRole") if one in roles]
    branches = {*referred(actors, "Location"), *(branch for role in as_role for branch in role.branches)}
    services = {*referred(actors, "HealthcareService"), *(one for role in as_role for one in role.services)}
    everywhere = {branch for role in roles.values() if role.doctor_id == doctor_id for branch in role.branches}
    horizon = schedule.get("planningHorizon") or {}
    return Work(
        schedule_id=str(schedule.get("id")),
        branches=frozenset(branches or (everywhere if len(everywhere) == 1 else ())),
        services=frozenset(services),
        types=frozenset(codes(schedule.get("serviceType", ()))),
        begins=instant(horizon.get("start")),
        ends=instant(horizon.get("end")),
    )


def doctors_of(schedule: Resource, roles: Mapping[str, Role]) -> list[str]:
    actors = schedule.get("actor", ())
    as_role = (roles[one].doctor_id for one in referred(actors, "PractitionerRole") if one in roles)
    return list(dict.fromkeys([*referred(actors, "Practitioner"), *as_role]))


def _is_actor(schedule: Resource, actor: str) -> bool:
    kind, _, own_id = actor.partition("/")
    return own_id in referred(schedule.get("actor", ()), kind)
