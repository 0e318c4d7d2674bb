"""Whatever changes something at a clinic, begun by a desk that may hear nothing of it, and gone on with later."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from typing import Protocol

from crm.errors import CrmError
from crm.model import Appointment, HomeCall, NewPatient, Order, Slot, Status
from crm.port import Crm
from tests.crm.story import Story, home_call, order, somebody

DONE = "done"
DAYS = (
    "2027-03-23",
    "2027-03-26",
    *(f"2027-03-{day}" for day in (29, 30, 31)),
    *(f"2027-04-0{day}" for day in (1, 2, 5)),
)
VERBS = ("create_patient", "book", "reschedule", "cancel", "request_home_call")
NEEDED = {"reschedule": "moves", "request_home_call": "finds_home_calls"}


class Deed(Protocol):
    """Something that is to be changed, and what the desk does about it later."""

    async def begins(self, crm: Crm) -> object: ...

    async def goes_on(self, crm: Crm) -> object: ...

    async def times(self, crm: Crm) -> int:
        """How often it has been done."""
        ...


@dataclass(frozen=True)
class Registering:
    new: NewPatient

    async def begins(self, crm: Crm) -> object:
        return await crm.create_patient(self.new)

    async def goes_on(self, crm: Crm) -> object:
        return (await crm.find_patients(self.new.phone) or [await crm.create_patient(self.new)])[0]

    async def times(self, crm: Crm) -> int:
        return len(await crm.find_patients(self.new.phone))


@dataclass(frozen=True)
class Booking:
    wish: Order

    async def begins(self, crm: Crm) -> object:
        return await crm.book(self.wish)

    async def goes_on(self, crm: Crm) -> object:
        return await crm.outcome(self.wish) or await crm.book(self.wish)

    async def times(self, crm: Crm) -> int:
        return len(await booked(crm, self.wish))


@dataclass(frozen=True)
class Moving:
    made: Appointment
    wish: Order

    async def begins(self, crm: Crm) -> object:
        return await crm.reschedule(self.made.id, self.wish)

    async def goes_on(self, crm: Crm) -> object:
        return await crm.outcome(self.wish) or await crm.reschedule(self.made.id, self.wish)

    async def times(self, crm: Crm) -> int:
        old = Order("", Slot("", "", "", self.made.starts_at, self.made.ends_at), self.made.patient_id)
        here, there = await booked(crm, old), await booked(crm, self.wish)
        assert len(here) + len(there) == 1, "it is always somewhere, and never at both times"
        return len(there)


@dataclass(frozen=True)
class Cancelling:
    made: Appointment

    async def begins(self, crm: Crm) -> object:
        return await crm.cancel(self.made.id)

    async def goes_on(self, crm: Crm) -> object:
        return await crm.cancel(self.made.id)

    async def times(self, crm: Crm) -> int:
        return int((await crm.appointment(self.made.id)).status is Status.CANCELLED)


@dataclass(frozen=True)
class Calling:
    call: HomeCall

    async def begins(self, crm: Crm) -> object:
        await crm.request_home_call(self.call)
        return True

    async def goes_on(self, crm: Crm) -> object:
        return await crm.has_home_call(self.call.key) or await self.begins(crm)

    async def times(self, crm: Crm) -> int:
        return int(await crm.has_home_call(self.call.key))


async def booked(crm: Crm, wish: Order) -> list[Appointment]:
    found = await crm.appointments([wish.patient_id], wish.slot.starts_at, wish.slot.ends_at)
    return [one for one in found if one.status is Status.BOOKED]


async def first_told(deed: Deed, crm: Crm) -> str:
    try:
        await deed.begins(crm)
    except CrmError as error:
        return type(error).__name__
    return DONE


class Deeds:
    """Each with a patient and times of its own."""

    def __init__(self, story: Story) -> None:
        self._story = story
        self._days = iter(DAYS)
        self._slots: list[Slot] = []
        self._numbers = count()

    @property
    def verbs(self) -> Sequence[str]:
        """All that this system can do."""
        able = self._story.crm.capabilities
        return [verb for verb in VERBS if verb not in NEEDED or getattr(able, NEEDED[verb])]

    async def next(self, verb: str) -> Deed:
        number, crm = next(self._numbers), self._story.crm
        if verb == "create_patient":
            return Registering(somebody(number))
        patient = await self._story.patient(number)
        if verb == "request_home_call":
            return Calling(home_call(patient, self._story.id_of("Граб Іван"), f"call-{number}"))
        wish = order(await self._slot(), patient)
        if verb == "book":
            return Booking(wish)
        made = await crm.book(wish)
        return Cancelling(made) if verb == "cancel" else Moving(made, order(await self._slot(), patient))

    async def _slot(self) -> Slot:
        if not self._slots:
            free = await self._story.free("Граб Іван", next(self._days))
            self._slots = [one for one in free if one.starts_at.minute in {0, 30}]
        return self._slots.pop()
