# ruff: noqa: ASYNC109 - `sees("…", timeout=3)` reads as what is meant; asyncio.timeout around it would not tell why
"""A group in which people, and perhaps the bot, are; told as what its members do."""

from collections.abc import Collection
from dataclasses import dataclass

from sandbox import acts
from sandbox.group_chats import GroupChat
from sandbox.looking import messages_of
from sandbox.messages import Json
from sandbox.people import PATIENCE_SECONDS, Person
from sandbox.seen import ChatMessage
from sandbox.standing import push_standing, tell_of_service
from sandbox.transcript import transcript
from sandbox.typed import said
from sandbox.world import World

FIRST_GROUP, FIRST_SUPERGROUP = -4_000_000_001, -1_002_000_000_001


@dataclass(slots=True, repr=False)
class Group:
    world: World
    screen: GroupChat

    @classmethod
    def founded(cls, world: World, title: str, by: Person, kind: str, *, topics: bool = False) -> "Group":
        return cls(world, _new(world, title, kind, {by.id: "creator"}, topics=topics))

    @property
    def id(self) -> int:
        """Another one from the day on which it becomes a supergroup."""
        return self.screen.id

    @property
    def has_bot(self) -> bool:
        return self.screen.has_bot()

    @property
    def said(self) -> list[str]:
        """By the bot, in order, in the group as it is now."""
        return [message.words for message in messages_of(self.screen) if message.by_bot]

    @property
    def chat(self) -> list[ChatMessage]:
        """All that is there, in order."""
        return messages_of(self.screen)

    def transcript(self) -> str:
        return transcript(self.screen.log)

    def member(self, person: Person) -> Person:
        """The same person in this group: what they type, tap, edit and see is here.

        Ask anew after it has become a supergroup: that is another chat.
        """
        return Person(self.world, self.screen, person.user)

    def joins(self, *people: Person) -> None:
        for person in people:
            self.screen.standing[person.id] = "member"

    def adds_bot(self, by: Person) -> None:
        """Without any rights: under privacy mode it hears only what is meant for it."""
        self._bot_becomes("member", by)
        self._service({"new_chat_members": [self.world.bot]}, by)

    def promotes_bot(self, by: Person, rights: Collection[str] = ("can_manage_chat",)) -> None:
        self.screen.rights = frozenset(rights)
        self._bot_becomes("administrator", by)

    def removes_bot(self, by: Person) -> None:
        self._bot_becomes("kicked", by)

    def says(self, person: Person, text: str) -> None:
        """The bot hears it if Telegram would let it: as an admin, without privacy mode, or spoken to."""
        acts.say(self.member(person), said(text))

    def becomes_supergroup(self, by: Person) -> int:
        """Its new id. The old one answers every call with it; the history stays behind."""
        old = self.screen
        new = _new(self.world, old.card()["title"], "supergroup", dict(old.standing), topics=old.topics)
        new.rights = old.rights
        # Nobody promises in which order the bot hears of it: here it meets a stranger first.
        push_standing(self.world, new, "left", by.user)
        for chat, content in ((old, {"migrate_to_chat_id": new.id}), (new, {"migrate_from_chat_id": old.id})):
            self.screen = chat
            self._service(content, by)
        old.moved_to = new.id
        return new.id

    async def sees(self, text: str, timeout: float = PATIENCE_SECONDS) -> ChatMessage:
        """Waits for a message of the bot with these words."""

        def shown() -> ChatMessage | None:
            found = (message for message in reversed(messages_of(self.screen)) if message.by_bot)
            return next((message for message in found if text in message.words), None)

        message = await self.world.changes.until(
            shown, timeout, lambda: f"the group does not see {text!r}\n{self.transcript()}"
        )
        assert message is not None  # `until` gives only what is there
        return message

    def _bot_becomes(self, status: str, by: Person) -> None:
        before = self.screen.standing.get(self.world.bot["id"], "left")
        self.screen.standing[self.world.bot["id"]] = status
        push_standing(self.world, self.screen, before, by.user)

    def _service(self, content: Json, by: Person) -> None:
        tell_of_service(self.world, self.screen, by.user, content)


def _new(world: World, title: str, kind: str, standing: dict[int, str], *, topics: bool) -> GroupChat:
    first = FIRST_SUPERGROUP if kind == "supergroup" else FIRST_GROUP
    number = first - sum(isinstance(chat, GroupChat) for chat in world.chats.values())
    called = {"id": number, "first_name": title}
    world.chats[number] = chat = GroupChat(
        called,
        None,
        title,
        last_id=world.first_message_id - 1,
        started=True,
        kind=kind,
        topics=topics,
        standing=standing,
        bot=world.bot,
    )
    return chat
