# ruff: noqa: ASYNC109 - `sees("…", timeout=3)` reads as what is meant; asyncio.timeout around it would not tell why
"""A group in which people, and perhaps the bot, are; told as what its members do."""

from collections.abc import Collection
from dataclasses import dataclass

from sandbox import acts, forums
from sandbox.group_chats import GroupChat
from sandbox.looking import messages_of
from sandbox.messages import Json
from sandbox.people import PATIENCE_SECONDS, Person
from sandbox.seen import ChatMessage
from sandbox.standing import stands, tell_of_service
from sandbox.topics import GENERAL, Topic
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
        return cls(world, _new(world, title, kind, {by.id: "creator"}, forum_of=by.id if topics else None))

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

    @property
    def topics(self) -> list[Topic]:
        """General first, then in the order of their founding."""
        return list(self.screen.topics.values())

    def topic(self, name: str) -> Topic:
        """The one so called; an AssertionError names those that there are."""
        found = [topic for topic in self.topics if topic.name == name]
        if len(found) != 1:
            raise AssertionError(f"{len(found)} topics are called {name!r}: {[topic.name for topic in self.topics]}")
        return found[0]

    def transcript(self) -> str:
        return transcript(self.screen.log)

    def member(self, person: Person, topic: Topic | int | None = None) -> Person:
        """The same person in this group, or in one of its topics: what they type, tap, edit and see is there.

        Ask anew after it has become a supergroup: that is another chat.
        """
        thread = topic.thread_id if isinstance(topic, Topic) else topic
        return Person(self.world, self.screen, person.user, thread)

    def joins(self, *people: Person) -> None:
        for person in people:
            stands(self.world, self.screen, person.user, "member", person.user)
            self._service({"new_chat_members": [person.user]}, person)

    def leaves(self, person: Person) -> None:
        stands(self.world, self.screen, person.user, "left", person.user)
        self._service({"left_chat_member": person.user}, person)

    def removes(self, person: Person, by: Person) -> None:
        stands(self.world, self.screen, person.user, "kicked", by.user)
        self._service({"left_chat_member": person.user}, by)

    def promotes(self, person: Person, by: Person) -> None:
        """People who are admins may do everything here."""
        stands(self.world, self.screen, person.user, "administrator", by.user)

    def restricts(self, person: Person, by: Person, allowed: Collection[str] = ()) -> None:
        stands(self.world, self.screen, person.user, "restricted", by.user, frozenset(allowed))

    def hides(self, *admins: Person) -> None:
        """From now on they speak anonymously, in the name of the group."""
        self.screen.anonymous |= {admin.id for admin in admins}

    def adds_bot(self, by: Person) -> None:
        """Without any rights: under privacy mode it hears only what is meant for it."""
        self._bot_becomes("member", by)
        self._service({"new_chat_members": [self.world.bot]}, by)

    def promotes_bot(self, by: Person, rights: Collection[str] = ("can_manage_chat",)) -> None:
        """With exactly these rights, be they more or fewer than before."""
        self._bot_becomes("administrator", by, rights)

    def demotes_bot(self, by: Person) -> None:
        self._bot_becomes("member", by, ())

    def restricts_bot(self, by: Person, allowed: Collection[str] = ()) -> None:
        self._bot_becomes("restricted", by, allowed)

    def removes_bot(self, by: Person) -> None:
        self._bot_becomes("kicked", by)

    def is_deleted(self, by: Person) -> None:
        """A supergroup then looks to the bot as if it had been thrown out of it."""
        self.screen.deleted = True
        self._bot_becomes("left" if self.screen.kind == "group" else "kicked", by)

    def says(self, person: Person, text: str) -> None:
        """The bot hears it if Telegram would let it: as an admin, without privacy mode, or spoken to."""
        acts.say(self.member(person), said(text))

    def creates_topic(self, name: str, by: Person) -> Topic:
        return forums.create(self.world, self.screen, by.user, name)

    def renames_topic(self, topic: Topic, name: str, by: Person) -> None:
        forums.rename(self.world, self.screen, by.user, self._now(topic), name)

    def closes_topic(self, topic: Topic, by: Person) -> None:
        forums.close(self.world, self.screen, by.user, self._now(topic))

    def reopens_topic(self, topic: Topic, by: Person) -> None:
        forums.close(self.world, self.screen, by.user, self._now(topic), closed=False)

    def deletes_topic(self, topic: Topic) -> None:
        """With all that was said in it. Telegram tells no bot of it."""
        forums.delete(self.world, self.screen, self._now(topic))

    def _now(self, topic: Topic) -> Topic:
        return self.screen.topics[topic.thread_id]

    def becomes_supergroup(self, by: Person, *, topics: bool = False) -> int:
        """Its new id. The old one answers every call with it; the history stays behind. `topics`: turned on by that."""
        old = self.screen
        forum_of = by.id if topics else None
        new = _new(self.world, old.card()["title"], "supergroup", dict(old.standing), forum_of=forum_of)
        new.allowed, new.anonymous, new.tongue = old.allowed, old.anonymous, old.tongue
        if as_before := new.standing.pop(self.world.bot["id"], None):
            # Nobody promises in which order the bot hears of it: here it meets a stranger first.
            stands(self.world, new, self.world.bot, as_before, by.user)
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

    def _bot_becomes(self, status: str, by: Person, allowed: Collection[str] | None = None) -> None:
        rights = None if allowed is None else frozenset(allowed)
        stands(self.world, self.screen, self.world.bot, status, by.user, rights)

    def _service(self, content: Json, by: Person) -> None:
        tell_of_service(self.world, self.screen, by.user, content)


def _new(world: World, title: str, kind: str, standing: dict[int, str], *, forum_of: int | None = None) -> GroupChat:
    """`forum_of`: who has founded it as a forum; None for a group without topics."""
    first = FIRST_SUPERGROUP if kind == "supergroup" else FIRST_GROUP
    number = first - sum(isinstance(chat, GroupChat) for chat in world.chats.values())
    called = {"id": number, "first_name": title}
    world.chats[number] = chat = GroupChat(
        called,
        None,
        title,
        last_id=world.first_message_id,  # number 1 is its founding, which nobody is shown
        started=True,
        kind=kind,
        is_forum=forum_of is not None,
        topics={} if forum_of is None else {GENERAL: Topic(GENERAL, "General", forum_of)},
        standing=standing,
        bot=world.bot,
    )
    return chat
