"""The clock as the page shows it: all open pages see the same one, and any of them may move it."""

import json
import logging
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from sandbox.clock import Clock
from sandbox.sockets import Event, Sockets

log = logging.getLogger(__name__)
SUBJECT = "the clock"


@dataclass(slots=True)
class ClockPage:
    clock: Clock
    sockets: Sockets

    def routes(self) -> list[web.RouteDef]:
        self.clock.listeners.append(lambda: self.sockets.tell(SUBJECT, self.view()))
        return [web.get("/clock", self.socket)]

    def view(self) -> Event:
        """`zone` is None and no jumps are offered while the program has registered no controls."""
        controls = self.clock.controls
        return {
            "event": "clock",
            "now": self.clock.now(),
            "moved": self.clock.moved,
            "zone": controls.zone if controls else None,
            "jumps": [jump.label for jump in controls.jumps] if controls else [],
        }

    async def socket(self, request: web.Request) -> web.WebSocketResponse:
        return await self.sockets.attend(request, SUBJECT, self.view, self.act)

    async def act(self, said: str) -> Event | None:
        try:
            words = await self._carry_out(json.loads(said))
        except ValueError as error:
            return {"event": "refused", "reason": str(error)}
        except Exception:
            log.exception("a jump of the clock failed")
            return {"event": "refused", "reason": "The program failed at it: its log says why"}
        return {"event": "jumped", "words": words} if words else None

    async def _carry_out(self, action: Any) -> str | None:
        match action:
            case {"action": "jump", "label": str(label), "person_id": int(person_id)}:
                return await self._jump(label, person_id)
            case {"action": "now"}:
                self.clock.comes_back()
                return None
        raise ValueError("not an action of the page")

    async def _jump(self, label: str, person_id: int) -> str:
        for jump in self.clock.controls.jumps if self.clock.controls else ():
            if jump.label == label:
                return await jump.go(person_id)
        raise ValueError(f"there is no jump called {label!r}")
