"""``python -m bot check``: a set-up broken in one place is named in one line, and a sound one is left in peace."""

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from pathlib import Path

import pytest

from db.cipher import new_key
from db.migrations import versions
from sandbox import Group, Person, TelegramServer
from sandbox.webhook import Target
from tests.bot.commanding import Ended, Run
from tests.bot.test_settings import LOOKS_LIKE
from tests.clinic.small import broken, written
from tests.db.sqlite_files import changed

TOKEN = "42:TEST"
NEWEST = max(file.name[:4] for file in Path(versions.__path__[0]).glob("0*.py"))
Check = Callable[..., Awaitable[Ended]]


@pytest.fixture
async def telegram() -> AsyncIterator[TelegramServer]:
    async with await TelegramServer.start(TOKEN) as server:
        yield server


@pytest.fixture
def reception(telegram: TelegramServer) -> Person:
    return telegram.person("Оксана")


@pytest.fixture
def staff(telegram: TelegramServer, reception: Person) -> Group:
    """Reception's group as it should be, the bot in it."""
    group = telegram.group("Регістратура", reception, topics=True)
    group.adds_bot(reception)
    group.promotes_bot(reception, ("can_manage_topics",))
    return group


@pytest.fixture
def sound(telegram: TelegramServer, staff: Group, tmp_path: Path) -> dict[str, str]:
    """Settings with nothing wrong; the database is not there yet."""
    return {
        "BOT_TOKEN": TOKEN,
        "BOT_API_URL": telegram.url,
        "CLINIC_FILE": str(written(tmp_path)),
        "STAFF_CHAT_ID": str(staff.id),
        "HTTP_PORT": "0",
    }


@pytest.fixture
def check(run: Run, sound: dict[str, str]) -> Check:
    """With the sound settings and what differs from them."""

    async def checked(**other: str) -> Ended:
        return await asyncio.to_thread(run, "check", **(sound | other))

    return checked


@pytest.fixture
async def imported(run: Run, sound: dict[str, str]) -> None:
    """The bot's database in its folder, as after a first start."""
    assert (await asyncio.to_thread(run, "import", sound["CLINIC_FILE"], **sound)).code == 0


def faults(told: Ended) -> list[str]:
    """What is wrong, and that the exit code says so too."""
    lines = [line.removeprefix("WRONG  ") for line in told.out.splitlines() if line.startswith("WRONG")]
    assert told.code == bool(lines), told.out
    assert told.err == ""
    assert told.out.splitlines()[-1] == (f"{len(lines)} to mend." if lines else "All is well.")
    return lines


def notes(told: Ended) -> list[str]:
    return [line.removeprefix("note   ") for line in told.out.splitlines() if line.startswith("note")]


@pytest.mark.usefixtures("imported")
async def test_a_sound_set_up_is_well(check: Check) -> None:
    told = await check()
    assert faults(told) == []
    assert notes(told) == []
    assert told.out.splitlines()[:-1] == [
        f"ok     database: SQLite, var/reception.db: revision {NEWEST}",
        "ok     key: opens the data",
        "ok     clinic file: clinic.yaml: 1 branches, 1 specialties, 2 doctors",
        "ok     clinic: imported: 1 branches, 1 specialties, 2 doctors",
        "ok     clinic's system: built in, 2 doctors",
        f"ok     Telegram: @reception_sandbox_bot, at {told.out.partition('_bot, at ')[2].split()[0]}",
        "ok     staff chat: the bot is in it and hears what is written there",
        "ok     webhook: none is set (WEBHOOK_URL): the bot fetches its updates itself",
        "ok     port: 127.0.0.1:0 is free",
    ]


async def test_a_first_set_up_is_well_and_nothing_is_made(check: Check, tmp_path: Path) -> None:
    with changed(tmp_path) as files:
        told = await check()
    assert files == []
    assert faults(told) == []
    assert "its file is made at the first start" in told.out
    assert "var/reception.db: is made at the first start" in told.out


