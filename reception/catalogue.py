"""The clinic's directory with short integer ids: what menus read, without asking the clinic's system.

An id is given once and never again to anything else, so a button from last year still means what it said.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Protocol

from crm.model import Branch, Directory, Doctor, Service, Specialty

Place = tuple[int, int, int]  # doctor, branch, service


@dataclass(frozen=True, slots=True)
class Offer:
    """A doctor gives a service at a branch, by local ids; None where the system does not tell."""

    doctor: int
    branch: int
    service: int
    minutes: int | None
    price: Decimal | None

    @property
    def place(self) -> Place:
        return self.doctor, self.branch, self.service


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything that was ever in the directory, in the clinic's own order; ``offers`` only what is there now.

    ``gone``: doctors who have left: known by name, offered no more.
    """

    branches: Mapping[int, Branch]
    specialties: Mapping[int, Specialty]
    services: Mapping[int, Service]
    doctors: Mapping[int, Doctor]
    gone: frozenset[int]
    offers: tuple[Offer, ...]
    ids: Mapping[tuple[str, str], int]

    def doctor_id(self, crm_id: str) -> int | None:
        return self.ids.get(("doctor", crm_id))

    def branch_id(self, crm_id: str | None) -> int | None:
        return self.ids.get(("branch", crm_id or ""))

    def service_id(self, crm_id: str | None) -> int | None:
        return self.ids.get(("service", crm_id or ""))

    def specialty_id(self, crm_id: str | None) -> int | None:
        return self.ids.get(("specialty", crm_id or ""))


class CatalogueStore(Protocol):
    async def save(self, directory: Directory) -> Catalogue:
        """Mirror the directory: new things get new ids, known ones are updated, missing ones marked as gone."""
        ...

    async def load(self) -> Catalogue:
        """What was mirrored last; empty before the first time."""
        ...


class AvailabilityStore(Protocol):
    """The earliest free time of each doctor, branch and service, as last seen."""

    async def save(self, seen: Mapping[Place, datetime | None]) -> None: ...

    async def earliest(self, branch: int, after: datetime) -> dict[Place, datetime | None]:
        """What is known of a branch, None where nothing was free; a time before ``after`` tells nothing any more."""
        ...
