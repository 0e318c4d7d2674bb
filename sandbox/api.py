"""The Bot API over HTTP: `/bot<token>/<method>` and `/file/bot<token>/<path>`."""

import asyncio
import hmac
from dataclasses import dataclass, field
from typing import Any

from aiogram.types import BufferedInputFile
from aiohttp import web

from sandbox.calls import Call, Calls
from sandbox.faults import Faults, Trouble
from sandbox.methods import carry_out
from sandbox.parameters import MODELS, Method, read_call
from sandbox.refusals import FILE_TOO_BIG, NOT_FOUND, UNAUTHORIZED, Refusal, RefusedError, bad_request
from sandbox.world import World


@dataclass(slots=True)
class BotApi:
    world: World
    token: str
    calls: Calls = field(default_factory=Calls)
    faults: Faults = field(default_factory=Faults)
    closing: asyncio.Event = field(default_factory=asyncio.Event)

    def routes(self) -> list[web.RouteDef]:
        return [
            web.route("*", "/bot{token:[^/]+}/{method}", self.call),
            web.get("/file/bot{token:[^/]+}/{path:.+}", self.file),
        ]

    async def call(self, request: web.Request) -> web.StreamResponse:
        try:
            self._check_token(request)
            model = _model(request.match_info["method"])
            raw, uploads = await _received(request)
        except RefusedError as error:
            return _refused(error.refusal)
        return await self._answered(request, model, raw, uploads)

    async def _answered(
        self, request: web.Request, model: type[Method], raw: dict[str, Any], uploads: dict[str, BufferedInputFile]
    ) -> web.StreamResponse:
        name, trouble = model.__api_method__, None
        params = dict(raw)
        try:
            call = read_call(model, raw, uploads)
            params = {field_name: getattr(call, field_name) for field_name in call.model_fields_set}
            trouble = self.faults.take(name, params.get("chat_id"))
            if trouble:
                await self._suffer(trouble)
            result = await carry_out(self.world, call)
        except RefusedError as error:
            return self._refuse(request, Call(name, params, error.refusal, trouble.words if trouble else None), trouble)
        self._record(Call(name, params, None, trouble.words if trouble else None))
        return _cut_off(request) if trouble and trouble.dropped else web.json_response({"ok": True, "result": result})

    async def file(self, request: web.Request) -> web.Response:
        try:
            self._check_token(request)
        except RefusedError as error:
            return _refused(error.refusal)
        stored = self.world.files.by_path.get(request.match_info["path"])
        return web.Response(body=stored.content) if stored else _refused(NOT_FOUND)

    async def _suffer(self, trouble: Trouble) -> None:
        if trouble.seconds:
            await asyncio.wait({closing := asyncio.ensure_future(self.closing.wait())}, timeout=trouble.seconds)
            closing.cancel()
        if not trouble.carried_out:
            raise RefusedError(trouble.refusal or Refusal(0, trouble.words))

    def _refuse(self, request: web.Request, call: Call, trouble: Trouble | None) -> web.Response:
        self._record(call)
        if trouble and trouble.dropped:
            return _cut_off(request)
        assert call.refusal is not None  # only refused calls come here
        return _refused(call.refusal)

    def _record(self, call: Call) -> None:
        self.calls.add(call)
        self.world.changes.wake()

    def _check_token(self, request: web.Request) -> None:
        if not hmac.compare_digest(request.match_info["token"].encode(), self.token.encode()):
            raise RefusedError(UNAUTHORIZED)


def _model(name: str) -> type[Method]:
    model = MODELS.get(name.lower())
    if model is None:
        raise RefusedError(NOT_FOUND)
    return model


async def _received(request: web.Request) -> tuple[dict[str, Any], dict[str, BufferedInputFile]]:
    """Parameters from the address, a form or JSON; files apart, by the name they came under."""
    raw: dict[str, Any] = dict(request.query)
    uploads: dict[str, BufferedInputFile] = {}
    try:
        if request.content_type == "application/json":
            raw |= await request.json()
        else:
            for name, value in (await request.post()).items():
                if isinstance(value, web.FileField):
                    uploads[name] = BufferedInputFile(value.file.read(), value.filename)
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
