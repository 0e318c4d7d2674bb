"""The sandbox as a program: for this machine only, and no further than its own folder."""

import aiohttp
import pytest
from yarl import URL

from sandbox import ADMINS, PEOPLE, NotLoopbackError, TelegramServer, serve
from tests.sandbox.conftest import bot_of


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "", "192.168.1.5", "8.8.8.8", "no-such-host.invalid"])  # noqa: S104 - must be refused
async def test_it_listens_on_loopback_only(host: str) -> None:
    with pytest.raises(NotLoopbackError):
        await serve(host)


@pytest.mark.parametrize("token", ["", "42", "x:TEST", "42:"])
async def test_a_token_that_is_none(token: str) -> None:
    with pytest.raises(ValueError, match="a bot token looks like"):
        await TelegramServer.start(token)


async def test_a_port_that_is_taken(server: TelegramServer) -> None:
    with pytest.raises(OSError, match="address already in use"):
        await serve(port=int(server.url.rpartition(":")[2]))


async def test_the_program_has_its_own_people_whom_the_bot_may_write_first() -> None:
    async with await serve() as server, bot_of(server) as bot, aiohttp.ClientSession(server.url) as web:
        async with web.get("/people") as answer:
            people = (await answer.json())["people"]
        assert [person["first_name"] for person in people] == [one.first_name for one in PEOPLE] == ["Олена", "Daniel"]
        first = await bot.send_message(people[0]["id"], "reminder")
        assert first.message_id > 1_000_000


async def test_admins_are_listed_as_such_and_may_be_written_to_first() -> None:
    person_id = ADMINS[0].user_id
    async with await serve(admins=ADMINS) as server, bot_of(server) as bot, aiohttp.ClientSession(server.url) as web:
        async with web.get("/people") as answer:
            roles = {person["id"]: person["role"] for person in (await answer.json())["people"]}
        assert roles == {**dict.fromkeys((one.user_id for one in PEOPLE), "patient"), person_id: "admin"}
        await bot.send_message(person_id, "The clinic's system is away")


@pytest.mark.parametrize(
    "path",
    [
        "/page/..%2fserver.py",
        "/page/../server.py",
        "/page/%2e%2e/server.py",
        "/page/..%5cserver.py",
        "/page/%2fetc%2fpasswd",
        "/page/.",
        "/page/",
        "/page/nothing.js",
        "/media/nothing",
        "/media/..%2f..%2fserver.py",
    ],
)
async def test_the_page_leads_nowhere_else(web: aiohttp.ClientSession, server: TelegramServer, path: str) -> None:
    async with web.get(URL(server.url + path, encoded=True)) as answer:
        assert answer.status == 404


async def test_the_page_itself(web: aiohttp.ClientSession) -> None:
    for path, kind in (("/", "text/html"), ("/page/main.js", "text/javascript"), ("/page/base.css", "text/css")):
        async with web.get(path) as answer:
            assert (answer.status, answer.content_type, answer.charset) == (200, kind, "utf-8")
            assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("path", ["/", "/people", "/people/5000000001/socket", "/bot42:TEST/getMe", "/media/x"])
@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "127.0.0.1.evil.example"},
        {"Host": "[bad"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
    ],
)
async def test_pages_from_elsewhere_get_nothing(web: aiohttp.ClientSession, path: str, headers: dict[str, str]) -> None:
    async with web.get(path, headers=headers) as answer:
        assert answer.status == 403


async def test_the_own_page_is_let_in_under_both_names(web: aiohttp.ClientSession, server: TelegramServer) -> None:
    port = server.url.rpartition(":")[2]
    for host in (f"127.0.0.1:{port}", f"localhost:{port}", f"[::1]:{port}"):
        async with web.get("/people", headers={"Host": host, "Origin": f"http://{host}"}) as answer:
            assert answer.status == 200
