"""A server that says what it is told to say, right or wrong; for what no good one says."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

Said = tuple[int, Any]  # a status, and a resource or words


@dataclass
class OddServer:
    """``says``: by path, with its query or its method or alone, each answer once, the last one for ever.

    ``asked``: method and path, in order.
    """

    url: str = ""
    says: dict[str, list[Said]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    async def answer(self, request: web.Request) -> web.Response:
        self.asked.append(f"{request.method} {request.path_qs}")
        self.headers.append(dict(request.headers))
        names = (f"{request.method} {request.path}", request.path_qs, request.path)
        answers: list[Said] = next((self.says[name] for name in names if name in self.says), [(404, {})])
        status, said = answers.pop(0) if len(answers) > 1 else answers[0]
        if isinstance(said, bytes):
            return web.Response(status=status, body=said, content_type="image/png")
        if isinstance(said, str):
            return web.Response(status=status, text=said, content_type="text/html")
        return web.json_response(said, status=status)


@asynccontextmanager
async def odd_server() -> AsyncIterator[OddServer]:
    server = OddServer()
    app = web.Application()
    app.router.add_route("*", "/{rest:.*}", server.answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    server.url = f"http://127.0.0.1:{runner.addresses[0][1]}/fhir"
    try:
        yield server
    finally:
        await runner.cleanup()


def bundle(*resources: dict[str, Any], following: str = "") -> dict[str, Any]:
    link = [{"relation": "next", "url": following}] if following else []
    entry = [{"resource": resource} for resource in resources]
    return {"resourceType": "Bundle", "type": "searchset", "link": link, "entry": entry}
