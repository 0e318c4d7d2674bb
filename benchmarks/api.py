"""A Bot API on loopback, as quick as can be: says yes to everything and keeps nothing but what is listened for."""

import json
import socket
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from typing import Any

from aiohttp import web

TOKEN = "42:a-benchmark-talks-to-loopback-only"  # noqa: S105 opens nothing
BOT = {"id": 42, "is_bot": True, "first_name": "Reception", "username": "bench_bot"}
SHOWING = frozenset({"sendMessage", "editMessageText", "sendPhoto", "editMessageMedia"})
TOO_MANY = (
    '{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 1","parameters":{"retry_after":1}}'
)

Parameters = Mapping[str, Any]
Heard = Callable[[str, Parameters, float], None]


class BotApi:
    """``heard(method, parameters, at)`` for each call, at ``time.perf_counter()`` of its arrival."""

    def __init__(self, heard: Heard, refuses: Callable[[str], bool] = lambda _method: False) -> None:
        """``refuses(method)``: whether this one is too many."""
        self._heard = heard
        self._refuses = refuses
        self._sent = 1_000_000  # ids of new messages: far from those that were tapped
        self._webhook = ""

    @asynccontextmanager
    async def open(self) -> AsyncIterator[str]:
        """Its address, for BOT_API_URL."""
        # aiohttp's bare server: a router would be measured along with the bots
        runner = web.ServerRunner(web.Server(self._answer, access_log=None))
        await runner.setup()
        try:
            listener = listen()
            await web.SockSite(runner, listener).start()
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            await runner.cleanup()

    async def _answer(self, request: web.BaseRequest) -> web.Response:
        parameters = await _parameters(request)
        method = request.path.rpartition("/")[2]
        at = time.perf_counter()
        if self._refuses(method):
            return web.Response(text=TOO_MANY, status=429, content_type="application/json")
        if method in SHOWING:
            self._sent += 1
            parameters = {"message_id": self._sent, **parameters}
        self._heard(method, parameters, at)
        result = _message(parameters) if method in SHOWING else json.dumps(self._said(method, parameters))
        return web.Response(text=f'{{"ok":true,"result":{result}}}', content_type="application/json")

    def _said(self, method: str, parameters: Parameters) -> Any:
        if method == "setWebhook":
            self._webhook = parameters["url"]
        webhook = {"url": self._webhook, "has_custom_certificate": False, "pending_update_count": 0}
        known = {"getMe": BOT, "getWebhookInfo": webhook}
        return known.get(method, True)


def _message(parameters: Parameters) -> str:
    """With the keyboard it was sent, as Telegram would answer."""
    chat = {"id": int(parameters["chat_id"]), "type": "private", "first_name": "Guest"}
    message = {"message_id": int(parameters["message_id"]), "date": int(time.time()), "chat": chat}
    text = json.dumps(parameters.get("text", ""))
    return f'{json.dumps(message)[:-1]},"from":{json.dumps(BOT)},"text":{text}{_markup(parameters)}}}'


def keyboard(parameters: Parameters) -> str:
    """The inline keyboard of a call as JSON; empty where there is none."""
    markup = parameters.get("reply_markup") or ""
    text = markup if isinstance(markup, str) else json.dumps(markup)
    return text if "inline_keyboard" in text else ""


def listen() -> socket.socket:
    """On a free port of loopback; a thousand at once may knock."""
    return socket.create_server(("127.0.0.1", 0), backlog=1024)


async def _parameters(request: web.BaseRequest) -> Parameters:
    if request.content_type == "application/json":
        with suppress(ValueError):
            return dict(await request.json())
    return dict(await request.post())


def _markup(parameters: Parameters) -> str:
    markup = keyboard(parameters)
    return f',"reply_markup":{markup}' if markup else ""
