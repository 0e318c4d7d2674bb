"""The people in the clinic, who use the system without the bot. Slots are in the clinic's own ids."""

from crm.errors import PatientBusy, SlotTaken
from crm.model import Slot, Status
from tests.crm.eleks.server.refusal import Refusal
from tests.crm.eleks.server.world import Visit, World

LOGIN = "Реєстратура"
MARKS = {Status.BOOKED: "CNF", Status.ARRIVED: "ARR", Status.FULFILLED: "DON", Status.NOSHOW: "NSH"}


class Reception:
    def __init__(self, world: World) -> None:
        self._world = world

    async def books(self, patient: int, slot: Slot, room: int | None = None, note: str = "") -> Visit:
        """At any time, as long as nobody is in two places. Raises ``SlotTaken``, ``PatientBusy``."""
        if self._world.overlapping(patient, slot):
            raise PatientBusy("reception sees that, too")
        held = await self._held(slot)
        where = room or self._world.names.room(slot.doctor_id, slot.branch_id)
        return self._world.add(patient, slot, where, held, LOGIN, note)

    async def moves(self, number: int, slot: Slot) -> Visit:
        """The old time is kept until the new one is sure."""
        visit = self._world.visits[number]
        if [one for one in self._world.overlapping(visit.patient, slot) if one is not visit]:
            raise PatientBusy("reception sees that, too")
        held = await self._held(slot)
        await self._world.let_go(visit)
        visit.slot, visit.held = slot, held
        visit.room = self._world.names.room(slot.doctor_id, slot.branch_id)
        return visit

    async def cancels(self, number: int) -> None:
        visit = self._world.visits[number]
        await self._world.let_go(visit)
        visit.status = "CNL"

    async def marks(self, number: int, status: Status) -> None:
        visit = self._world.visits[number]
        visit.status = MARKS[status]
        if visit.held:
            await self._world.engine.mark(visit.held, status)

    async def _held(self, slot: Slot) -> str:
        try:
            return await self._world.hold(slot)
        except Refusal as refusal:
            raise SlotTaken(str(refusal)) from None
