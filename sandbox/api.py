"""The Bot API over HTTP: `/bot<token>/<method>` and `/file/bot<token>/<path>`."""

import hmac
from dataclasses import dataclass
from typing import Any

from aiogram.types import BufferedInputFile
from aiohttp import web

from sandbox.calling import Calling
from sandbox.refusals import FILE_TOO_BIG, NOT_FOUND, UNAUTHORIZED, Refusal, RefusedError, bad_request


@dataclass(frozen=True, slots=True)
class BotApi:
    calling: Calling
    token: str

    def routes(self) -> list[web.RouteDef]:
        return [
            web.route("*", "/bot{token:[^/]+}/{method}", self.call),
            web.get("/file/bot{token:[^/]+}/{path:.+}", self.file),
        ]

    async def call(self, request: web.Request) -> web.Response:
        if not self._is_known(request):
            return _refused(UNAUTHORIZED)
        try:
            raw, uploads = await _received(request)
        except RefusedError as error:
            return _refused(error.refusal)
        outcome = await self.calling.perform(request.match_info["method"], raw, uploads)
        if outcome.unheard:
            return _cut_off(request)
        if outcome.refusal:
            return _refused(outcome.refusal)
        return web.json_response({"ok": True, "result": outcome.result})

    async def file(self, request: web.Request) -> web.Response:
        if not self._is_known(request):
            return _refused(UNAUTHORIZED)
        stored = self.calling.world.files.by_path.get(request.match_info["path"])
        return web.Response(body=stored.content) if stored else _refused(NOT_FOUND)

    def _is_known(self, request: web.Request) -> bool:
        return hmac.compare_digest(request.match_info["token"].encode(), self.token.encode())


async def _received(request: web.Request) -> tuple[dict[str, Any], dict[str, BufferedInputFile]]:
    """Parameters from the address, a form or JSON; files apart, by the name they came under."""
    raw: dict[str, Any] = dict(request.query)
    uploads: dict[str, BufferedInputFile] = {}
    try:
        if request.content_type == "application/json":
            return raw | await request.json(), uploads
        for name, value in (await request.post()).items():
            if isinstance(value, web.FileField):
                uploads[name] = BufferedInputFile(value.file.read(), value.filename)
                value.file.close()
            else:
                raw[name] = value
    except web.HTTPRequestEntityTooLarge as error:
        raise RefusedError(FILE_TOO_BIG) from error
    except (ValueError, TypeError) as error:
        raise RefusedError(bad_request("can't parse the request's body")) from error
    return raw, uploads


def _cut_off(request: web.Request) -> web.Response:
    if request.transport:
        request.transport.abort()
    return web.Response()


def _refused(refusal: Refusal) -> web.Response:
    return web.json_response(refusal.answer(), status=refusal.code)
