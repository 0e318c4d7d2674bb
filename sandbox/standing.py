"""What happens to the bot's place in a group, and what is done there without words, as the bot hears of it."""

from dataclasses import replace

from sandbox.group_chats import GroupChat
from sandbox.messages import Json
from sandbox.world import World


def push_standing(world: World, chat: GroupChat, before: str, by: Json) -> None:
    """my_chat_member: what the bot was here and what it is now."""
    was = replace(chat, standing={world.bot["id"]: before})
    change = {
        "chat": chat.card(),
        "from": by,
        "date": int(world.now()),
        "old_chat_member": was.member(world.bot),
        "new_chat_member": chat.member(world.bot),
    }
    world.updates.push({"my_chat_member": change})
    world.changes.wake()


def tell_of_service(world: World, chat: GroupChat, by: Json, content: Json) -> Json:
    message = world.post(chat, by, content)
    if chat.hears(message, world.reads_all):
        world.updates.push({"message": message})
    return message
