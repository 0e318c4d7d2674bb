"""Open tabs: what each is yet to hear, and what it asks for."""

import asyncio
import contextlib
from collections import defaultdict
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSCloseCode, WSMsgType, web

LARGEST_ACTION = 20 << 20
Event = dict[str, Any]
Events = asyncio.Queue[Event]
Act = Callable[[str], Awaitable[Event | None]]


@dataclass(slots=True)
class Sockets:
    _listening: dict[Hashable, set[Events]] = field(default_factory=lambda: defaultdict(set))
    _open: set[web.WebSocketResponse] = field(default_factory=set)

    def listened_to(self, subject: Hashable) -> bool:
        return bool(self._listening.get(subject))

    def tell(self, subject: Hashable, event: Event) -> None:
        for events in self._listening.get(subject, ()):
            events.put_nowait(event)

    async def attend(
        self, request: web.Request, subject: Hashable, first: Callable[[], Event], act: Act
    ) -> web.WebSocketResponse:
        """Until the tab closes: it hears `first`, then all that is told; what it says is done by `act`.

        What `act` returns is for this tab alone.
        """
        socket = web.WebSocketResponse(max_msg_size=LARGEST_ACTION, heartbeat=30)
        await socket.prepare(request)
        events: Events = asyncio.Queue()
        events.put_nowait(first())
        self._open.add(socket)
        self._listening[subject].add(events)
        sending = asyncio.create_task(_send_all(socket, events))
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT and (answer := await act(message.data)):
                    events.put_nowait(answer)
        finally:
            self._listening[subject].discard(events)
            self._open.discard(socket)
            sending.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await sending
        return socket

    async def close(self) -> None:
        for socket in tuple(self._open):
            await socket.close(code=WSCloseCode.GOING_AWAY, message=b"the sandbox stops")


async def _send_all(socket: web.WebSocketResponse, events: Events) -> None:
    with contextlib.suppress(ConnectionError):
        while True:
            await socket.send_json(await events.get())
