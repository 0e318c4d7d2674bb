"""``sslmode`` in DATABASE_URL, as managed servers hand it out: what then goes over the wire."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress

import pytest
from sqlalchemy.exc import DBAPIError

from db.cipher import Cipher, new_key
from db.database import Database

ENCRYPT, PLAIN = (80877103).to_bytes(4), (3 << 16).to_bytes(4)  # PostgreSQL's SSLRequest, and its protocol 3.0


class Listener:
    """A server that hears how a connection begins and says that it has no encryption."""

    def __init__(self) -> None:
        self.heard: list[bytes] = []
        self.port = 0

    async def meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.heard.append((await reader.readexactly(8))[4:])
        writer.write(b"N")
        writer.close()


@pytest.fixture
async def listener() -> AsyncIterator[Listener]:
    listener = Listener()
    async with await asyncio.start_server(listener.meet, "127.0.0.1") as server:
        listener.port = server.sockets[0].getsockname()[1]
        yield listener


@pytest.mark.parametrize(
    ("parameters", "begins"),
    [
        ("?sslmode=disable", PLAIN),
        ("?sslmode=allow", PLAIN),
        ("?sslmode=prefer", ENCRYPT),
        ("?sslmode=require", ENCRYPT),
        ("?ssl=require", ENCRYPT),
        ("?ssl=disable", PLAIN),
        ("", ENCRYPT),
    ],
)
async def test_encryption_is_asked_for_as_the_url_says(listener: Listener, parameters: str, begins: bytes) -> None:
    url = f"postgresql://clinic:hush@127.0.0.1:{listener.port}/clinic{parameters}"
    database = Database(url, Cipher([new_key()]))
    with suppress(OSError, DBAPIError):
        async with database.read():
            pytest.fail("there is nobody to read from")
    await database.close()
    assert listener.heard[0] == begins


async def test_required_encryption_is_never_gone_without(listener: Listener) -> None:
    url = f"postgresql://clinic:hush@127.0.0.1:{listener.port}/clinic?sslmode=require"
    database = Database(url, Cipher([new_key()]))
    with pytest.raises(ConnectionError, match="rejected SSL upgrade"):
        async with database.read():
            pass
    await database.close()
    assert listener.heard == [ENCRYPT]
