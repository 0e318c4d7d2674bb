"""Every method that the sandbox carries out, by the name that Telegram gives it."""

from collections.abc import Awaitable, Callable
from typing import Any

from sandbox.methods_chats import CHATS
from sandbox.methods_commands import COMMANDS
from sandbox.methods_copying import COPYING
from sandbox.methods_deleting import DELETING
from sandbox.methods_editing import EDITING
from sandbox.methods_marking import MARKING
from sandbox.methods_media import MEDIA
from sandbox.methods_members import MEMBERS
from sandbox.methods_profile import PROFILE
from sandbox.methods_sending import SENDING
from sandbox.methods_topics import TOPICS
from sandbox.methods_updates import UPDATES
from sandbox.parameters import Method
from sandbox.refusals import RefusedError, not_built
from sandbox.world import World

CARRIED_OUT: dict[str, Callable[[World, Any], Awaitable[Any]]] = {
    **CHATS,
    **COMMANDS,
    **COPYING,
    **DELETING,
    **EDITING,
    **MARKING,
    **MEDIA,
    **MEMBERS,
    **PROFILE,
    **SENDING,
    **TOPICS,
    **UPDATES,
}


async def carry_out(world: World, call: Method) -> Any:
    """The result as the Bot API's JSON; a RefusedError when Telegram would say no."""
    action = CARRIED_OUT.get(call.__api_method__)
    if action is None:
        raise RefusedError(not_built(f"method {call.__api_method__}"))
    return await action(world, call)
