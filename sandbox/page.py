"""The chat page: its files, the people one can be, and a socket for each of them."""

import asyncio
import contextlib
import mimetypes
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiohttp import WSCloseCode, WSMsgType, web

from sandbox.changes import Change
from sandbox.page_actions import act
from sandbox.page_view import event_view, history
from sandbox.people import Person
from sandbox.world import World

FOLDER = Path(__file__).parent / "page"
LARGEST_ACTION = 20 << 20
# The machine's own table of types may know no .js; a browser runs no module under another type.
TYPES = {".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
HEADERS = {
    "Cache-Control": "no-cache",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "frame-ancestors 'none'",
}
Events = asyncio.Queue[dict[str, Any]]


@dataclass(slots=True)
class Page:
    world: World
    people: dict[int, Person]
    _listening: dict[int, set[Events]] = field(default_factory=lambda: defaultdict(set))
    _sockets: set[web.WebSocketResponse] = field(default_factory=set)

    def routes(self) -> list[web.RouteDef]:
        self.world.changes.listeners.append(self._tell)
        return [
            web.get("/", self.index),
            web.get("/page/{file}", self.file),
            web.get("/media/{unique_id}", self.media),
            web.get("/people", self.everybody),
            web.get(r"/people/{id:\d{1,18}}/socket", self.socket),
        ]

    async def close(self) -> None:
        for socket in tuple(self._sockets):
            await socket.close(code=WSCloseCode.GOING_AWAY, message=b"the sandbox stops")

    async def index(self, _: web.Request) -> web.Response:
        return _static("index.html")

    async def file(self, request: web.Request) -> web.Response:
        return _static(request.match_info["file"])

    async def media(self, request: web.Request) -> web.Response:
        """Pictures are shown; everything else is only ever saved, or a file of the bot could act as this page."""
        stored = self.world.files.by_unique.get(request.match_info["unique_id"])
        if stored is None:
            raise web.HTTPNotFound
        kind = mimetypes.guess_type(stored.path)[0] if stored.kind == "photo" else None
        disposition = {} if kind else {"Content-Disposition": "attachment"}
        return web.Response(
            body=stored.content, content_type=kind or "application/octet-stream", headers=HEADERS | disposition
        )

    async def everybody(self, _: web.Request) -> web.Response:
        bot = {name: self.world.bot[name] for name in ("id", "first_name", "username")}
        people = [
            {
                "id": person.id,
                "first_name": person.name,
                "language_code": person.screen.user.get("language_code"),
                "phone": person.phone,
                "about": person.screen.about,
            }
            for person in self.people.values()
        ]
        return web.json_response({"bot": bot, "people": people}, headers=HEADERS)

    async def socket(self, request: web.Request) -> web.WebSocketResponse:
        person = self.people.get(int(request.match_info["id"]))
        if person is None:
            raise web.HTTPNotFound
        socket = web.WebSocketResponse(max_msg_size=LARGEST_ACTION, heartbeat=30)
        await socket.prepare(request)
        await self._attend(socket, person)
        return socket

    async def _attend(self, socket: web.WebSocketResponse, person: Person) -> None:
        events: Events = asyncio.Queue()
        events.put_nowait(history(self.world, person.screen))
        self._sockets.add(socket)
        self._listening[person.id].add(events)
        sending = asyncio.create_task(_send_all(socket, events))
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT and (reason := await act(person, message.data)):
                    events.put_nowait({"event": "refused", "reason": reason})
        finally:
            self._listening[person.id].discard(events)
            self._sockets.discard(socket)
            sending.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await sending

    def _tell(self, change: Change) -> None:
        if listening := self._listening.get(change.chat_id):
            event = event_view(self.world, change)
            for events in listening:
                events.put_nowait(event)


async def _send_all(socket: web.WebSocketResponse, events: Events) -> None:
    with contextlib.suppress(ConnectionError):
        while True:
            await socket.send_json(await events.get())


def _static(name: str) -> web.Response:
    """By the list of what is in the folder: no way of writing a name leads out of it."""
    path = {entry.name: entry for entry in FOLDER.iterdir() if entry.is_file()}.get(name)
    if path is None:
        raise web.HTTPNotFound
    kind = TYPES.get(path.suffix, "application/octet-stream")
    charset = "utf-8" if kind.startswith("text/") else None
    return web.Response(body=path.read_bytes(), content_type=kind, charset=charset, headers=HEADERS)
