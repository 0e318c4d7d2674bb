"""What Telegram says when it refuses a call, in its own words.

The wordings are those of the public Bot API; programs (aiogram too) tell errors apart by them.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Refusal:
    code: int
    description: str
    retry_after: int | None = None
    migrate_to_chat_id: int | None = None

    def __str__(self) -> str:
        return f"{self.code} {self.description}"

    def answer(self) -> dict[str, object]:
        body: dict[str, object] = {"ok": False, "error_code": self.code, "description": self.description}
        parameters = {"retry_after": self.retry_after, "migrate_to_chat_id": self.migrate_to_chat_id}
        if told := {name: value for name, value in parameters.items() if value is not None}:
            body["parameters"] = told
        return body


class RefusedError(Exception):
    """Raised on the way of a call; `refusal` is what the bot hears."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(str(refusal))
        self.refusal = refusal


def bad_request(words: str) -> Refusal:
    return Refusal(400, f"Bad Request: {words}")


def flood(retry_after: int) -> Refusal:
    return Refusal(429, f"Too Many Requests: retry after {retry_after}", retry_after)


UNAUTHORIZED = Refusal(401, "Unauthorized")
NOT_FOUND = Refusal(404, "Not Found")
TWO_POLLERS = Refusal(
    409,
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
)
WEBHOOK_IS_SET = Refusal(
    409,
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
)
BLOCKED = Refusal(403, "Forbidden: bot was blocked by the user")
NEVER_WROTE = Refusal(403, "Forbidden: bot can't initiate conversation with a user")
FILE_TOO_BIG = Refusal(413, "Request Entity Too Large")

CHAT_NOT_FOUND = bad_request("chat not found")
USER_NOT_FOUND = bad_request("user not found")
TEXT_EMPTY = bad_request("message text is empty")
TEXT_TOO_LONG = bad_request("message is too long")
# Telegram words the same limits differently when a message is edited.
EDITED_TEXT_TOO_LONG = bad_request("MESSAGE_TOO_LONG")
CAPTION_TOO_LONG = bad_request("message caption is too long")
EDITED_CAPTION_TOO_LONG = bad_request("MEDIA_CAPTION_TOO_LONG")
NOT_MODIFIED = bad_request(
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)
EDIT_NOT_FOUND = bad_request("message to edit not found")
CANT_EDIT = bad_request("message can't be edited")
NO_TEXT_TO_EDIT = bad_request("there is no text in the message to edit")
NO_CAPTION_TO_EDIT = bad_request("there is no caption in the message to edit")
DELETE_NOT_FOUND = bad_request("message to delete not found")
CANT_DELETE = bad_request("message can't be deleted for everyone")
CANT_DELETE_HERE = bad_request("message can't be deleted")
COPY_NOT_FOUND = bad_request("message to copy not found")
FORWARD_NOT_FOUND = bad_request("message to forward not found")
CANT_COPY = bad_request("the message can't be copied")
CANT_FORWARD = bad_request("the message can't be forwarded")
REPLY_NOT_FOUND = bad_request("message to be replied not found")
QUERY_TOO_OLD = bad_request("query is too old and response timeout expired or query ID is invalid")
NO_FORUM = bad_request("the chat is not a forum")
NO_SUCH_TOPIC = bad_request("TOPIC_ID_INVALID")
TOPIC_NOT_MODIFIED = bad_request("TOPIC_NOT_MODIFIED")
WRONG_FILE = bad_request("wrong file identifier/HTTP URL specified")
NO_URL_CONTENT = bad_request("failed to get HTTP URL content")
INLINE_EXPECTED = bad_request("inline keyboard expected")


def not_built(what: str) -> Refusal:
    """Honest where Telegram could more: the sandbox never says yes to what it doesn't do."""
    return bad_request(f"{what} is not available in the sandbox")
