"""What a clinic's branches, doctors, services and rooms are called in Eleks."""

from collections.abc import Mapping

from clinic.model import Clinic
from tests.crm.eleks.server.refusal import Refusal

OFFLINE_SERVICE, OFFLINE_SPECIALTY = 999, "INNER"  # not open to online booking


class Names:
    """From the clinic's own ids and back. A login may hold any characters; a service's code is not its id."""

    def __init__(self, clinic: Clinic) -> None:
        self.branches = {one.id: f"c0ffee00-0000-4000-8000-{number:012}" for number, one in enumerate(clinic.branches)}
        self.doctors = {one.id: f"{one.id.title()} О'К/{number} &+=?№%" for number, one in enumerate(clinic.doctors)}
        self.services = {one.id: 300 + number for number, one in enumerate(clinic.services)}
        self.specialties = {one.id: f"{one.id[:3].upper()}{number}" for number, one in enumerate(clinic.specialties)}
        self._rooms = {70 + 10 * place + door: one.id for place, one in enumerate(clinic.branches) for door in range(3)}

    def crm_id(self, kind: str, own_id: str) -> str:
        """For the clinic file (tests/crm/counterparts.py)."""
        names: Mapping[str, object] = getattr(self, kind)
        return str(names[own_id])

    def own(self, kind: str, name: str) -> str:
        """Raises ``Refusal``, as a foreign key would."""
        for own_id, known in getattr(self, kind).items():
            if str(known).lower() == name.lower():
                return str(own_id)
        raise Refusal(f"Конфлікт зовнішнього ключа: {kind}")

    def service(self, number: str) -> str:
        return str(OFFLINE_SERVICE) if number == str(OFFLINE_SERVICE) else self.own("services", number)

    def rooms(self) -> Mapping[int, str]:
        """Those open to the web, with their branches: two each; a third is reception's own."""
        return {room: branch for room, branch in self._rooms.items() if room % 10 != 2}

    def room(self, doctor: str, branch: str) -> int:
        own = [room for room, place in self.rooms().items() if place == branch]
        return own[list(self.doctors).index(doctor) % 2]

    def branch_of(self, room: str) -> str:
        if not room.isdecimal() or int(room) not in self._rooms:
            raise Refusal("Конфлікт зовнішнього ключа: venue")
        return self._rooms[int(room)]
