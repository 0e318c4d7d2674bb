# ruff: noqa: ASYNC109 - `sees("…", timeout=3)` reads as what is meant; asyncio.timeout around it would not tell why
"""The running sandbox: Telegram on localhost, with people in it."""

import ipaddress
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Self, TypeVar

from aiohttp import web

from sandbox.api import BotApi
from sandbox.calls import Call
from sandbox.faults import Faults
from sandbox.people import PATIENCE_SECONDS, Person
from sandbox.world import World

T = TypeVar("T")
LARGEST_REQUEST = 60 << 20
DEMO_TOKEN = "42:TEST"  # noqa: S105 - opens nothing but a sandbox
BOT_NAME = "Reception"
BOT_USERNAME = "reception_sandbox_bot"


class NotLoopbackError(ValueError):
    """The sandbox answers anybody who can reach it, so it listens on the own machine only."""


@dataclass(slots=True)
class TelegramServer:
    """`async with await TelegramServer.start() as server:` or start() and close()."""

    world: World
    token: str
    _api: BotApi
    _runner: web.AppRunner
    url: str = ""
    people: dict[int, Person] = field(default_factory=dict)

    @classmethod
    async def start(
        cls,
        token: str = DEMO_TOKEN,
        host: str = "127.0.0.1",
        port: int = 0,
        now: Callable[[], float] = time.time,
    ) -> Self:
        """Port 0: any free one. Raises NotLoopbackError for a host that others could reach."""
        _check_loopback(host)
        world = World(bot_user(token), now)
        api = BotApi(world, token)
        app = web.Application(client_max_size=LARGEST_REQUEST)
        app.add_routes(api.routes())
        server = cls(world, token, api, web.AppRunner(app, access_log=None, shutdown_timeout=1))
        await server._listen(host, port)
        return server

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    @property
    def calls(self) -> list[Call]:
        """Every call of the bot so far, in the order of their answers."""
        return self._api.calls.made

    @property
    def refusals(self) -> list[Call]:
        """Calls that Telegram itself would have refused; ordered faults are not among them."""
        return [call for call in self.calls if call.refusal and not call.fault]

    @property
    def faults(self) -> Faults:
        return self._api.faults

    def person(
        self,
        first_name: str,
        language_code: str | None = "uk",
        phone: str | None = None,
        user_id: int | None = None,
    ) -> Person:
        chat = self.world.chat_with(first_name, language_code, phone, user_id)
        self.people[chat.id] = person = Person(self.world, chat)
        return person

    def push(self, update: dict[str, Any]) -> int:
        """An update of our own making, checked to be one; its id, given or the next."""
        return self.world.updates.push(update)

    def redeliver(self, update_id: int) -> None:
        self.world.updates.redeliver(update_id)

    async def until(self, happened: Callable[[], T], timeout: float = PATIENCE_SECONDS) -> T:
        return await self.world.changes.until(happened, timeout, lambda: f"it did not happen\n{self.transcript()}")

    def transcript(self) -> str:
        """All chats, and what Telegram refused."""
        chats = [f"--- {person.name}'s chat:\n{person.transcript()}" for person in self.people.values()]
        return "\n".join([*chats, *(f"refused: {call.method}: {call.refusal}" for call in self.refusals)])

    async def close(self) -> None:
        self._api.closing.set()
        await self.world.webhook.close()
        self.world.updates.close()
        await self._runner.cleanup()

    async def _listen(self, host: str, port: int) -> None:
        await self._runner.setup()
        try:
            site = web.TCPSite(self._runner, host, port)
            await site.start()
        except OSError:
            await self._runner.cleanup()
            raise
        address = self._runner.addresses[0]
        shown = f"[{address[0]}]" if ":" in address[0] else address[0]
        self.url = f"http://{shown}:{address[1]}"


def bot_user(token: str) -> dict[str, Any]:
    number, _, secret = token.partition(":")
    if not (number.isdigit() and secret):
        raise ValueError("a bot token looks like 42:TEST, the bot's id before the colon")
    return {"id": int(number), "is_bot": True, "first_name": BOT_NAME, "username": BOT_USERNAME}


def _check_loopback(host: str) -> None:
    try:
        found = {info[4][0] for info in socket.getaddrinfo(host, None)}
    except OSError as error:
        raise NotLoopbackError(f"{host!r} is no address of this machine") from error
    if not host or not all(ipaddress.ip_address(address).is_loopback for address in found):
        raise NotLoopbackError(f"the sandbox listens on loopback only (127.0.0.1, ::1, localhost), not on {host!r}")
