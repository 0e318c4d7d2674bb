"""A clinic's system over HTTP: whatever goes wrong on the way becomes one of the port's errors."""

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from aiohttp import ClientConnectorError, ClientError, ClientSession, ClientTimeout, TCPConnector

from crm.errors import OutcomeUnknown, Unavailable

AT_ONCE = 8  # connections; further calls wait their turn
CONNECTED_WITHIN = 5.0  # seconds; a whole call is cut off by crm/timed.py
LARGEST = 64 * 2**20  # bytes: photos may come inside a list
SERVER_ERROR = 500


@dataclass(frozen=True, slots=True)
class Said:
    """Word for word, whatever the status."""

    status: int
    content: bytes
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server said: a status below 500 and JSON, None where it said nothing."""

    status: int
    body: Any
    headers: Mapping[str, str]

    @property
    def well(self) -> bool:
        return 200 <= self.status < 300  # noqa: PLR2004 as HTTP has it


class Line:
    """``url`` and what hangs on it. Redirects are not followed: credentials go nowhere else."""

    def __init__(self, session: ClientSession, url: str) -> None:
        self._session = session
        self.url = url.rstrip("/")

    async def call(self, method: str, path: str, *, writing: bool, **given: Any) -> Answer:
        """``path`` below ``url``, or a whole address below it. ``given``: as aiohttp's ``request`` takes it.

        Raises ``Unavailable``, which says that nothing was changed; or, for what may have been carried out though
        nobody heard so (``writing``), ``OutcomeUnknown``.
        """
        return understood(await self.ask(method, path, writing=writing, **given), writing=writing)

    async def ask(self, method: str, path: str, *, writing: bool, **given: Any) -> Said:
        """The same before anything is made of it: raises only where nothing was said."""
        failed = _failed(writing=writing)
        address = path if path.startswith(("http://", "https://")) else f"{self.url}/{path.lstrip('/')}"
        try:
            async with self._session.request(method, address, allow_redirects=False, **given) as response:
                content = await _read(response.content)
                return Said(response.status, content, dict(response.headers))
        except ClientConnectorError as error:  # nothing was sent
            raise Unavailable(f"no connection: {type(error).__name__}") from error
        except (ClientError, OSError) as error:
            raise failed(f"broke off: {type(error).__name__}") from error


def understood(said: Said, *, writing: bool) -> Answer:
    """Raises as ``Line.call`` does."""
    failed = _failed(writing=writing)
    if said.status >= SERVER_ERROR:
        raise failed(f"status {said.status}")
    try:
        return Answer(said.status, json.loads(said.content) if said.content.strip() else None, said.headers)
    except ValueError:
        raise failed(f"no JSON in an answer of status {said.status}") from None


def _failed(*, writing: bool) -> type[Unavailable | OutcomeUnknown]:
    return OutcomeUnknown if writing else Unavailable


@asynccontextmanager
async def line(url: str) -> AsyncIterator[Line]:
    connector = TCPConnector(limit=AT_ONCE)
    timeout = ClientTimeout(total=None, sock_connect=CONNECTED_WITHIN)
    async with ClientSession(connector=connector, timeout=timeout) as session:
        yield Line(session, url)


async def _read(content: Any) -> bytes:
    read = b""
    async for piece in content.iter_any():
        read += piece
        if len(read) > LARGEST:
            raise ClientError("too long")
    return read
