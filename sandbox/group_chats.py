"""A group, or the supergroup that it has become, as the bot finds it."""

from dataclasses import dataclass, field

from sandbox.refusals import Refusal, bad_request
from sandbox.world import Chat, Json

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
    "can_manage_topics",
)


@dataclass(slots=True)
class GroupChat(Chat):
    """`standing` holds what everybody's status is, the bot's too. `moved_to` is the supergroup that it became."""

    kind: str = "group"
    topics: bool = False
    standing: dict[int, str] = field(default_factory=dict)
    rights: frozenset[str] = frozenset()
    moved_to: int | None = None
    bot_id: int = 0

    def card(self) -> Json:
        forum = {"is_forum": True} if self.topics else {}
        return {"id": self.id, "type": self.kind, "title": self.user["first_name"], **forum}

    def has_bot(self) -> bool:
        return self.standing.get(self.bot_id) in INSIDE

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
