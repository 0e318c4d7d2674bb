"""Who is in a chat and as what, and the bot's own leaving."""

from typing import Any

from aiogram.methods import GetChatAdministrators, GetChatMember, GetChatMemberCount, LeaveChat

from sandbox.group_chats import GroupChat
from sandbox.membership import INSIDE, is_admin
from sandbox.messages import Json
from sandbox.refusals import USER_NOT_FOUND, RefusedError, bad_request
from sandbox.standing import stands
from sandbox.world import World


async def get_chat_member(world: World, call: GetChatMember) -> Json:
    chat, user = world.chat(call.chat_id), world.user(call.user_id)
    member = chat.member(user) if user else None
    if member is None:
        raise RefusedError(USER_NOT_FOUND)
    return member


async def leave_chat(world: World, call: LeaveChat) -> bool:
    chat = world.chat(call.chat_id)
    if not isinstance(chat, GroupChat):
        raise RefusedError(bad_request("chat member status can't be changed in private chats"))
    stands(world, chat, world.bot, "left", world.bot)
    return True


async def get_chat_administrators(world: World, call: GetChatAdministrators) -> list[Json]:
    chat = world.chat(call.chat_id)
    if not isinstance(chat, GroupChat):
        raise RefusedError(bad_request("there are no administrators in the private chat"))
    admins = [number for number, status in chat.standing.items() if is_admin(status)]
    return [chat.member(user) for number in admins if (user := world.user(number))]


async def get_chat_member_count(world: World, call: GetChatMemberCount) -> int:
    chat = world.chat(call.chat_id)
    if not isinstance(chat, GroupChat):
        return 2
    return sum(status in INSIDE | {"restricted"} for status in chat.standing.values())


MEMBERS: dict[str, Any] = {
    "getChatMember": get_chat_member,
    "getChatAdministrators": get_chat_administrators,
    "getChatMemberCount": get_chat_member_count,
    "leaveChat": leave_chat,
}
