"""What Telegram's refusals mean for a message that waits to be said."""

from aiogram.exceptions import TelegramAPIError, TelegramBadRequest, TelegramForbiddenError, TelegramRetryAfter

from bot.wire import NOTHING_SENT
from reminders.telling import NoAnswer, NotTaken, OutOfReach, Telling, TooMany, Unreachable

GONE = ("chat not found", "user is deactivated", "PEER_ID_INVALID")
MAY_NOT = ("not enough rights", "have no rights", "CHAT_WRITE_FORBIDDEN", "TOPIC_CLOSED", "CHAT_RESTRICTED")


def telling(error: TelegramAPIError, *, group: bool = False) -> Telling:
    """In a ``group`` the bot may be given its rights again: what is to be said there waits."""
    if isinstance(error, TelegramRetryAfter):
        return TooMany(error.retry_after)
    if isinstance(error, TelegramForbiddenError):
        return Unreachable(error.message)
    if isinstance(error, TelegramBadRequest):
        lost = any(word in error.message for word in (*GONE, *(MAY_NOT if group else ())))
        return Unreachable(error.message) if lost else NotTaken(error.message)
    return OutOfReach() if isinstance(error, NOTHING_SENT) else NoAnswer()
