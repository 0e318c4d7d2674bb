"""What is due goes out: claimed, looked at once more, at Telegram's pace, and its end written down."""

import asyncio
import logging
from collections.abc import Sequence
from datetime import timedelta

from crm.model import Appointment
from reception.clock import Clock
from reminders.outbox import Message, Outbox, State, Why
from reminders.pace import Full, Pace
from reminders.plan import TO_PEOPLE, Kind
from reminders.recheck import Go, Recheck, Skip, Verdict, Wait
from reminders.telling import Letter, NoAnswer, NotTaken, OutOfReach, Teller, TooMany, Unreachable

log = logging.getLogger(__name__)
BATCH = 100  # in one claim: what goes in a few seconds, well within the lease
AT_ONCE = 32  # on the way to Telegram
TWICE = 1  # tries before this one, after which an unknown one is given up
PATIENCE = 5.0  # seconds that one that is claimed waits for its chat; hundreds for a group would be all that is claimed
LOOK = 1.0  # seconds after which more is claimed, however slowly the rest goes
AGAIN = timedelta(seconds=30)  # after Telegram was out of reach
BACK_IN_THE_GROUP = timedelta(minutes=1)
UNDELIVERED = frozenset({Why.BLOCKED, Why.NOWHERE})  # it would have helped, and nobody could be reached
NOT_SEEN_YET = {Kind.CLOSED: Why.REOPENED, Kind.REOPENED: Why.CLOSED}  # by the clinic that this round began with
UNHEARD = frozenset({Why.BLOCKED, Why.REFUSED, Why.TOO_LATE, Why.NOT_HELD})  # for sure


class _Turn:
    """Behind whoever was claimed before."""

    def __init__(self, before: asyncio.Event) -> None:
        self._before = before
        self.gone = asyncio.Event()

    async def comes(self) -> None:
        """Whoever is behind may come next."""
        await self._before.wait()
        self.gone.set()


class Delivery:
    """Woken every few seconds, never twice at a time in one process; any number of processes may run."""

    def __init__(
        self, outbox: Outbox, recheck: Recheck, teller: Teller, pace: Pace, clock: Clock, batch: int = BATCH
    ) -> None:
        self._outbox = outbox
        self._recheck = recheck
        self._teller = teller
        self._pace = pace
        self._clock = clock
        self._batch = batch
        self._room = asyncio.Semaphore(AT_ONCE)
        self._stopped = False
        self._broke_off = False
        self._last = _Turn(asyncio.Event())
        self._last.gone.set()

    async def run(self) -> None:
        """All that is due, until nothing is. Ends early where Telegram is away: what was claimed is due again soon."""
        if self._broke_off:
            await self._outbox.let_go()
        self._broke_off = True
        self._stopped = not await self._teller.is_there()
        going = set[asyncio.Task[None]]()
        try:
            while await self._claim(going) or going:
                done, going = await asyncio.wait(going, timeout=LOOK, return_when=asyncio.FIRST_COMPLETED)
                for task in done:
                    task.result()
            self._broke_off = False
        finally:
            await asyncio.gather(*going, return_exceptions=True)

    async def _claim(self, going: set[asyncio.Task[None]]) -> bool:
        """What waits for a group's pace keeps nobody else waiting."""
        if self._stopped or len(going) > self._batch:
            return False
        messages = await self._outbox.claim(self._batch)
        verdicts = await self._recheck.of(messages) if messages else {}
        for message in messages:
            self._last = turn = _Turn(self._last.gone)
            going.add(asyncio.create_task(self._in_order(message, verdicts[message.id], turn)))
        return bool(messages)

    async def _in_order(self, message: Message, verdict: Verdict, turn: _Turn) -> None:
        """Whatever becomes of it, those behind it go on."""
        try:
            await self._end(message, verdict, turn)
        finally:
            turn.gone.set()

    async def _end(self, message: Message, verdict: Verdict, turn: _Turn) -> None:
        match verdict:
            case Wait(until):
                await self._outbox.postpone(message, until)
            case Skip(why):
                await self._skip(message, why)
            case Go(visits):
                await self._go(message, visits, turn)

    async def _go(self, message: Message, visits: Sequence[Appointment], turn: _Turn) -> None:
        """The words are found side by side; then each asks for its turn in the order in which they were claimed."""
        async with self._room:
            letter = await self._teller.letter(message, visits)
        if isinstance(letter, Why):
            await self._end_without(message, letter)
            return
        await turn.comes()
        try:
            place = await self._pace.turn(letter.chat, PATIENCE)
        except Full as full:
            await self._outbox.postpone(message, self._clock.now() + timedelta(seconds=full.seconds))
            return
        async with self._room:  # what waits for room is not on its way: nobody would know whether it went
            if not await self._begins(message):
                self._pace.gives_back(letter.chat, place)
                return
            went = await self._send(message, letter, place)
        if went and letter.after:
            await letter.after()

    async def _begins(self, message: Message) -> bool:
        """False where Telegram has gone meanwhile, where it is too late by now, or where somebody else has it."""
        if self._stopped:
            await self._outbox.postpone(message, self._clock.now() + AGAIN)
            return False
        if self._clock.now() >= message.expires_at:
            await self._skip(message, Why.TOO_LATE)
            return False
        return await self._outbox.begin(message)

    async def _send(self, message: Message, letter: Letter, place: float) -> bool:
        """Whether it went."""
        try:
            number = await letter.send()
        except TooMany as flood:
            self._pace.gives_back(letter.chat, place)
            self._pace.holds(letter.chat, flood.seconds)
            await self._outbox.postpone(message, self._clock.now())
        except OutOfReach:
            self._stopped = True
            self._pace.gives_back(letter.chat, place)
            await self._outbox.postpone(message, self._clock.now() + AGAIN)
        except NoAnswer:
            self._stopped = True
            await self._unknown(message)
        except Unreachable:
            self._pace.gives_back(letter.chat, place)
            await self._unreachable(message)
        except NotTaken:
            await self._fail(message, Why.REFUSED)
        except Exception:
            await self._unknown(message)  # or it would shut its lane, and be said again each second
            raise
        else:
            self._pace.arrived(letter.chat, place)
            await self._outbox.settle(message, State.SENT, message_id=number)
            return True
        return False

    async def _end_without(self, message: Message, why: Why) -> None:
        if why is NOT_SEEN_YET.get(message.kind) and self._clock.now() < message.expires_at:
            await self._outbox.postpone(message, self._clock.now() + AGAIN)  # what is really over db/closed.py drops
        elif why in UNDELIVERED:
            await self._fail(message, why)
        else:
            await self._skip(message, why)

    async def _unknown(self, message: Message) -> None:
        if message.tries >= TWICE:
            await self._fail(message, Why.NO_ANSWER)
        else:
            await self._outbox.settle(message, State.UNKNOWN, Why.NO_ANSWER)

    async def _unreachable(self, message: Message) -> None:
        """What reception has to hear waits until the bot is in its group again."""
        if message.kind not in TO_PEOPLE:
            await self._outbox.postpone(message, self._clock.now() + BACK_IN_THE_GROUP)
        else:
            await self._fail(message, Why.BLOCKED)

    async def _skip(self, message: Message, why: Why) -> None:
        await self._ends(message, State.SKIPPED, why)

    async def _fail(self, message: Message, why: Why) -> None:
        log.info("message %d is not delivered: %s", message.id, why)
        await self._ends(message, State.FAILED, why)

    async def _ends(self, message: Message, state: State, why: Why) -> None:
        await self._outbox.settle(message, state, why)
        if why in UNHEARD:
            await self._teller.was_not_heard(message)
