"""How the bot hears of updates: getUpdates or a webhook, never both."""

import re
from typing import Any
from urllib.parse import urlsplit

from aiogram.methods import DeleteWebhook, GetUpdates, GetWebhookInfo, SetWebhook

from sandbox.loopback import NAMES
from sandbox.messages import Json
from sandbox.refusals import WEBHOOK_IS_SET, RefusedError, bad_request
from sandbox.updates import MOST_AT_ONCE
from sandbox.webhook import Target
from sandbox.world import World

SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


async def get_updates(world: World, call: GetUpdates) -> list[Json]:
    if world.webhook.target:
        raise RefusedError(WEBHOOK_IS_SET)
    world.updates.want(call.allowed_updates)
    if call.offset is not None:
        world.updates.confirm(call.offset)
    limit = MOST_AT_ONCE if call.limit is None else call.limit
    return await world.updates.poll(max(1, min(limit, MOST_AT_ONCE)), call.timeout or 0)


async def set_webhook(world: World, call: SetWebhook) -> bool:
    target = _target(call)
    world.updates.want(call.allowed_updates)
    _drop(world, call.drop_pending_updates)
    await world.webhook.aim(target)
    return True


async def delete_webhook(world: World, call: DeleteWebhook) -> bool:
    _drop(world, call.drop_pending_updates)
    await world.webhook.aim(None)
    return True


async def get_webhook_info(world: World, _: GetWebhookInfo) -> Json:
    return world.webhook.info() | {
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates.pending),
        "allowed_updates": sorted(world.updates.wanted),
    }


def _target(call: SetWebhook) -> Target | None:
    """An empty address takes the webhook off, as in Telegram. Only loopback: the sandbox talks to nobody else."""
    if not call.url:
        return None
    parts = urlsplit(call.url)
    if parts.scheme not in {"http", "https"} or parts.hostname not in NAMES:
        raise RefusedError(bad_request("bad webhook: the sandbox delivers to loopback addresses only"))
    if call.secret_token is not None and not SECRET.fullmatch(call.secret_token):
        raise RefusedError(bad_request("secret token contains unallowed characters"))
    return Target(call.url, call.secret_token)


def _drop(world: World, pending: bool | None) -> None:
    if pending:
        world.updates.pending.clear()


UPDATES: dict[str, Any] = {
    "getUpdates": get_updates,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
}