@pytest.mark.usefixtures("imported")
async def test_a_look_changes_neither_the_database_nor_what_telegram_keeps(
    check: Check, telegram: TelegramServer
) -> None:
    with changed(Path("var/reception.db").parent) as files:
        await check()
    assert files == []
    assert {call.method for call in telegram.calls} == {"getMe", "getChat", "getChatMember", "getWebhookInfo"}


@pytest.mark.parametrize("database_home", ["postgresql"], indirect=True)
async def test_postgresql_is_looked_at_as_well(check: Check, database_url: str) -> None:
    told = await check(DATABASE_URL=database_url, DATA_KEY=new_key())
    assert faults(told) == []
    assert "clinic: nothing is imported yet" in told.out


async def test_a_wrong_setting(check: Check) -> None:
    told = await check(HTTP_PORT="abc", DATABASE_URL="mysql://u:hush@h/x", WEBHOOK_URL="http://clinic.example")
    assert faults(told) == [
        f"settings: DATABASE_URL: {LOOKS_LIKE}",
        "settings: WEBHOOK_URL: should begin with https:// (Telegram delivers to nothing else)",
        "settings: HTTP_PORT: should be a port, a whole number from 0 to 65535",
    ]
    assert "hush" not in told.out


async def test_a_webhook_without_a_secret(check: Check) -> None:
    (fault,) = faults(await check(WEBHOOK_URL="https://clinic.example/telegram"))
    assert fault.startswith("settings: WEBHOOK_SECRET is missing: without one anybody could speak as a patient")


async def test_a_token_that_telegram_refuses(check: Check) -> None:
    told = await check(BOT_TOKEN="42:ANOTHER")
    assert faults(told) == ["Telegram: it does not know this BOT_TOKEN: take it anew from @BotFather"]
    assert "ANOTHER" not in told.out


async def test_telegram_out_of_reach(check: Check) -> None:
    (fault,) = faults(await check(BOT_API_URL="http://127.0.0.1:9"))
    assert fault.startswith("Telegram: no answer from 127.0.0.1:9 (BOT_API_URL): look at the address")


