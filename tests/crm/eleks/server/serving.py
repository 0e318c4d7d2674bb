"""The server: two addresses on a loopback port, and what a test may see and turn."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

from aiohttp import web

from crm.clock import Clock
from db.cipher import Cipher, new_key
from db.database import Database
from tests.crm.eleks.server import directory, patients, times, visits
from tests.crm.eleks.server.accounts import FIELDS, Accounts
from tests.crm.eleks.server.dialect import Dialect
from tests.crm.eleks.server.directory import Given, Row
from tests.crm.eleks.server.reception import Reception
from tests.crm.eleks.server.refusal import Refusal
from tests.crm.eleks.server.strictness import Call, Violation, read
from tests.crm.eleks.server.world import World

# With the name of the list in its answer.
PROCEDURES: Mapping[str, tuple[str, Callable[[World, Given], Awaitable[list[Row]]]]] = {
    "spzIBCompanyDetails": ("companyDetailsList", directory.companies),
    "spzIBVenueDetails": ("venueList", directory.venues),
    "spzIBSpecialityDetails": ("speciality", directory.specialties),
    "spzIBUserDetails": ("userList", directory.users),
    "spzIBUserDetailsExtended": ("userExtendedList", directory.users_extended),
    "spzIBServiceList": ("serviceList", directory.services),
    "spzIBFreeSeanceDetails": ("freeSeanceList", times.free),
    "spzIBPatientSearch": ("patientList", patients.search),
    "spzIBPatientCreate": ("patient", patients.create),
    "spzIBScheduleCreate": ("schedule", visits.create),
    "spzIBScheduleCancel": ("schedule", visits.cancel),
    "spzIBScheduleBookingDetails": ("bookingList", visits.details),
    "spzIBScheduleList": ("scheduleList", visits.listed),
    "spzIBScheduleStatusDictionary": ("scheduleStatusDictionary", visits.statuses),
    "spzIBTaskCreate": ("task", visits.give_task),
}


class Server:
    """``violations``: what it was asked that the fact sheet does not allow. ``calls``: each procedure, in its order.

    ``forbidden``: procedures that the account has no right to, ``no_right`` what is then said. ``meetings``: so many
    calls of a procedure wait for each other before any is carried out. ``instead``: what a procedure says in place of
    its answer, ``afterwards``: what happens, once it has been carried out. ``pictures``: what hangs at which path.
    """

    def __init__(self, world: World) -> None:
        self.world = world
        self.accounts = Accounts()
        self.reception = Reception(world)
        self.violations: list[str] = []
        self.calls: list[Call] = []
        self.forbidden: set[str] = set()
        self.no_right = "Недостатньо прав"
        self.instead: dict[str, Any] = {}
        self.afterwards: dict[str, Callable[[], Awaitable[object]]] = {}
        self.pictures: dict[str, bytes] = {}
        self.meetings: dict[str, asyncio.Barrier] = {}
        self.url = ""

    @property
    def dialect(self) -> Dialect:
        return self.world.dialect

    def speaks(self, **other: Any) -> None:
        self.world.dialect = replace(self.world.dialect, **other)

    def asked(self, name: str) -> list[Call]:
        return [call for call in self.calls if call.name == name]

    async def token(self, request: web.Request) -> web.Response:
        form = {key: str(value) for key, value in (await request.post()).items()}
        if request.content_type != "application/x-www-form-urlencoded" or set(form) != FIELDS:
            self.violations.append(f"a login is a form of {FIELDS}, not {request.content_type} of {set(form)}")
        if form.get("grant_type") != "password":
            self.violations.append("grant_type is not password")
        status, body = self.accounts.log_in(form)
        return web.json_response(body, status=status)

    async def run(self, request: web.Request) -> web.Response:
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme != "Bearer" or not token or request.content_type != "application/json":
            self.violations.append("a call is JSON, with a bearer's token")
        if (login := self.accounts.tokens.get(token)) is None:
            return web.json_response({}, status=self.dialect.dead_token)
        try:
            call = read(await request.json(), login)
        except Violation as violation:
            self.violations.append(str(violation))
            return web.json_response(self.dialect.refused(str(violation)))
        self.violations += [f"{call.name}: {name} is longer than its column" for name in call.cut]
        self.calls.append(call)
        return await self._answered(call)

    async def _answered(self, call: Call) -> web.Response:
        name, procedure = PROCEDURES[call.name]
        if meeting := self.meetings.get(call.name):
            await meeting.wait()
        if call.name in self.forbidden:
            return self._refused(self.no_right)
        try:
            rows = await procedure(self.world, call.given)
        except Refusal as refusal:
            return self._refused(str(refusal))
        if happens := self.afterwards.pop(call.name, None):
            await happens()
        if call.name == "spzIBScheduleCancel":
            body = self.dialect.cancel_body
            return web.Response() if body is None else web.json_response(body)
        return web.json_response(self.instead.get(call.name, self.dialect.written(name, rows)))

    def _refused(self, words: str) -> web.Response:
        return web.json_response(self.dialect.refused(words), status=self.dialect.refusal_status)

    async def picture(self, request: web.Request) -> web.Response:
        if "Authorization" in request.headers:
            self.violations.append("a picture is asked for with the token")
        if request.path not in self.pictures:
            raise web.HTTPNotFound
        return web.Response(body=self.pictures[request.path])


@asynccontextmanager
async def serving(database_url: str, clock: Clock, dialect: Dialect | None = None) -> AsyncIterator[Server]:
    """On a port of its own; ``database_url``: a migrated, empty database for the timetable."""
    database = Database(database_url, Cipher([new_key()]))
    server = Server(World(database, clock, dialect or Dialect()))
    app = web.Application()
    app.router.add_post("/api/token", server.token)
    app.router.add_post("/api/run", server.run)
    app.router.add_get("/{picture:.*}", server.picture)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        server.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        yield server
    finally:
        await runner.cleanup()
        await database.close()
