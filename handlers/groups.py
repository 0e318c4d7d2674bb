"""Whatever happens in a group or a channel: reception's own group is listened to, all others are left."""

from typing import Protocol

from aiogram import F, Router
from aiogram.types import ChatMemberUpdated, Message

INSIDE = {"member", "administrator", "creator", "restricted"}


class Groups(Protocol):
    """What is promised: ``bot.groups``."""

    async def found_in(self, chat_id: int, *, channel: bool = False) -> None: ...
    async def put_out_of(self, chat_id: int) -> None: ...
    async def moved(self, old_id: int, new_id: int) -> None: ...


router = Router()
router.message.filter(F.chat.type != "private")
router.my_chat_member.filter(F.chat.type != "private")


@router.my_chat_member()
async def added_or_removed(event: ChatMemberUpdated, groups: Groups) -> None:
    if event.new_chat_member.status in INSIDE:
        await groups.found_in(event.chat.id, channel=event.chat.type == "channel")
    else:
        await groups.put_out_of(event.chat.id)


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
