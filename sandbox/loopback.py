"""Nobody but this machine: where the sandbox listens, and whose requests it answers."""

import ipaddress
import socket
from http import HTTPStatus
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler

NAMES = frozenset({"127.0.0.1", "localhost", "::1"})


class NotLoopbackError(ValueError):
    """The sandbox obeys anybody who can reach it, so it listens on the own machine only."""


def check_loopback(host: str) -> None:
    try:
        found = {info[4][0] for info in socket.getaddrinfo(host or "0.0.0.0", None)}  # noqa: S104 - "" means just that
    except OSError as error:
        raise NotLoopbackError(f"{host!r} is no address of this machine") from error
    if not all(ipaddress.ip_address(address).is_loopback for address in found):
        raise NotLoopbackError(f"the sandbox listens on loopback only (127.0.0.1, ::1, localhost), not on {host!r}")


@web.middleware
async def own_machine_only(request: web.Request, handler: Handler) -> web.StreamResponse:
    """A page elsewhere may have its own name resolve to 127.0.0.1 (DNS rebinding): then Host is not ours.

    Or it may post here from its own origin: then Origin is not ours. Programs send no Origin.
    """
    origin = request.headers.get("Origin")
    if hostname(request.host) not in NAMES or (origin is not None and origin != f"http://{request.host}"):
        return web.Response(status=HTTPStatus.FORBIDDEN, text="only for this machine")
    return await handler(request)


def hostname(host: str) -> str | None:
    try:
        return urlsplit(f"//{host}").hostname
    except ValueError:
        return None
