"""What a member of a group is and may, as the Bot API shows it."""

from collections.abc import Collection

from sandbox.messages import Json

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
# What a restricted member may still be allowed.
PERMISSIONS = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_react_to_messages",
    "can_edit_tag",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
)
# For each kind of content the permission that it needs, and what Telegram calls it in a refusal.
NEEDED = {
    "text": ("can_send_messages", "text messages"),
    "photo": ("can_send_photos", "photos"),
    "document": ("can_send_documents", "documents"),
    "video": ("can_send_videos", "videos"),
    "video_note": ("can_send_video_notes", "video notes"),
    "voice": ("can_send_voice_notes", "voice notes"),
    "audio": ("can_send_audios", "music"),
    "sticker": ("can_send_other_messages", "stickers"),
    "venue": ("can_send_messages", "venues"),
    "location": ("can_send_messages", "locations"),
    "contact": ("can_send_messages", "contacts"),
}
# In whose name anonymous admins speak, besides the group.
ANONYMOUS: Json = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}


def is_admin(status: str | None) -> bool:
    return status in {"creator", "administrator"}


def described(user: Json, status: str, allowed: Collection[str], *, anonymous: bool) -> Json:
    """`allowed`: an admin's rights, or what a restricted member still may."""
    return {"status": status, "user": user, **_more(status, allowed, anonymous=anonymous)}


def _more(status: str, allowed: Collection[str], *, anonymous: bool) -> Json:
    match status:
        case "kicked":
            return {"until_date": 0}
        case "creator":
            return {"is_anonymous": anonymous}
        case "administrator":
            rights = {name: name in allowed for name in RIGHTS}
            return {"can_be_edited": False, "is_anonymous": anonymous, **rights}
        case "restricted":
            return {"is_member": True, "until_date": 0, **{name: name in allowed for name in PERMISSIONS}}
    return {}
