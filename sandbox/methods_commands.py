"""The Menu button's commands: kept by scope and language, shown by the best match."""

import re
from typing import Any

from aiogram.methods import DeleteMyCommands, GetMyCommands, SetMyCommands
from aiogram.types import BotCommandScopeUnion

from sandbox.chats import Chat
from sandbox.messages import Json
from sandbox.refusals import RefusedError, bad_request
from sandbox.world import World

MOST_COMMANDS = 100
MOST_DESCRIPTION = 256
COMMAND = re.compile(r"[a-z0-9_]{1,32}")
LANGUAGE = re.compile(r"[a-z]{2}")


async def set_my_commands(world: World, call: SetMyCommands) -> bool:
    if len(call.commands) > MOST_COMMANDS:
        raise RefusedError(bad_request("BOT_COMMANDS_TOO_MUCH"))
    commands = [_command(one.command, one.description) for one in call.commands]
    world.commands[_key(world, call.scope, call.language_code)] = commands
    _tell_all(world)
    return True


async def get_my_commands(world: World, call: GetMyCommands) -> list[Json]:
    return world.commands.get(_key(world, call.scope, call.language_code), [])


async def delete_my_commands(world: World, call: DeleteMyCommands) -> bool:
    world.commands.pop(_key(world, call.scope, call.language_code), None)
    _tell_all(world)
    return True


def commands_for(world: World, chat: Chat) -> list[Json]:
    """Telegram's order: the narrower scope first, in it the person's language before none."""
    everywhere = "all_private_chats" if chat.id > 0 else "all_group_chats"
    for scope in (f"chat {chat.id}", everywhere, "default"):
        for tongue in (chat.language, ""):
            if found := world.commands.get((scope, tongue)):
                return found
    return []


def _command(name: str, description: str) -> Json:
    name = name.removeprefix("/")
    if not COMMAND.fullmatch(name):
        raise RefusedError(bad_request("BOT_COMMAND_INVALID"))
    if not 1 <= len(description.strip()) <= MOST_DESCRIPTION:
        raise RefusedError(bad_request("BOT_COMMAND_DESCRIPTION_INVALID"))
    return {"command": name, "description": description}


def _key(world: World, scope: BotCommandScopeUnion | None, language: str | None) -> tuple[str, str]:
    if language and not LANGUAGE.fullmatch(language):
        raise RefusedError(bad_request("invalid language code specified"))
    if scope is None:
        return "default", language or ""
    chat_id = getattr(scope, "chat_id", None)
    if chat_id is not None:
        world.chat(chat_id)
    whom = (scope.type, chat_id, getattr(scope, "user_id", None))
    return " ".join(str(part) for part in whom if part is not None), language or ""


def _tell_all(world: World) -> None:
    for chat in world.chats.values():
        world.changes.tell(chat.id, "commands", commands=commands_for(world, chat))


COMMANDS: dict[str, Any] = {
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
}
