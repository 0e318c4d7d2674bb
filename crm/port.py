"""The port to the clinic's own system: what every adapter promises.

Every method may raise ``Unavailable`` and ``AuthFailed``; a writing method also ``OutcomeUnknown`` (crm/errors.py).
The promises are checked for each adapter by the contract suite in tests/crm/.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from crm.model import (
    Appointment,
    Capabilities,
    Changes,
    Directory,
    HomeCall,
    Look,
    NewPatient,
    Order,
    Patient,
    Slot,
)


class Crm(Protocol):
    """A clinic's system of record."""

    @property
    def capabilities(self) -> Capabilities:
        """What this system can do or needs; never changes while the program runs."""
        ...

    async def directory(self) -> Directory:
        """Everything a patient can choose from, in the order the clinic wants it shown."""
        ...

    async def photo(self, doctor_id: str) -> bytes | None:
        """A JPEG or PNG of the doctor, or None. Raises ``NotFound`` for an unknown doctor."""
        ...

    async def free_slots(
        self, doctor_id: str, service_id: str, branch_id: str, start: datetime, end: datetime
    ) -> list[Slot]:
        """Free times that begin in [start, end), earliest first, live, none in the past of the system's clock.

        Both bounds are aware. Unknown ids have no free times: an empty list.
        """
        ...

    async def find_patients(self, phone: str) -> list[Patient]:
        """Everybody with this number (E.164) on the card; a family shares one."""
        ...

    async def find_namesakes(self, surname: str, first_name: str, born_on: date) -> list[Patient]:
        """Cards with this birth date and a name that reads the same in another spelling, whatever the phone.

        Raises ``Unsupported`` without ``capabilities.finds_by_name``.
        """
        ...

    async def create_patient(self, patient: NewPatient) -> Patient:
        """A new card; the caller has looked for an old one. Repeated after ``OutcomeUnknown`` only by the caller.

        A system that knows people by itself may give an old card: one that is surely the same person's. Raises
        ``Refused`` where it takes the patient for somebody who may be another.
        """
        ...

    async def book(self, order: Order) -> Appointment:
        """Book exactly ``order.slot``. The same key again gives the same appointment, whatever became of it.

        Raises ``SlotTaken``, ``PatientBusy``, ``NotFound``, ``Refused``.
        """
        ...

    async def outcome(self, order: Order) -> Appointment | None:
        """What became of ``order``, sent to ``book`` or to ``reschedule``: its appointment, or None when there is none.

        After None it may be sent again: where the system keeps no keys, the adapter asks until it is sure.
        """
        ...

    async def cancel(self, appointment_id: str) -> Appointment:
        """Free the time. A second cancel is fine and changes nothing. Raises ``NotFound``, ``Refused``, ``Stale``."""
        ...

    async def reschedule(self, appointment_id: str, order: Order) -> Appointment:
        """Move to ``order.slot``: the old time is kept until the new one is sure. Idempotent by ``order.key``.

        The answer may have another id. Raises what ``book`` raises, ``Refused`` when it is cancelled or over,
        ``Stale``, ``Unsupported`` without ``capabilities.moves``.
        """
        ...

    async def confirm(self, appointment_id: str) -> Appointment:
        """The patient says that they will come: whoever works in the system can see it. Twice is fine.

        Raises ``NotFound``, ``Refused`` when it is cancelled or over, ``Stale``, ``Unsupported`` without
        ``capabilities.confirms``.
        """
        ...

    async def request_home_call(self, call: HomeCall) -> None:
        """Whoever works in the system sees that a doctor is asked for. The same key again asks for no second one.

        Without ``capabilities.finds_home_calls`` it is never repeated after ``OutcomeUnknown``: there a second one
        could come of it. Raises ``NotFound``, ``Refused``, ``Unsupported`` without ``capabilities.home_calls``.
        """
        ...

    async def has_home_call(self, key: str) -> bool:
        """Whether a home call of this key is there, whatever became of it; if not, it may be asked for again.

        Raises ``Unsupported`` without ``capabilities.finds_home_calls``.
        """
        ...

    async def appointment(self, appointment_id: str) -> Appointment:
        """One appointment as it is now. Raises ``NotFound``."""
        ...

    async def appointments(self, patient_ids: Sequence[str], start: datetime, end: datetime) -> list[Appointment]:
        """These patients' appointments that begin in [start, end), made by anybody, cancelled ones too, by time."""
        ...

    async def changes(self, cursor: str | None) -> Changes:
        """Appointments made or changed since the cursor, each once in its newest state, none ever missed.
        Where the system knows only times of change, one may come again with the next cursor.

        None as cursor: nothing old, only a cursor for next time. Raises ``Unsupported`` without
        ``capabilities.change_feed``.
        """
        ...

    async def check(self) -> list[Look]:
        """Try whatever is needed of the system, as far as that changes nothing. What fails is a ``Look``, no error."""
        ...
