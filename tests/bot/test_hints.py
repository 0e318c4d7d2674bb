"""A clinic's system says that something has changed: believed is nobody, and nobody waits."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field

import aiohttp
import pytest

from bot.health import Health
from bot.hints import MOST, Hints, Hook
from bot.vitals import Vitals
from bot.web import serving
from crm.errors import CrmError, Unavailable
from db.database import Database
from db.inbox import Inbox

SECRET = "0123456789-abcdef_ABCDEF"


def visit_of(query: Mapping[str, str]) -> str | None:
    return query.get("key") if query.get("entity") == "Schedule" else None


@dataclass
class Site:
    url: str
    vitals: Vitals
    looked: list[str] = field(default_factory=list)
    error: CrmError | None = None
    hints: Hints = field(init=False)

    def __post_init__(self) -> None:
        self.hints = Hints(Hook(SECRET, visit_of), self._look, self.vitals)

    async def _look(self, appointment: str) -> None:
        if self.error:
            raise self.error
        self.looked.append(appointment)

    async def hears(self, query: str, secret: str = SECRET, verb: str = "POST") -> int:
        address = f"{self.url}/crm/{secret}?{query}"
        async with aiohttp.ClientSession() as session, session.request(verb, address, data="whatever") as answer:
            return answer.status


@pytest.fixture
async def site(database: Database) -> AsyncIterator[Site]:
    vitals = Vitals()

    async def nobody_waits() -> int:
        return 0

    one = Site("", vitals)
    health = Health(Inbox(database, 1), nobody_waits, nobody_waits, vitals)
    async with serving("127.0.0.1", 0, health, {}, one.hints) as port:
        one.url = f"http://127.0.0.1:{port}"
        yield one


@pytest.mark.parametrize("verb", ["GET", "POST", "PUT"])
async def test_a_hint_is_answered_at_once_and_followed_after(site: Site, verb: str) -> None:
    assert await site.hears("entity=Schedule&key=90417&action=Edit", verb=verb) == 200
    assert site.looked == []
    await site.hints.follow()
    await site.hints.follow()
    assert site.looked == ["90417"]


async def test_without_the_secret_there_is_nothing(site: Site) -> None:
    for secret in ("wrong", SECRET[:-1], "%D1%81"):
        assert await site.hears("entity=Schedule&key=1", secret) == 404
    await site.hints.follow()
    assert site.looked == []
    assert b'webhook_refused_total{reason="hint"} 3.0' in site.vitals.page(0, 0, 0)


async def test_what_is_no_visit_is_no_matter(site: Site) -> None:
    for query in ("", "entity=Payment&key=1", "%00=%FF", "entity=Schedule"):
        assert await site.hears(query) == 200
    await site.hints.follow()
    assert site.looked == []


async def test_rung_many_times_it_looks_once(site: Site) -> None:
    for _ in range(5):
        await site.hears("entity=Schedule&key=7")
    await site.hints.follow()
    assert site.looked == ["7"]


async def test_a_flood_of_hints_is_bounded(site: Site) -> None:
    for number in range(MOST):
        site.hints._waiting[str(number)] = None
    assert await site.hears("entity=Schedule&key=one-too-many") == 200
    await site.hints.follow()
    assert len(site.looked) == MOST
    assert "one-too-many" not in site.looked


async def test_a_silent_system_is_left_to_the_next_round(site: Site) -> None:
    for number in range(5):
        await site.hears(f"entity=Schedule&key={number}")
    site.error = Unavailable("down")
    with pytest.raises(Unavailable):
        await site.hints.follow()
    site.error = None
    await site.hints.follow()
    assert site.looked == [], "nothing is asked five times of who does not answer"
