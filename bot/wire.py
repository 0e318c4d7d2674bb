"""Calls to the Bot API as plain JSON: of what a tap costs, building and reading aiogram's models is the greater part.

They go through aiogram's session all the same: its time limits, its errors, our patience (bot/telegram.py).
"""

import json
from collections.abc import Callable
from typing import Any

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.exceptions import ClientDecodeError, TelegramNetworkError, TelegramServerError
from aiogram.methods import TelegramMethod
from aiohttp import ClientConnectorError, ClientError, ClientTimeout, FormData

from handlers.show import Upload

JSON = {"Content-Type": "application/json"}


class Plain(TelegramMethod[Any]):
    """A method whose fields are sent as they are and whose result is what Telegram's JSON says."""

    __returning__ = Any

    name: str
    fields: dict[str, Any]
    once: bool = False  # not tried again by whoever sends it (bot/telegram.py)

    @property
    def __api_method__(self) -> str:  # type: ignore[override] # aiogram's is an abstract property too, its hint is not
        return self.name


class NotConnected(TelegramNetworkError):
    """Nobody was there to take the call."""


NOTHING_SENT = (NotConnected, TelegramServerError)  # of others nobody knows


class Session(AiohttpSession):
    """aiogram's own, which takes plain calls as well."""

    async def make_request(self, bot: Bot, method: TelegramMethod[Any], timeout: int | None = None) -> Any:  # noqa: ASYNC109 aiogram's signature
        if not isinstance(method, Plain):
            return await super().make_request(bot, method, timeout)
        url = self.api.api_url(bot.token, method.name)
        body, headers = _body(method.fields)
        try:
            session = await self.create_session()
            limit = ClientTimeout(total=timeout or self.timeout)
            async with session.post(url, data=body, headers=headers, timeout=limit) as response:
                content = await response.text()
        except ClientConnectorError as error:
            raise NotConnected(method, f"{type(error).__name__}: {error}") from error
        except TimeoutError as error:
            raise TelegramNetworkError(method, "Request timeout error") from error
        except ClientError as error:
            raise TelegramNetworkError(method, f"{type(error).__name__}: {error}") from error
        return self.check_response(bot, method, response.status, content).result

    def check_response(self, bot: Bot, method: TelegramMethod[Any], status_code: int, content: str) -> Any:
        """What stands before Telegram answers in HTML when Telegram is away: that is an outage, not a mistake."""
        try:
            return super().check_response(bot, method, status_code, content)
        except ClientDecodeError as error:
            raise TelegramServerError(method, f"no JSON in an answer of status {status_code}") from error


class Wire:
    """handlers.show.Telegram for one bot. ``counts``: told the chat of each message that is sent as an answer."""

    def __init__(self, bot: Bot, counts: Callable[[int], object] = lambda _chat: None) -> None:
        self._bot = bot
        self._counts = counts

    @property
    def bot_id(self) -> int:
        return self._bot.id

    async def call(self, method: str, /, **fields: Any) -> Any:
        """What Telegram answers. Raises aiogram's exceptions. A field that is None is left out."""
        if method.startswith("send"):
            self._counts(fields["chat_id"])
        return await self._bot(_plain(method, fields))

    async def once(self, method: str, /, **fields: Any) -> Any:
        """The same, never tried again: for whoever must know what became of each try, and has waited for its turn.

        Telegram counts an album's parts one by one; the turn was for one of them.
        """
        for _ in fields.get("message_ids", ())[1:]:
            self._counts(fields["chat_id"])
        return await self._bot(_plain(method, fields, once=True))


def _plain(method: str, fields: dict[str, Any], *, once: bool = False) -> Plain:
    given = {name: value for name, value in fields.items() if value is not None}
    return Plain.model_construct(name=method, fields=given, once=once)


def _body(fields: dict[str, Any]) -> tuple[Any, dict[str, str]]:
    """JSON; with a file in it a form, as the Bot API wants."""
    if not any(isinstance(value, Upload) for value in fields.values()):
        return json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode(errors="surrogatepass"), JSON
    form = FormData()
    for name, value in fields.items():
        if isinstance(value, Upload):
            form.add_field(name, value.content, filename=value.name)
        else:
            form.add_field(name, value if isinstance(value, str) else json.dumps(value))
    return form, {}
