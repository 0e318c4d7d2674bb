"""Two phones of one family, one visit: one moves it while the other cancels it. On each clinic's system and wherever
one cuts in on the other there is one end, and what either was told is so."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from reception.booking.bookings import PATIENCE
from reception.booking.outcomes import Booked, Declined, No, Outcome
from reception.cancelling import Cancelled, NotCancelled
from tests.crm.at_the_desk import LATER, NINE, AtTheDesk, comes
from tests.crm.story import wall

CALLS = {"moves": 5, "cancels": 2}  # where the other can cut in, and once when all is done
Deed = Callable[[], Awaitable[None]]


@dataclass
class Family:
    """``mother`` moves, ``father`` cancels; what each was told last."""

    mother: AtTheDesk
    father: AtTheDesk
    number: int = 0
    key: str = ""
    moved: Outcome | None = None
    cancelled: Cancelled | NotCancelled | None = None

    async def begins_anew(self) -> None:
        for number in (await self.mother.numbers()).values():
            await self.cancel(number)
        self.number = await self.mother.books(NINE)
        self.key, self.moved, self.cancelled = await self.mother.key(LATER, self.number), None, None

    async def moves(self) -> None:
        self.moved = await self.mother.confirms(self.key)

    async def cancels(self) -> None:
        self.cancelled = await self.cancel(self.number, wall(NINE))

    async def cancel(self, number: int, begins: datetime | None = None) -> Cancelled | NotCancelled:
        desk = self.father.desk
        return await desk.cancelling.cancel(self.father.person, desk.catalogue, number, begins)

    async def ends_as_told(self) -> None:
        """Moved or cancelled, and both know which; whoever came second was told that nothing was changed by them."""
        booked = await self.mother.booked()
        if isinstance(self.moved, Booked):
            assert self.moved.beside is None
            assert (booked, self.moved.visit.starts_at) == ([wall(LATER)], wall(LATER))
            assert self.cancelled in (NotCancelled.UNDER_WAY, NotCancelled.CHANGED)
        else:
            assert booked == []
            assert isinstance(self.cancelled, Cancelled)
            assert self.cancelled.visit.appointment.starts_at == wall(NINE)
            assert isinstance(self.moved, Declined)
            assert self.moved.why in {No.UNDER_WAY, No.CHANGED}


async def family_at(mother: AtTheDesk) -> Family:
    father = await comes(mother.desk, mother.story, 2, crm_id=mother.person.patients[0].crm_id)
    return Family(mother, replace(mother, person=father))


async def test_wherever_one_cuts_in_on_the_other_there_is_one_end(either: AtTheDesk) -> None:
    family, ends = await family_at(either), set[bool]()
    for first, second in ((Family.moves, Family.cancels), (Family.cancels, Family.moves)):
        for calls in range(CALLS[first.__name__]):
            await family.begins_anew()
            either.crm.faulty.is_interrupted(calls, partial(second, family))
            await first(family)
            either.crm.faulty.is_never_interrupted()
            if family.moved is None or family.cancelled is None:
                await second(family)
            await family.ends_as_told()
            ends.add(isinstance(family.moved, Booked))
    assert ends == {True, False}


async def test_both_at_once_come_to_one_end(either: AtTheDesk) -> None:
    family = await family_at(either)
    await family.begins_anew()
    await asyncio.gather(family.moves(), family.cancels())
    await family.ends_as_told()


async def test_nobody_moves_what_may_still_be_cancelled_until_that_is_over(any_desk: AtTheDesk) -> None:
    family = await family_at(any_desk)
    await family.begins_anew()
    any_desk.crm.faulty.fails_before()
    await family.cancels()
    assert family.cancelled is NotCancelled.NOT_KNOWN
    await family.moves()
    assert family.moved == Declined(No.UNDER_WAY, any_desk.way(moving=family.number))
    any_desk.story.system.clock.goes_on(PATIENCE)
    await family.moves()
    assert isinstance(family.moved, Booked)


async def test_what_is_not_known_to_have_been_moved_is_not_cancelled(any_desk: AtTheDesk) -> None:
    family = await family_at(any_desk)
    await family.begins_anew()
    any_desk.crm.faulty.loses_answers()
    await family.moves()
    await family.cancels()
    assert family.cancelled is NotCancelled.UNDER_WAY
    await any_desk.settles()
    assert await any_desk.booked() == [wall(LATER)]
