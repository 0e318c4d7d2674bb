"""Telegram as it is on a bad day, before a sandbox that is well: part of the calls meet trouble on their way."""

import asyncio
import itertools
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from random import Random

from aiohttp import ClientSession, web

HTML = "<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>"
SLOW_DOWN = {
    "ok": False,
    "error_code": 429,
    "description": "Too Many Requests: retry after 1",
    "parameters": {"retry_after": 1},
}
TROUBLES = ("429", "502", "unheard", "unanswered")


class Weather:
    """``share`` of the calls: 429, 502 with a page of HTML, no answer (before the call is carried out, or after)."""

    def __init__(self, url: str, share: float, seed: int) -> None:
        self._url = url
        self._share = share
        self._luck = Random(seed)  # noqa: S311 the same bad luck each time
        self._next = itertools.cycle(TROUBLES)
        self._clears = asyncio.Event()
        self.met: Counter[str] = Counter()

    def clears_up(self) -> None:
        """No call meets trouble any more."""
        self._share = 0

    async def call(self, request: web.Request) -> web.Response:
        body, kind = await request.read(), request.headers.get("Content-Type", "")
        trouble = "fine"
        if not request.path.endswith("/getUpdates") and self._luck.random() < self._share:
            trouble = next(self._next)
        self.met[trouble] += 1
        match trouble:
            case "429":
                return web.json_response(SLOW_DOWN, status=429)
            case "502":
                return web.Response(text=HTML, status=502, content_type="text/html")
            case "unheard":
                return await self._silence()
        answer = await self._passed_on(request.path_qs, body, kind)
        return await self._silence() if trouble == "unanswered" else answer

    async def _silence(self) -> web.Response:
        """Whoever asked has hung up long before."""
        await self._clears.wait()
        return web.Response()

    async def _passed_on(self, path: str, body: bytes, kind: str) -> web.Response:
        async with (
            ClientSession() as session,
            session.post(self._url + path, data=body, headers={"Content-Type": kind}) as answer,
        ):
            return web.Response(body=await answer.read(), status=answer.status, content_type=answer.content_type)

    @asynccontextmanager
    async def before(self) -> AsyncIterator[str]:
        """The address at which Telegram seems to be."""
        app = web.Application()
        app.router.add_route("*", "/{rest:.*}", self.call)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        try:
            yield f"http://127.0.0.1:{runner.addresses[0][1]}"
        finally:
            self._clears.set()
            await runner.cleanup()
