"""A group, or the supergroup that it has become, as the bot finds it."""

from dataclasses import dataclass, field

from sandbox.chats import Chat
from sandbox.messages import Json, is_service
from sandbox.refusals import Refusal, bad_request

COMMAND = "bot_command"
INSIDE = frozenset({"creator", "administrator", "member"})
RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_send_welcome_messages",
    "can_pin_messages",
    "can_manage_topics",
)


@dataclass(slots=True)
class GroupChat(Chat):
    """`standing` holds what everybody's status is, the bot's too. `moved_to` is the supergroup that it became.

    `tongue`: in which its members see the bot's commands.
    """

    kind: str = "group"
    topics: bool = False
    standing: dict[int, str] = field(default_factory=dict)
    rights: frozenset[str] = frozenset()
    moved_to: int | None = None
    bot: Json = field(default_factory=dict)
    tongue: str = ""

    @property
    def language(self) -> str:
        return self.tongue

    @property
    def bot_id(self) -> int:
        return int(self.bot["id"])

    def card(self) -> Json:
        forum = {"is_forum": True} if self.topics else {}
        return {"id": self.id, "type": self.kind, "title": self.user["first_name"], **forum}

    def has_bot(self) -> bool:
        return self.standing.get(self.bot_id) in INSIDE

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
        named = [text[e["offset"] :].split(maxsplit=1)[0] for e in message.get("entities", ()) if e["type"] == COMMAND]
        return any(name.partition("@")[2] in {"", self.bot["username"]} for name in named)

    def closed_to(self, user: Json, /) -> str | None:
        return None if self.standing.get(user["id"]) in INSIDE else f"{user['first_name']} is not in the group"

    def may_delete(self, user: Json, message_id: int, /) -> bool:
        own = self.authors.get(message_id) == user["id"]
        return own or self.standing.get(user["id"]) in {"creator", "administrator"}

    def member(self, user: Json) -> Json:
        status = self.standing.get(user["id"], "left")
        return {"status": status, "user": user, **self._more(status)}

    def _more(self, status: str) -> Json:
        match status:
            case "kicked":
                return {"until_date": 0}
            case "creator":
                return {"is_anonymous": False}
            case "administrator":
                given = {name: name in self.rights for name in RIGHTS}
                return {"can_be_edited": False, "is_anonymous": False, **given}
        return {}

    def shut(self) -> Refusal | None:
        if self.moved_to is not None:
            return Refusal(400, UPGRADED, migrate_to_chat_id=self.moved_to)
        if self.bot_id not in self.standing:
            return bad_request("chat not found")
        if self.has_bot():
            return None
        out = "was kicked from" if self.standing[self.bot_id] == "kicked" else "is not a member of"
        return Refusal(403, f"Forbidden: bot {out} the {self.kind} chat")

    def mute(self) -> Refusal | None:
        return self.shut()


UPGRADED = "Bad Request: group chat was upgraded to a supergroup chat"