async def test_something_else_that_answers_at_the_address(check: Check) -> None:
    async def page(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nHello")
        writer.close()

    async with await asyncio.start_server(page, "127.0.0.1", 0) as server:
        where = f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
        told = await check(BOT_API_URL=f"http://{where}")
    assert faults(told) == [f"Telegram: what answers at {where} is no Bot API server: look at BOT_API_URL"]


@pytest.mark.usefixtures("imported")
async def test_another_bot_than_before_is_no_fault(check: Check) -> None:
    async with await TelegramServer.start("43:TEST") as another:
        told = await check(BOT_TOKEN="43:TEST", BOT_API_URL=another.url, STAFF_CHAT_ID="")
    assert faults(told) == []


async def test_a_mistake_in_the_clinic_file(check: Check, tmp_path: Path) -> None:
    wrong = written(tmp_path, broken("minutes: 20", "minutes: soon"))
    (fault,) = faults(await check(CLINIC_FILE=str(wrong)))
    assert fault.startswith("clinic file: clinic.yaml:20: services[0].minutes: ")


@pytest.mark.usefixtures("imported")
async def test_a_clinic_file_that_has_changed_since_its_import(check: Check, tmp_path: Path) -> None:
    written(tmp_path, broken("minutes: 20", "minutes: 25"))
    told = await check()
    assert faults(told) == []
    (note,) = notes(told)
    assert note.startswith("clinic: the clinic file is not what is served: it has changed since its import, or")
    assert note.endswith(f" import {tmp_path / 'clinic.yaml'}")


async def test_the_demo_clinic_on_a_real_token(check: Check) -> None:
    told = await check(CLINIC_FILE="")
    assert faults(told) == []
    (note,) = notes(told)
    assert note.startswith("clinic: the demo clinic on a real token (the phone number is still the demo's); ")


async def test_a_staff_chat_that_is_unknown(check: Check) -> None:
    (fault,) = faults(await check(STAFF_CHAT_ID="-1009999"))
    assert fault.startswith("staff chat: Telegram knows no such chat: look at STAFF_CHAT_ID, and add the bot to")


async def test_a_staff_chat_that_threw_the_bot_out(check: Check, staff: Group, reception: Person) -> None:
    staff.removes_bot(reception)
    assert faults(await check()) == [
        "staff chat: the bot is not in it: add the bot to the group as an admin who may manage topics"
    ]


async def test_a_staff_chat_where_the_bot_is_deaf(
    check: Check, staff: Group, reception: Person, telegram: TelegramServer
) -> None:
    staff.promotes_bot(reception, ("can_delete_messages",))
    (fault,) = faults(await check())
    assert fault.startswith("staff chat: the bot would not hear what is written there: make it an admin who may manage")
    telegram.world.reads_all = True
    assert faults(await check()) == []


async def test_a_staff_chat_without_topics(check: Check, telegram: TelegramServer, reception: Person) -> None:
    plain = telegram.group("Регістратура", reception)
    plain.adds_bot(reception)
    plain.promotes_bot(reception, ("can_manage_topics",))
    (fault,) = faults(await check(STAFF_CHAT_ID=str(plain.id)))
    assert fault.startswith("staff chat: it has no topics: turn them on in the group's settings")


async def test_a_staff_chat_that_has_become_a_supergroup(
    check: Check, telegram: TelegramServer, reception: Person
) -> None:
    group = telegram.group("Регістратура", reception)
    group.adds_bot(reception)
    group.promotes_bot(reception, ("can_manage_topics",))
    before, now = group.id, group.becomes_supergroup(reception, topics=True)
    told = await check(STAFF_CHAT_ID=str(before))
    assert faults(told) == []
    assert notes(told) == [f"staff chat: it has become a supergroup, which the bot follows; set STAFF_CHAT_ID={now}"]


HOOK = {"WEBHOOK_URL": "https://clinic.example/hush-path", "WEBHOOK_SECRET": "s" * 32}


async def test_a_webhook_that_telegram_cannot_deliver_to(check: Check, telegram: TelegramServer) -> None:
    telegram.world.webhook.pause = 60
    await telegram.world.webhook.aim(Target("http://127.0.0.1:9/hush-path", None))
    telegram.world.webhook.target = Target(HOOK["WEBHOOK_URL"], None)
    await telegram.person("Олена").types("/start")
    await telegram.until(lambda: "last_error_message" in telegram.world.webhook.info())
    (fault,) = faults(await check(**HOOK))
    assert fault.startswith("webhook: Telegram could not deliver at ")
    assert "Connection failed: ClientConnectorError; " in fault
    assert "updates wait. Is the bot running" in fault
    assert "hush" not in fault


async def test_a_webhook_that_is_another_program_s(check: Check, telegram: TelegramServer) -> None:
    await telegram.world.webhook.aim(Target("http://127.0.0.1:9/hush-path", None))
    told = await check(**HOOK)
    assert faults(told) == []
    (note,) = notes(told)
    assert note.startswith("webhook: Telegram brings updates to another address, at 127.0.0.1:9: the next start sets")
    assert "hush" not in told.out


async def test_a_port_that_somebody_else_has(check: Check) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        closing = asyncio.to_thread(_hang_up, taken)
        told, _ = await asyncio.gather(check(HTTP_PORT=str(port)), closing)
    assert faults(told) == [
        f"port: 127.0.0.1:{port} can't be used (HTTP_HOST, HTTP_PORT): Address already in use; choose another"
    ]


def _hang_up(server: socket.socket) -> None:
    """On whoever calls, however often."""
    server.settimeout(2)
    with suppress(TimeoutError):
        while True:
            server.accept()[0].close()


async def test_a_host_that_is_not_this_machine(check: Check) -> None:
    (fault,) = faults(await check(HTTP_HOST="192.0.2.1"))
    assert fault == (
        "port: 192.0.2.1:0 can't be used (HTTP_HOST, HTTP_PORT): Cannot assign requested address; choose another"
    )
