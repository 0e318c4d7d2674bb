"""A person stops the bot and lets it write again."""

from typing import Any

from sandbox.chats import Chat, Line
from sandbox.world import World


def block(world: World, chat: Chat) -> None:
    chat.blocked = True
    _membership(world, chat, "member", "kicked")


def unblock(world: World, chat: Chat) -> None:
    chat.blocked = False
    _membership(world, chat, "kicked", "member")


def _membership(world: World, chat: Chat, before: str, after: str) -> None:
    chat.acted[chat.id] = chat.revision
    chat.log.append(Line(str(chat.user["first_name"]), "blocks the bot" if after == "kicked" else "unblocks the bot"))
    change = {
        "chat": chat.card(),
        "from": chat.user,
        "date": int(world.now()),
        "old_chat_member": _bot_as(world, before),
        "new_chat_member": _bot_as(world, after),
    }
    world.updates.push({"my_chat_member": change})
    world.changes.wake()


def _bot_as(world: World, status: str) -> dict[str, Any]:
    until = {"until_date": 0} if status == "kicked" else {}
    return {"status": status, "user": world.bot, **until}
