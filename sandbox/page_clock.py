"""The clock as the page shows it: all open pages see the same one, and any of them may move it."""

import json
import logging
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from aiohttp import web

from sandbox.clock import Clock, Jumps
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
        """`zone` is None while the program has registered no controls: then the clock is not shown."""
        controls = self.clock.controls
        zone = controls.zone if controls else None
        return {"event": "clock", "now": self.clock.seconds(), "moved": self.clock.moved, "zone": zone}

    async def socket(self, request: web.Request) -> web.WebSocketResponse:
        return await self.sockets.attend(request, SUBJECT, self.view, self.act)

    async def act(self, said: str) -> Event | None:
        try:
            return await self._carry_out(json.loads(said))
        except ValueError as error:
            return {"event": "refused", "reason": str(error)}
        except Exception:
            log.exception("the clock's page failed")
            return {"event": "refused", "reason": "The program failed at it: its log says why"}

    async def _carry_out(self, action: Any) -> Event | None:
        match action:
            case {"action": "jumps", "person_id": int(person_id)} if self.clock.controls:
                return _offer(await self.clock.controls.jumps(person_id))
            case {"action": "jump", "to": int(seconds)}:
                self.clock.goes_to(datetime.fromtimestamp(seconds, UTC))
            case {"action": "now"}:
                self.clock.comes_back()
            case _:
                raise ValueError("not an action of the page")
        return None


def _offer(offered: Jumps) -> Event:
    jumps = [{"label": jump.label, "to": int(jump.to.timestamp())} for jump in offered.jumps]
    return {"event": "jumps", "about": offered.about, "jumps": jumps}
