# ruff: noqa: ASYNC109 - `sees("…", timeout=3)` reads as what is meant; asyncio.timeout around it would not tell why
"""The running sandbox: Telegram on localhost, with people in it."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Self, TypeVar

from aiohttp import web

from sandbox.api import BotApi
from sandbox.calling import Calling
from sandbox.calls import Call
from sandbox.clock import Clock, Controls
from sandbox.faults import Faults
from sandbox.groups import Group
from sandbox.limits import Limits
from sandbox.loopback import check_loopback, own_machine_only
from sandbox.page import Page
from sandbox.people import PATIENCE_SECONDS, Person
from sandbox.world import World

T = TypeVar("T")
LARGEST_REQUEST = 60 << 20
DEMO_TOKEN = "42:TEST"  # noqa: S105 - opens nothing but a sandbox
# Calls that a fault lets hang are cut off so long after close().
HANGING_SECONDS = 0.5
BOT_NAME = "Reception"
BOT_USERNAME = "reception_sandbox_bot"


@dataclass(slots=True, repr=False)
class TelegramServer:
    """`async with await TelegramServer.start() as server:` or start() and close()."""

    world: World
    token: str
    people: dict[int, Person]
    groups: list[Group]
    clock: Clock
    _calling: Calling
    _page: Page
    _runner: web.AppRunner
    url: str

    @classmethod
    async def start(
        cls,
        token: str = DEMO_TOKEN,
        host: str = "127.0.0.1",
        port: int = 0,
        now: Callable[[], float] = time.time,
        first_message_id: int = 1,
    ) -> Self:
        """Port 0: any free one. Raises NotLoopbackError for a host that others could reach.

        `now`: what the clock calls real time.
        """
        check_loopback(host)
        clock = Clock(now)
        world = World(bot_user(token), clock.seconds, first_message_id)
        people: dict[int, Person] = {}
        calling, page = Calling(world), Page(world, people, clock)
        world.webhook.answered = calling.perform
        app = web.Application(client_max_size=LARGEST_REQUEST, middlewares=[own_machine_only])
        app.add_routes([*BotApi(calling, token).routes(), *page.routes()])
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=HANGING_SECONDS)
        url = await _listen(runner, host, port)
        return cls(world, token, people, [], clock, calling, page, runner, url)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    @property
    def calls(self) -> list[Call]:
        """Every call of the bot so far, in the order of their answers."""
        return self._calling.calls.made

    @property
    def refusals(self) -> list[Call]:
        """Calls that Telegram itself would have refused; ordered faults are not among them."""
        return [call for call in self.calls if call.refusal and not call.fault]

    @property
    def faults(self) -> Faults:
        return self._calling.faults

    @property
    def limits(self) -> Limits:
        """How fast the bot may write: `limits.enforce()` makes Telegram strict, `limits.off()` patient again."""
        return self._calling.limits

    @property
    def controls(self) -> Controls | None:
        """What the pages offer of the clock; those that are open show new ones at once."""
        return self.clock.controls

    @controls.setter
    def controls(self, controls: Controls | None) -> None:
        self.clock.controls = controls

    @property
    def staff(self) -> Group | None:
        """The group that pages show beside the patient's chat."""
        return self._page.staff

    @staff.setter
    def staff(self, group: Group | None) -> None:
        self._page.staff = group

    def person(
        self,
        first_name: str,
        language_code: str | None = "uk",
        phone: str | None = None,
        user_id: int | None = None,
        about: str = "",
        role: str = "patient",
    ) -> Person:
        """`role`: where the page lists them, as a patient, a manager (of the staff group) or an admin."""
        chat = self.world.chat_with(first_name, language_code, phone, user_id, about, role)
        self.people[chat.id] = person = Person(self.world, chat, chat.user)
        return person

    def group(self, title: str, by: Person, *, supergroup: bool = False, topics: bool = False) -> Group:
        """The bot is not in it until somebody adds it. One with topics is always a supergroup."""
        group = Group.founded(self.world, title, by, "supergroup" if supergroup or topics else "group", topics=topics)
        self.groups.append(group)
        return group

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
        chats += [f"--- in the group {group.id}:\n{group.transcript()}" for group in self.groups]
        return "\n".join([*chats, *(f"refused: {call.method}: {call.refusal}" for call in self.refusals)])

    async def close(self) -> None:
        await self._page.close()
        await self.world.webhook.close()
        self.world.updates.close()
        await self._runner.cleanup()


async def _listen(runner: web.AppRunner, host: str, port: int) -> str:
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError:
        await runner.cleanup()
        raise
    address = runner.addresses[0]
    shown = f"[{address[0]}]" if ":" in address[0] else address[0]
    return f"http://{shown}:{address[1]}"


def bot_user(token: str) -> dict[str, Any]:
    number, _, secret = token.partition(":")
    if not (number.isdigit() and secret):
        raise ValueError("a bot token looks like 42:TEST, the bot's id before the colon")
    return {"id": int(number), "is_bot": True, "first_name": BOT_NAME, "username": BOT_USERNAME}
