"""What became of our orders. There are no keys: ours is written into the visit's description (section 6)."""

import re
from collections.abc import Sequence
from dataclasses import replace

from crm.eleks.appointments import Appointments, Visit
from crm.eleks.cancelling import Cancelling
from crm.eleks.patients import Patients
from crm.errors import Refused, Unavailable
from crm.model import Appointment, Order, Status
from crm.together import together

KEYS = re.compile(r"\btg:([\w-]+)")


def note_of(key: str) -> str:
    return f"[tg:{key}]"


class Attempts:
    """``user``: the login that our visits are made by."""

    def __init__(self, appointments: Appointments, cancelling: Cancelling, patients: Patients, user: str) -> None:
        self._appointments = appointments
        self._cancelling = cancelling
        self._patients = patients
        self._user = user.casefold()

    async def around(self, order: Order) -> list[Visit]:
        """The patient's visits about that time, in the order they were made; nobody has none."""
        try:
            visits = await self._appointments.near(order.patient_id, order.slot.starts_at, order.slot.ends_at)
        except Refused as refused:
            if await self._patients.exists(order.patient_id):
                raise Unavailable(f"a patient's visits are refused: {refused.text}") from refused
            return []
        return sorted(visits, key=lambda visit: visit.turn)

    async def own(self, order: Order, visits: Sequence[Visit]) -> Appointment | None:
        """What an earlier attempt made, as it is to be. Where somebody has written over our key, a visit with none
        that we made for the same patient, doctor and start is taken for it, unless it was cancelled."""
        asked = order.slot.doctor_id, order.slot.starts_at
        same = [visit for visit in visits if (visit.appointment.doctor_id, visit.appointment.starts_at) == asked]
        keys = await self._keys(same)
        ours = [visit for visit in same if order.key in keys[visit.id]]
        ours = ours or [visit for visit in same if not keys[visit.id] and self._is_by_us(visit)]
        if not ours:
            return None
        first = next((visit for visit in ours if visit.is_active), ours[0])
        return await self.standing(order, first.appointment, visits)

    async def standing(self, order: Order, own: Appointment, visits: Sequence[Visit]) -> Appointment:
        """Of a patient's visits that overlap the first one made stands: whatever else is ours is withdrawn.

        Where that is all, it comes back cancelled.
        """
        if own.status is not Status.BOOKED:
            return replace(own, key=order.key)
        beside = [visit for visit in visits if visit.is_active and visit.overlaps(own.starts_at, own.ends_at)]
        keys = await self._keys([visit for visit in beside if visit.id != own.id])
        twins = [visit.appointment for visit in beside if order.key in keys.get(visit.id, ())]
        first = beside[0].id if beside else own.id
        ours = {one.id: one for one in (*twins, own)}
        left = {one.id: one if one.id == first else await self._withdrawn(one) for one in ours.values()}
        return replace(left.get(first, left[own.id]), key=order.key)

    async def _keys(self, visits: Sequence[Visit]) -> dict[str, list[str]]:
        notes = await together(*map(self._appointments.note, visits))
        return {visit.id: KEYS.findall(note) for visit, note in zip(visits, notes, strict=True)}

    def _is_by_us(self, visit: Visit) -> bool:
        return visit.is_active and visit.made_by.casefold() == self._user

    async def _withdrawn(self, own: Appointment) -> Appointment:
        """What they do not let go is there, and said to be."""
        try:
            return await self._cancelling.carried_out(own)
        except Refused:
            return own
