"""What is due goes out: claimed, looked at once more, at Telegram's pace, and its end written down."""

import asyncio
import logging
from collections.abc import Sequence
from datetime import timedelta
from typing import Protocol

from crm.model import Appointment
from reception.clock import Clock
from reminders.outbox import Message, Outbox, State, Why
from reminders.pace import Pace
from reminders.recheck import Go, Recheck, Skip, Verdict, Wait

log = logging.getLogger(__name__)
BATCH = 100  # in one claim: what goes in a few seconds, well within the lease
AT_ONCE = 32  # on the way to Telegram
TWICE = 1  # tries before this one, after which an unknown one is given up
AGAIN = timedelta(seconds=30)  # after Telegram was out of reach


class Telling(Exception):
    """Why a message did not go, or may not have gone."""


class TooMany(Telling):
    """Telegram asks to wait; nothing was sent."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"{seconds} s")
        self.seconds = seconds


class OutOfReach(Telling):
    """Telegram is away; nothing was sent."""


class NoAnswer(Telling):
    """It was on its way and nobody knows whether it arrived."""


class Unreachable(Telling):
    """The person has blocked the bot, or there is no such chat."""


class NotTaken(Telling):
    """Telegram refuses this message for good."""


class Teller(Protocol):
    """Finds the words and sends them."""

    async def chat_of(self, message: Message) -> int | None:
        """Where it goes; None where there is no such chat, or its person is known to have blocked the bot."""
        ...

    async def tell(self, message: Message, visits: Sequence[Appointment]) -> int | None:
        """Send it; the number of the message in its chat. None, and nothing was sent, where nobody there acts for any
        of the patients any more. Raises ``Telling``."""
        ...


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

    async def run(self) -> None:
        """All that is due now. Ends early where Telegram is out of reach: what was claimed is due again soon."""
        while messages := await self._outbox.claim(self._batch):
            verdicts = await self._recheck.of(messages)
            ends = await asyncio.gather(*(self._end(message, verdicts[message.id]) for message in messages))
            if not all(ends):
                return

    async def _end(self, message: Message, verdict: Verdict) -> bool:
        """False where Telegram is out of reach."""
        match verdict:
            case Wait(until):
                await self._outbox.postpone(message, until)
            case Skip(why):
                await self._skip(message, why)
            case Go(visits):
                return await self._go(message, visits)
        return True

    async def _go(self, message: Message, visits: Sequence[Appointment]) -> bool:
        chat = await self._teller.chat_of(message)
        if chat is None:
            await self._fail(message, Why.BLOCKED if message.account else Why.NOWHERE)
            return True
        async with self._room:
            place = await self._pace.turn(chat)
            if self._clock.now() >= message.expires_at:
                self._pace.gives_back(chat, place)
                await self._skip(message, Why.TOO_LATE)
            elif await self._outbox.begin(message):
                return await self._send(message, visits, chat, place)
            else:
                self._pace.gives_back(chat, place)  # somebody else has it
        return True

    async def _send(self, message: Message, visits: Sequence[Appointment], chat: int, place: float) -> bool:
        try:
            number = await self._teller.tell(message, visits)
        except TooMany as flood:
            self._pace.gives_back(chat, place)
            self._pace.holds(flood.seconds)
            await self._outbox.postpone(message, self._clock.now())
        except OutOfReach:
            self._pace.gives_back(chat, place)
            await self._outbox.postpone(message, self._clock.now() + AGAIN)
            return False
        except NoAnswer:
            await self._unknown(message)
        except Unreachable:
            await self._fail(message, Why.BLOCKED)
        except NotTaken:
            await self._fail(message, Why.REFUSED)
        else:
            await self._sent(message, number)
        return True

    async def _sent(self, message: Message, number: int | None) -> None:
        if number is None:
            await self._skip(message, Why.NOT_LINKED)
        else:
            await self._outbox.settle(message, State.SENT, message_id=number)

    async def _unknown(self, message: Message) -> None:
        if message.tries >= TWICE:
            await self._fail(message, Why.NO_ANSWER)
        else:
            await self._outbox.settle(message, State.UNKNOWN, Why.NO_ANSWER)

    async def _skip(self, message: Message, why: Why) -> None:
        await self._outbox.settle(message, State.SKIPPED, why)

    async def _fail(self, message: Message, why: Why) -> None:
        log.info("message %d is not delivered: %s", message.id, why)
        await self._outbox.settle(message, State.FAILED, why)
