"""What becomes of people's and the bot's place in a group, and what is done without words, as the bot hears of it."""

from sandbox.chats import Chat
from sandbox.group_chats import GroupChat
from sandbox.membership import is_admin
from sandbox.messages import Json
from sandbox.world import World


def stands(
    world: World, chat: GroupChat, user: Json, status: str, by: Json, allowed: frozenset[str] | None = None
) -> None:
    """Somebody is something else from now on. The bot hears of itself, of others as an admin who asked for it."""
    before = chat.member(user)
    was_admin = is_admin(chat.standing.get(chat.bot_id))
    chat.standing[user["id"]] = status
    if allowed is not None:
        chat.allowed[user["id"]] = allowed
    change = {
        "chat": chat.card(),
        "from": by,
        "date": int(world.now()),
        "old_chat_member": before,
        "new_chat_member": chat.member(user),
    }
    if user["id"] == chat.bot_id:
        world.updates.push({"my_chat_member": change})
    elif was_admin:
        world.updates.push({"chat_member": change})
    world.changes.wake()


def tell_of_service(world: World, chat: Chat, by: Json, content: Json) -> Json:
    """A grey line; the bot is not told of what it did itself."""
    message = world.post(chat, by, content)
    if by["id"] != world.bot["id"] and chat.hears(message, world.reads_all):
        world.updates.push({"message": message})
    return message
