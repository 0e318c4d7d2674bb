"""Whatever happens in a group or a channel: reception's own group is listened to, all others are left."""

from typing import Protocol

from aiogram import F, Router
from aiogram.types import (
    ChatMemberAdministrator,
    ChatMemberBanned,
    ChatMemberLeft,
    ChatMemberRestricted,
    ChatMemberUpdated,
    Message,
    ResultChatMemberUnion,
)

INSIDE = {"member", "administrator", "creator", "restricted"}


class Groups(Protocol):
    """What is promised: ``bot.groups``."""

    async def found_in(self, chat_id: int, *, channel: bool = False) -> None: ...
    async def put_out_of(self, chat_id: int) -> None: ...
    async def stands(self, chat_id: int, lacks: str) -> None: ...
    async def moved(self, old_id: int, new_id: int) -> None: ...


router = Router()
router.message.filter(F.chat.type != "private")
router.my_chat_member.filter(F.chat.type != "private")


def lacks(bot: ResultChatMemberUnion, *, topics: bool) -> str:
    """What keeps the bot from its work in reception's group; nothing, as a rule. In topics only an admin hears all."""
    match bot:
        case ChatMemberLeft() | ChatMemberBanned():
            return "the bot is not in the group"
        case ChatMemberRestricted():
            return "the bot is restricted in the group"
        case ChatMemberAdministrator(can_manage_topics=True):
            return ""
    return "the bot is no admin of the group who may manage topics" if topics else ""


@router.my_chat_member()
async def added_or_removed(event: ChatMemberUpdated, groups: Groups) -> None:
    """Or given rights, or deprived of them."""
    if event.new_chat_member.status in INSIDE:
        await groups.found_in(event.chat.id, channel=event.chat.type == "channel")
    else:
        await groups.put_out_of(event.chat.id)
    await groups.stands(event.chat.id, lacks(event.new_chat_member, topics=bool(event.chat.is_forum)))


@router.message(F.migrate_to_chat_id)
async def became_a_supergroup(message: Message, groups: Groups) -> None:
    assert message.migrate_to_chat_id is not None  # by the filter
    await groups.moved(message.chat.id, message.migrate_to_chat_id)


@router.message(F.migrate_from_chat_id)
async def was_a_group(message: Message, groups: Groups) -> None:
    assert message.migrate_from_chat_id is not None  # by the filter
    await groups.moved(message.migrate_from_chat_id, message.chat.id)
    await groups.found_in(message.chat.id)


@router.message()
async def said(message: Message, groups: Groups) -> None:
    """Nothing is answered in a group."""
    await groups.found_in(message.chat.id)
