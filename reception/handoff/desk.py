"""Handing over to people: a patient's words to reception and back, in a fair queue."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from reception.clock import Clock
from reception.handoff.dialogue import Dialogue, Manager, Said, State
from reception.handoff.hours import Hours
from reception.handoff.ports import Dialogues
from reception.handoff.queue import SILENCE, in_order, people_before, to_close, to_give_back, to_raise
from reception.people import Person

MORNING = timedelta(minutes=15)  # after opening; whoever comes later meets the cards themselves


@dataclass(frozen=True, slots=True)
class Promise:
    """What somebody may expect. ``before``: people in the queue. ``opens_at``: None while reception answers.

    ``offline``: that is so although its hours may say otherwise. ``lost``: the managers' group can't be reached just
    now; what is written waits.
    """

    before: int
    opens_at: datetime | None
    lost: bool
    offline: bool = False


class Handoff:
    """``has_group``: whether there is reception to write to. ``is_lost``: whether its group is out of reach now."""

    def __init__(
        self, dialogues: Dialogues, hours: Hours, clock: Clock, is_lost: Callable[[], bool], *, has_group: bool
    ) -> None:
        self.dialogues = dialogues
        self.hours = hours
        self.has_group = has_group
        self._clock = clock
        self._is_lost = is_lost

    async def hear(self, person: Person, said: Said, *, urgent: bool) -> Promise | None:
        """Pass it on. What is promised to whoever begins to wait with it, or while the group is lost; else None."""
        heard = await self.dialogues.hear(person.id, said, urgent=urgent)
        if heard and heard.first:
            return self.promise(people_before(heard.dialogue, await self.dialogues.open()))
        return self.promise() if heard and self._is_lost() else None

    async def promised(self, person: Person) -> Promise:
        """To whom something of theirs was put into the queue."""
        dialogue = await self.dialogues.of(person.id)
        waits = dialogue is not None and dialogue.state is State.WAITING
        return self.promise(people_before(dialogue, await self.dialogues.open()) if dialogue and waits else 0)

    def promise(self, before: int = 0) -> Promise:
        now = self._clock.now()
        opens_at = None if self.hours.is_open(now) else self.hours.opens_at(now)
        return Promise(before, opens_at, self._is_lost(), offline=self.hours.is_offline(now))

    async def end(self, person: Person) -> bool:
        """The patient has no more to say."""
        dialogue = await self.dialogues.of(person.id)
        if dialogue is None:
            return False
        if dialogue.state is State.BEGUN:
            await self.dialogues.lapse(dialogue.id)
            return True
        return await self.dialogues.close(dialogue.id, by_patient=True)

    async def has_helped(self, person: Person) -> bool:
        """Whether a dialogue ended so lately that thanks are meant for it."""
        return self.has_group and await self.dialogues.closed_since(person.id, self._clock.now() - SILENCE)

    async def take_next(self, by: Manager, asked: str) -> Dialogue | None:
        """The one whose turn it is; of two managers at once each has another, and the same for the same ``asked``."""
        if before := await self.dialogues.taken_when(asked):
            return before
        for one in in_order(await self.dialogues.open()):
            if await self.dialogues.take(one.id, by, asked):
                return await self.dialogues.find(one.id)
        return None

    async def look(self) -> None:
        """What time alone brings about; woken every half minute."""
        now, dialogues = self._clock.now(), await self.dialogues.open()
        for one in to_close(dialogues, now):
            await self.dialogues.lapse(one.id)
        for one in to_give_back(dialogues, self.hours, now):
            await self.dialogues.give_back(one.id, at_closing=True)
        if late := to_raise(dialogues, self.hours, now):
            await self.dialogues.raise_all(late)
        opened = self.hours.open_since(now)
        if opened and now - opened < MORNING:
            day = f"{now.astimezone(ZoneInfo(self.hours.zone)):%Y-%m-%d}"
            await self.dialogues.list_at_opening(day, in_order(await self.dialogues.open()))
