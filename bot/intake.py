"""Updates in: stored first, then handled in order per chat, whatever dies or hangs on the way."""

import asyncio
import logging
from collections.abc import Sequence
from contextlib import suppress

from bot.lanes import Lanes, lane_of
from bot.outages import DATABASE
from bot.turns import Handle, Inbox, OutOfReach, Pace, RawUpdate, Turns, told
from bot.vitals import Vitals

log = logging.getLogger(__name__)

PACE = Pace()
DEATHS = 5  # of the program while it was at work, each as a lone suspect but for the first


class Intake:
    """The only door for updates, polled or sent by webhook.

    What was under way when a process died is suspected of having killed it: suspects are tried one at a time, those
    with the fewest deaths first, so that the guilty one uses up its tries alone and others outlive a bad hour.
    """

    def __init__(
        self,
        inbox: Inbox,
        handle: Handle,
        pace: Pace = PACE,
        vitals: Vitals | None = None,
        out_of_reach: OutOfReach = lambda _error: None,
    ) -> None:
        """``out_of_reach``: see ``bot.turns.Turns``."""
        self._inbox = inbox
        self._vitals = vitals or Vitals()
        self.pace = pace
        self.lanes = Lanes(self._take_turn, pace.at_once)
        self._suspects: dict[int, tuple[str, int]] = {}  # in which lane, after how many deaths
        self._suspect_at_work = False
        self._keeper: asyncio.Task[None] | None = None
        self.turns = Turns(inbox, handle, pace, self._vitals, out_of_reach)

    async def start(self) -> None:
        """Take up what earlier processes left, and go on looking for more of it."""
        await self._take_over()
        self._keeper = asyncio.create_task(self._keep())

    async def accept(self, updates: Sequence[RawUpdate]) -> None:
        """When it returns they are stored and may be acknowledged; when it raises they may not."""
        addressed = [(update["update_id"], lane_of(update), update) for update in updates]
        new = await self._inbox.store(addressed)
        for update_id, lane, _ in addressed:
            if update_id in new:
                self.lanes.add(lane, update_id)

    async def drain(self, patience: float = 20) -> None:
        """Begin nothing more, wait so many seconds for what runs, leave the rest in the inbox for the next start."""
        await self.lanes.close(patience)
        if self._keeper is not None:
            self._keeper.cancel()
            with suppress(asyncio.CancelledError):
                await self._keeper
        try:
            await self._inbox.give_back()
        except Exception as error:  # noqa: BLE001 the leases end by themselves
            log.warning("what is left waits for the end of its lease: %s", told(error))

    async def _take_turn(self, update_id: int) -> float | None:
        if update_id not in self._suspects:
            return await self.turns.take(update_id)
        if self._suspect_at_work or not self._is_next(update_id):
            return self.pace.look_again
        self._suspect_at_work = True
        try:
            again = await self.turns.take(update_id)
        finally:
            self._suspect_at_work = False
        lane, deaths = self._suspects.pop(update_id)
        if again is not None:
            self._suspects[update_id] = lane, deaths + 1  # the others need not wait for it
        return again

    def _is_next(self, update_id: int) -> bool:
        """Among the first suspects of all lanes."""
        first = {self._suspects[number][0]: number for number in sorted(self._suspects, reverse=True)}
        return update_id == min(first.values(), key=lambda number: (self._suspects[number][1], number))

    async def _keep(self) -> None:
        while True:
            await asyncio.sleep(self.pace.keep)
            try:
                await self._inbox.renew()
                await self._take_over()
                await self._inbox.forget()
            except Exception as error:  # noqa: BLE001 it must go on when the database is back
                self._vitals.outages.went(DATABASE, told(error))
            else:
                self._vitals.outages.back(DATABASE)  # also at night, when nobody writes

    async def _take_over(self) -> None:
        for update_id, lane, tries in await self._inbox.take_over():
            if tries >= DEATHS:
                await self.turns.park(update_id, "the program died or was stopped each time it was tried")
                continue
            if tries:
                self._suspects[update_id] = lane, tries
            self.lanes.add(lane, update_id)
