"""The chat page: its files, the people one can be, and a socket for each chat that they have."""

import mimetypes
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from aiohttp import web

from sandbox.changes import Change
from sandbox.clock import Clock
from sandbox.groups import Group
from sandbox.page_actions import act
from sandbox.page_clock import ClockPage
from sandbox.page_people import MANAGER, everybody
from sandbox.page_view import event_view, history
from sandbox.people import Person
from sandbox.sockets import Event, Sockets
from sandbox.world import World

SOUNDS = {"voice": "audio/ogg"}
FOLDER = Path(__file__).parent / "page"
# The machine's own table of types may know no .js; a browser runs no module under another type.
TYPES = {".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
HEADERS = {
    "Cache-Control": "no-cache",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "frame-ancestors 'none'",
}


@dataclass(slots=True)
class Page:
    world: World
    people: dict[int, Person]
    clock: Clock
    staff: Group | None = None
    _sockets: Sockets = field(default_factory=Sockets)

    def routes(self) -> list[web.RouteDef]:
        self.world.changes.listeners.append(self._tell)
        return [
            web.get("/", self.index),
            web.get("/page/{file}", self.file),
            web.get("/media/{unique_id}", self.media),
            web.get("/people", self.everybody),
            web.get(r"/people/{id:\d{1,18}}/socket", self.private_socket),
            web.get("/staff/socket", self.staff_socket),
            *ClockPage(self.clock, self._sockets).routes(),
        ]

    async def close(self) -> None:
        await self._sockets.close()

    async def index(self, _: web.Request) -> web.Response:
        return _static("index.html")

    async def file(self, request: web.Request) -> web.Response:
        return _static(request.match_info["file"])

    async def media(self, request: web.Request) -> web.Response:
        """Pictures are shown and voices played; all else is only saved, or a file of the bot could act as this page."""
        stored = self.world.files.by_unique.get(request.match_info["unique_id"])
        if stored is None:
            raise web.HTTPNotFound
        kind = mimetypes.guess_type(stored.path)[0] if stored.kind == "photo" else SOUNDS.get(stored.kind)
        disposition = {} if kind else {"Content-Disposition": "attachment"}
        return web.Response(
            body=stored.content, content_type=kind or "application/octet-stream", headers=HEADERS | disposition
        )

    async def everybody(self, _: web.Request) -> web.Response:
        return web.json_response(everybody(self.world, self.people, self.staff), headers=HEADERS)

    async def private_socket(self, request: web.Request) -> web.WebSocketResponse:
        person = self.people.get(int(request.match_info["id"]))
        if person is None:
            raise web.HTTPNotFound
        first = partial(history, self.world, person.screen)
        return await self._sockets.attend(request, person.id, first, partial(_done, lambda _: person))

    async def staff_socket(self, request: web.Request) -> web.WebSocketResponse:
        """One for the group, whoever of its members one is: each action says as whom it is done."""
        if self.staff is None:
            raise web.HTTPNotFound
        first = partial(history, self.world, self.staff.screen)
        return await self._sockets.attend(request, self.staff.id, first, partial(_done, self._member))

    def _member(self, action: Event) -> Person:
        person = self.people.get(action.get("as", 0))
        if self.staff is None or person is None or person.screen.role != MANAGER:
            raise ValueError("there is no such manager")
        thread = action.get("thread")
        return self.staff.member(person, thread if isinstance(thread, int) else None)

    def _tell(self, change: Change) -> None:
        if self._sockets.listened_to(change.chat_id):
            self._sockets.tell(change.chat_id, event_view(self.world, change))


async def _done(actor: Callable[[Event], Person], said: str) -> Event | None:
    reason = await act(actor, said)
    return {"event": "refused", "reason": reason} if reason else None


def _static(name: str) -> web.Response:
    """By the list of what is in the folder: no way of writing a name leads out of it."""
    path = {entry.name: entry for entry in FOLDER.iterdir() if entry.is_file()}.get(name)
    if path is None:
        raise web.HTTPNotFound
    kind = TYPES.get(path.suffix, "application/octet-stream")
    charset = "utf-8" if kind.startswith("text/") else None
    return web.Response(body=path.read_bytes(), content_type=kind, charset=charset, headers=HEADERS)
