"""What each handler of reception's group is given: who does something, in which words, and the queue behind."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from aiogram.types import Message

from handlers.screen import Line
from locales.words import Words
from reception.handoff.desk import Handoff
from reception.handoff.dialogue import Dialogue, Manager


class Cards(Protocol):
    """What is promised: ``bot.cards``."""

    async def card(self, one: Dialogue) -> Line | None: ...
    async def canned(self, one: Dialogue, shown: int) -> Line | None: ...
    async def canned_reply(self, one: Dialogue, reply: int) -> str | None: ...
    async def queue(self, waiting: Sequence[Dialogue], *, raised: bool = False) -> Line: ...
    async def name(self, person_id: int) -> str: ...


class Say(Protocol):
    async def __call__(self, line: Line) -> int:
        """Below, where the manager is. Its number."""
        ...


@dataclass(frozen=True, slots=True)
class Dealt:
    """What comes of a tap: a word to the one who tapped, and the card as it is now."""

    told: str
    card: Line | None = None


@dataclass(frozen=True, slots=True)
class StaffTalk:
    say: Words
    handoff: Handoff
    cards: Cards
    by: Manager
    show: Say
    is_ours: bool  # the group is reception's

    async def dialogue(self, message: Message) -> Dialogue | None:
        """The open one that a message belongs to: by its topic; without topics by what it answers."""
        dialogues, chat = self.handoff.dialogues, message.chat.id
        if message.is_topic_message and message.message_thread_id:
            return await dialogues.dialogue_in(chat, message.message_thread_id)
        answered = message.reply_to_message
        return await dialogues.dialogue_about(chat, answered.message_id) if answered else None
