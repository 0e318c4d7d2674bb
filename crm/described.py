"""A clinic's own system as the desk sees it: richer by what the clinic file adds (merging.py)."""

import asyncio
import hashlib
from collections.abc import Mapping, Sequence

from clinic.model import Clinic
from crm.merging import merged
from crm.model import Directory
from crm.port import Crm
from crm.through import Through

KINDS = ("branches", "specialties", "services", "doctors")


class Described(Through):
    """Implements ``crm.port.Crm``: directory and photos are the system's and the file's, all else is the system's."""

    def __init__(self, crm: Crm, clinic: Clinic) -> None:
        super().__init__(crm)
        self._clinic = clinic
        self._photos: Mapping[str, bytes] | None = None

    async def directory(self) -> Directory:
        names = {doctor: hashlib.sha256(photo).hexdigest() for doctor, photo in (await self._own_photos()).items()}
        return merged(await super().directory(), self._clinic, names)

    async def photo(self, doctor_id: str) -> bytes | None:
        return await super().photo(doctor_id) or (await self._own_photos()).get(doctor_id)

    async def _own_photos(self) -> Mapping[str, bytes]:
        """Read once: a restart takes in what has changed."""
        if self._photos is None:
            self._photos = await asyncio.to_thread(_read_photos, self._clinic)
        return self._photos


def not_there(found: Directory, clinic: Clinic) -> Mapping[str, Sequence[str]]:
    """By kind: ids that the file names and the system does not know."""
    return {kind: sorted(_own(clinic, kind) - _theirs(found, kind)) for kind in KINDS}


def not_described(found: Directory, clinic: Clinic) -> Mapping[str, Sequence[str]]:
    """By kind: ids of the system's that the file says nothing of."""
    return {kind: sorted(_theirs(found, kind) - _own(clinic, kind)) for kind in KINDS}


def _own(clinic: Clinic, kind: str) -> set[str]:
    return {entry.crm for entry in getattr(clinic, kind)}


def _theirs(found: Directory, kind: str) -> set[str]:
    return {thing.id for thing in getattr(found, kind)}


def _read_photos(clinic: Clinic) -> dict[str, bytes]:
    """What is no longer there is left out: a card without its picture is better than none."""
    return {one.crm: one.photo.read_bytes() for one in clinic.doctors if one.photo and one.photo.is_file()}
