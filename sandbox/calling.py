"""One call of the bot from its parameters to its outcome, with the trouble that was ordered for it."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

from sandbox.calls import Call, Calls
from sandbox.faults import Faults, Trouble
from sandbox.limits import Limits
from sandbox.methods import carry_out
from sandbox.parameters import MODELS, Method, Uploads, read_call
from sandbox.refusals import NOT_FOUND, Refusal, RefusedError
from sandbox.world import World


@dataclass(frozen=True, slots=True)
class Outcome:
    """`unheard`: the connection breaks before the bot learns of it."""

    result: Any
    refusal: Refusal | None
    unheard: bool


@dataclass(slots=True)
class Calling:
    world: World
    calls: Calls = field(default_factory=Calls)
    faults: Faults = field(default_factory=Faults)
    limits: Limits = field(default_factory=Limits)

    async def perform(self, method: str, raw: dict[str, Any], uploads: Uploads) -> Outcome:
        model = MODELS.get(method.lower())
        if model is None:
            return Outcome(None, NOT_FOUND, unheard=False)
        result, refusal, trouble, params = None, None, None, raw
        try:
            call = read_call(model, raw, uploads)
            params = {name: getattr(call, name) for name in call.model_fields_set}
            trouble = self.faults.take(model.__api_method__, params.get("chat_id"))
            result = await self._through(trouble, call)
        except RefusedError as error:
            refusal = error.refusal
        self.calls.add(Call(model.__api_method__, params, refusal, trouble.words if trouble else None))
        self.world.changes.wake()
        return Outcome(result, refusal, unheard=bool(trouble and trouble.dropped))

    async def _through(self, trouble: Trouble | None, call: Method) -> Any:
        if trouble and trouble.seconds:
            await asyncio.sleep(trouble.seconds)
        if trouble and not trouble.carried_out:
            raise RefusedError(trouble.refusal or Refusal(0, trouble.words))
        method, chat_id, count = call.__api_method__, getattr(call, "chat_id", None), _messages_in(call)
        self.limits.check(method, chat_id, count)
        result = await carry_out(self.world, call)
        self.limits.took(method, chat_id, count)
        return result


def _messages_in(call: Method) -> int:
    """An album is as many messages as it has parts."""
    several = getattr(call, "media", None) or getattr(call, "message_ids", None)
    return len(several) if isinstance(several, list) else 1
