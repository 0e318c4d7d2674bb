"""Reactions to messages, by the bot or by people."""

from sandbox.chats import Chat, Line
from sandbox.group_chats import GroupChat
from sandbox.membership import is_admin
from sandbox.messages import Json
from sandbox.world import World

# Those of which Telegram's own apps offer everybody a choice; others are for subscribers.
OFFERED = (
    "❤ 👍 👎 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤‍🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 "
    "💋 🖕 😈 😴 😭 🤓 👻 👨‍💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂ 🤷 🤷‍♀ 😡"
)
EMOJI = frozenset(OFFERED.split())


def is_offered(emoji: str) -> bool:
    return emoji.removesuffix("\ufe0f") in EMOJI


def react(world: World, chat: Chat, actor: Json, message_id: int, emoji: str | None) -> None:
    """One reaction of each, none any more with None. The bot hears of people's if it asked for that by name."""
    given = chat.reactions.setdefault(message_id, {})
    before = given.get(actor["id"], [])
    given[actor["id"]] = after = [{"type": "emoji", "emoji": emoji}] if emoji else []
    if before == after:
        return
    chat.log.append(Line(str(actor["first_name"]), f"reacts {emoji}" if emoji else "takes a reaction back"))
    if actor["id"] != world.bot["id"] and _is_told(chat):
        world.updates.push({"message_reaction": _update(world, chat, actor, message_id, before, after)})
    world.changes.tell(chat.id, "reacted", message_id=message_id)


def _is_told(chat: Chat) -> bool:
    return not isinstance(chat, GroupChat) or is_admin(chat.standing.get(chat.bot_id))


def _update(world: World, chat: Chat, actor: Json, message_id: int, before: list[Json], after: list[Json]) -> Json:
    signed = chat.signed(actor)
    who = {"actor_chat": signed["sender_chat"]} if "sender_chat" in signed else {"user": actor}
    return {
        "chat": chat.card(),
        "message_id": message_id,
        "date": int(world.now()),
        **who,
        "old_reaction": before,
        "new_reaction": after,
    }
