"""A line to a clinic's system that breaks as it is told to: everything goes through it, until a call meets a fault."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from enum import Enum

from aiohttp import ClientSession, web


class Fault(Enum):
    """What becomes of a call, and whether the system has carried it out by then."""

    ANSWER_LOST = ("the connection ends after the system has done it", True)
    ERROR_BEFORE = ("500, and nothing was done", False)
    ERROR_AFTER = ("500 after the system has done it", True)
    HTML = ("200 and a page in HTML, after the system has done it", True)
    HALF = ("half a JSON, after the system has done it", True)
    HANGS = ("no answer at all, though the system has done it", True)
    REFUSED = ("nobody listens", False)
    UNAUTHORISED = ("401, and nothing was done", False)

    @property
    def carried_out(self) -> bool:
        return self.value[1]


Which = Callable[[web.Request, bytes], bool]


@dataclass(slots=True)
class _Break:
    fault: Fault
    which: Which
    times: int


class BrokenLine:
    """``url`` leads to the system. ``passed``: method and path of each call, in their order."""

    def __init__(self, target: str, session: ClientSession) -> None:
        self._target = target.rstrip("/")
        self._session = session
        self._breaks: list[_Break] = []
        self._elsewhere: list[tuple[Which, Callable[[], Awaitable[object]]]] = []
        self._released = asyncio.Event()
        self._site: web.TCPSite | None = None
        self._runner: web.AppRunner
        self._port = 0
        self.passed: list[str] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    def breaks(self, fault: Fault, which: Which = lambda _request, _body: True, times: int = 1) -> None:
        """The next so many calls of this kind."""
        self._breaks.append(_Break(fault, which, times))

    def meanwhile(self, which: Which, happens: Callable[[], Awaitable[object]]) -> None:
        """Once, just before the next call of this kind reaches the system."""
        self._elsewhere.append((which, happens))

    async def is_mended(self) -> None:
        """Also whoever hangs is let go."""
        self._breaks.clear()
        self._released.set()
        self._released = asyncio.Event()
        await self.listens()

    async def listens(self) -> None:
        if self._site is None:
            self._site = web.TCPSite(self._runner, "127.0.0.1", self._port, reuse_address=True)
            await self._site.start()
            self._port = self._runner.addresses[0][1]

    async def refuses(self) -> None:
        """From now on nobody listens."""
        if self._site is not None:
            site, self._site = self._site, None
            await site.stop()

    @asynccontextmanager
    async def open(self) -> AsyncIterator["BrokenLine"]:
        app = web.Application(client_max_size=2**26)
        app.router.add_route("*", "/{rest:.*}", self._pass)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1, handler_cancellation=True)
        await self._runner.setup()
        try:
            await self.listens()
            yield self
        finally:
            self._released.set()
            await self._runner.cleanup()
            await asyncio.sleep(0)  # what was accepted in the last moment is closed in the next

    async def _pass(self, request: web.Request) -> web.StreamResponse:
        body = await request.read()
        self.passed.append(f"{request.method} {request.path}")
        for one in [one for one in self._elsewhere if one[0](request, body)]:
            self._elsewhere.remove(one)
            await one[1]()
        fault = self._fault(request, body)
        if fault is None:
            status, headers, content = await self._forwarded(request, body)
            return web.Response(status=status, headers=headers, body=content)
        return await self._broken(fault, request, body)

    def _fault(self, request: web.Request, body: bytes) -> Fault | None:
        for one in self._breaks:
            if one.times and one.which(request, body):
                one.times -= 1
                return one.fault
        return None

    async def _broken(self, fault: Fault, request: web.Request, body: bytes) -> web.StreamResponse:
        status, headers, content = 200, {"Content-Type": "application/json"}, b"{}"
        if fault.carried_out:
            work = asyncio.ensure_future(self._forwarded(request, body))  # whoever asks may go away meanwhile
            status, headers, content = await asyncio.shield(work)
        match fault:
            case Fault.ERROR_BEFORE | Fault.ERROR_AFTER:
                return web.Response(status=500, text="Internal Server Error")
            case Fault.HTML:
                return web.Response(text="<html><body>Bad gateway</body></html>", content_type="text/html")
            case Fault.HALF:
                return web.Response(status=status, headers=headers, body=content[: max(1, len(content) // 2)])
            case Fault.UNAUTHORISED:
                return web.Response(status=401, headers=headers, body=b"{}")
            case Fault.HANGS:
                await self._released.wait()
        assert request.transport is not None
        request.transport.abort()
        return web.Response()

    async def _forwarded(self, request: web.Request, body: bytes) -> tuple[int, dict[str, str], bytes]:
        headers = {name: value for name, value in request.headers.items() if name.lower() not in HOP}
        async with self._session.request(
            request.method, f"{self._target}{request.rel_url}", headers=headers, data=body, allow_redirects=False
        ) as answer:
            content = await answer.read()
            kept = {name: value for name, value in answer.headers.items() if name.lower() not in HOP}
            return answer.status, kept, content


# What belongs to one connection, not to the call.
HOP = frozenset(
    {"host", "content-length", "transfer-encoding", "connection", "content-encoding", "accept-encoding", "date"}
)


@asynccontextmanager
async def broken_line(target: str) -> AsyncIterator[BrokenLine]:
    async with ClientSession() as session, BrokenLine(target, session).open() as line:
        yield line
