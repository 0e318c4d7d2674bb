"""A group, or the supergroup that it has become, as the bot finds it."""

from collections.abc import Collection
from dataclasses import dataclass, field

from sandbox.chats import Chat
from sandbox.entities import part
from sandbox.membership import ANONYMOUS, INSIDE, NEEDED, RIGHTS, described, is_admin
from sandbox.messages import Json, is_service, without_reply
from sandbox.refusals import Refusal, bad_request
from sandbox.topics import GENERAL, Topic, in_topic

COMMAND = "bot_command"
UPGRADED = "Bad Request: group chat was upgraded to a supergroup chat"
DELETED = Refusal(403, "Forbidden: the group chat was deleted")


@dataclass(slots=True)
class GroupChat(Chat):
    """`standing` holds what everybody's status is, the bot's too, and `allowed` what those may who may not all.

    `moved_to` is the supergroup that it became. `tongue`: in which its members see the bot's commands.
    """

    kind: str = "group"
    is_forum: bool = False
    topics: dict[int, Topic] = field(default_factory=dict)
    standing: dict[int, str] = field(default_factory=dict)
    allowed: dict[int, frozenset[str]] = field(default_factory=dict)
    anonymous: set[int] = field(default_factory=set)
    moved_to: int | None = None
    deleted: bool = False
    bot: Json = field(default_factory=dict)
    tongue: str = ""

    @property
    def language(self) -> str:
        return self.tongue

    @property
    def bot_id(self) -> int:
        return int(self.bot["id"])

    def card(self) -> Json:
        forum = {"is_forum": True} if self.is_forum else {}
        return {"id": self.id, "type": self.kind, "title": self.user["first_name"], **forum}

    def has_bot(self) -> bool:
        return self.standing.get(self.bot_id) in INSIDE | {"restricted"}

    def member(self, user: Json) -> Json:
        number = user["id"]
        return described(
            user, self.standing.get(number, "left"), self.rights_of(number), anonymous=number in self.anonymous
        )

    def rights_of(self, user_id: int) -> Collection[str]:
        """People who are admins may all; the bot and restricted members what they were given."""
        return self.allowed.get(user_id, () if user_id == self.bot_id else RIGHTS)

    def may(self, user: Json, right: str) -> bool:
        status = self.standing.get(user["id"])
        return status == "creator" or (status == "administrator" and right in self.rights_of(user["id"]))

    def signed(self, user: Json) -> Json:
        if user["id"] in self.anonymous and is_admin(self.standing.get(user["id"])):
            return {"from": ANONYMOUS, "sender_chat": self.card()}
        return {"from": user}

    def hears(self, message: Json, reads_all: bool, /) -> bool:
        """As an admin or without privacy mode all; else only what is done here, and what is said to it."""
        if not self.has_bot():
            return False
        admin = self.standing[self.bot_id] == "administrator"
        return admin or reads_all or is_service(message) or self._is_spoken_to(message)

    def _is_spoken_to(self, message: Json) -> bool:
        """By a command that names no other bot, or by a reply to its own message."""
        replied = message.get("reply_to_message")
        if replied and self.authors.get(replied["message_id"]) == self.bot_id:
            return True
        text = str(message.get("text", ""))
        commands = (entity for entity in message.get("entities", ()) if entity["type"] == COMMAND)
        named = (part(text, entity["offset"], entity["length"]).partition("@")[2] for entity in commands)
        return any(name in {"", self.bot["username"]} for name in named)

    def closed_to(self, user: Json, thread: int | None, /) -> str | None:
        if self.standing.get(user["id"]) not in INSIDE:
            return f"{user['first_name']} is not in the group, or may not write in it"
        if self.is_forum and (topic := self.topics.get(thread or GENERAL)) is None:
            return "there is no such topic any more"
        if self.is_forum and topic and topic.closed and not self._manages(user, topic):
            return f"the topic “{topic.name}” is closed"
        return None

    def may_delete(self, user: Json, message_id: int, /) -> bool:
        own = self.authors.get(message_id) == user["id"]
        return own or self.may(user, "can_delete_messages")

    def threading(self, thread: int | None, reply: Json, /) -> Json:
        """In a topic a message that answers nothing answers the topic's first one: Telegram's own oddity."""
        original = reply.get("reply_to_message", {})
        thread = thread or original.get("message_thread_id")
        if self.is_forum:
            if thread in {None, GENERAL}:
                return reply
            root = self.messages.get(thread)
            return in_topic(thread) | ({"reply_to_message": without_reply(root)} if root else {}) | reply
        if self.kind == "supergroup" and original:
            return {"message_thread_id": thread or original["message_id"]} | reply
        return reply

    def in_thread(self, thread: int, /) -> list[int]:
        """The numbers of a topic's messages."""
        held = self.messages.items()
        return [number for number, one in held if one.get("message_thread_id", GENERAL) == thread]

    def barred(self, thread: int | None, /) -> Refusal | None:
        """Why the bot may not write into a topic; General is no thread, and elsewhere there are none to miss."""
        if not self.is_forum:
            return None
        topic = None if thread == GENERAL else self.topics.get(thread or GENERAL)
        if topic is None:
            return bad_request("message thread not found")
        if topic.closed and not self._manages(self.bot, topic):
            return bad_request("TOPIC_CLOSED")
        return None

    def _manages(self, user: Json, topic: Topic) -> bool:
        return topic.creator_id == user["id"] or self.may(user, "can_manage_topics")

    def forbids(self, content: Json, /) -> Refusal | None:
        if self.standing.get(self.bot_id) != "restricted":
            return None
        permission, what = NEEDED[next(kind for kind in NEEDED if kind in content)]
        allowed = permission in self.rights_of(self.bot_id)
        return None if allowed else bad_request(f"not enough rights to send {what} to the chat")

    def shut(self) -> Refusal | None:
        if self.moved_to is not None:
            return Refusal(400, UPGRADED, migrate_to_chat_id=self.moved_to)
        if self.bot_id not in self.standing:
            return bad_request("chat not found")
        if self.deleted and self.kind == "group":
            return DELETED
        if self.has_bot():
            return None
        out = "was kicked from" if self.standing[self.bot_id] == "kicked" else "is not a member of"
        return Refusal(403, f"Forbidden: bot {out} the {self.kind} chat")

    def mute(self) -> Refusal | None:
        return self.shut()
