"""A clinic's system that fails as it is told to; for stories about bad days."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date
from uuid import uuid4

from crm.errors import AuthFailed, OutcomeUnknown, Unavailable
from crm.model import Appointment, NewPatient, Order, Sex, Slot
from crm.port import Crm
from crm.through import Answer, Through
from crm.timed import WRITING


class Faulty(Through):
    """Any clinic's system, and the words to break it. ``comes_back`` ends everything but counted faults.

    ``asked``: what it was called for, one verb a call.
    """

    def __init__(self, crm: Crm) -> None:
        super().__init__(crm, self._with_faults)
        self.asked: list[str] = []
        self._down = self._refusing = False
        self._delay: float | asyncio.Event = 0
        self._losing = 0
        self._failing = 0
        self._meeting: asyncio.Barrier | None = None
        self._interruption: tuple[int, Callable[[], Awaitable[object]]] | None = None

    def goes_down(self) -> None:
        """Nothing reaches it any more."""
        self._down = True

    def refuses_us(self) -> None:
        """Our password is not the right one any more."""
        self._refusing = True

    def comes_back(self) -> None:
        """Up, quick, and it lets us in."""
        self._down = self._refusing = False
        self._delay = 0

    def answers_after(self, delay: float | asyncio.Event) -> None:
        """Calls are carried out at once; the answers come after so many seconds, or when the event is set."""
        self._delay = delay

    def loses_answers(self, times: int = 1) -> None:
        """The next writing calls are carried out, but nobody hears so."""
        self._losing = times

    def fails_before(self, times: int = 1) -> None:
        """The next writing calls are not carried out, and nobody can tell."""
        self._failing = times

    def books_together(self, barrier: asyncio.Barrier) -> None:
        """The next booking waits there, so that nobody is early."""
        self._meeting = barrier

    def is_interrupted(self, after: int, by: Callable[[], Awaitable[object]]) -> None:
        """So many calls from now on, and once the next is answered somebody else does something, all of it."""
        self._interruption = after, by

    def is_never_interrupted(self) -> None:
        self._interruption = None

    async def takes(self, slot: Slot) -> Appointment:
        """A stranger books it, past everything that is broken here."""
        phone = f"+38050{uuid4().int % 10**7:07}"
        new = NewPatient("Стороння", "Особа", "", date(1970, 1, 1), phone, Sex.FEMALE)
        stranger = await self._crm.create_patient(new)
        return await self._crm.book(Order(uuid4().hex, slot, stranger.id))

    async def _with_faults(self, verb: str, call: Callable[[], Awaitable[Answer]], /) -> Answer:
        self.asked.append(verb)
        if self._down:
            raise Unavailable("down")
        if self._refusing:
            raise AuthFailed("the password is wrong")
        if verb in WRITING and self._failing:
            self._failing -= 1
            raise OutcomeUnknown("broke off before")
        if verb == "book" and self._meeting:
            meeting, self._meeting = self._meeting, None
            await meeting.wait()
        answer = await call()
        await self._passes()
        await self._lets_others_in()
        if verb in WRITING and self._losing:
            self._losing -= 1
            raise OutcomeUnknown("broke off after")
        return answer

    async def _lets_others_in(self) -> None:
        if self._interruption is None:
            return
        after, others = self._interruption
        self._interruption = (after - 1, others) if after else None
        if not after:
            await others()

    async def _passes(self) -> None:
        if isinstance(self._delay, asyncio.Event):
            await self._delay.wait()
        else:
            await asyncio.sleep(self._delay)
