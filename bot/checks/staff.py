"""Reception's own group: there, and the bot in it hears what is said to it."""

from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramBadRequest, TelegramForbiddenError, TelegramMigrateToChat
from aiogram.types import ChatFullInfo, ChatMemberAdministrator, ChatMemberBanned, ChatMemberLeft, User

from bot.checks.finding import Finding, note, ok, wrong
from bot.checks.telegram import why

ABOUT = "staff chat"
ADD_IT = "add the bot to the group as an admin who may manage topics"


async def check_staff_chat(bot: Bot, me: User, chat_id: int | None, api_url: str) -> list[Finding]:
    if chat_id is None:
        return [ok(ABOUT, "none is set (STAFF_CHAT_ID)")]
    try:
        return await _found(bot, me, chat_id)
    except TelegramMigrateToChat as moved:
        return [
            note(
                ABOUT,
                f"it has become a supergroup, which the bot follows; set STAFF_CHAT_ID={moved.migrate_to_chat_id}",
            ),
            *await check_staff_chat(bot, me, moved.migrate_to_chat_id, api_url),
        ]
    except TelegramForbiddenError:
        return [wrong(ABOUT, f"the bot is not in it: {ADD_IT}")]
    except TelegramBadRequest:
        return [wrong(ABOUT, f"Telegram knows no such chat: look at STAFF_CHAT_ID, and {ADD_IT}")]
    except AiogramError as error:
        return [wrong(ABOUT, why(error, bot, api_url))]


async def _found(bot: Bot, me: User, chat_id: int) -> list[Finding]:
    chat = await bot.get_chat(chat_id)
    member = await bot.get_chat_member(chat_id, me.id)
    if isinstance(member, ChatMemberLeft | ChatMemberBanned):
        return [wrong(ABOUT, f"the bot is not in it: {ADD_IT}")]
    rights = isinstance(member, ChatMemberAdministrator) and bool(member.can_manage_topics)
    faults = [wrong(ABOUT, text) for text in _faults(me, chat, rights=rights)]
    return faults or [ok(ABOUT, "the bot is in it and hears what is written there")]


def _faults(me: User, chat: ChatFullInfo, *, rights: bool) -> list[str]:
    if chat.type not in {"group", "supergroup"}:
        return [f"it is a {chat.type}, not a group"]
    found = []
    if not chat.is_forum:
        found.append("it has no topics: turn them on in the group's settings (it becomes a supergroup by that)")
    if not (rights or me.can_read_all_group_messages):
        found.append(
            "the bot would not hear what is written there: make it an admin who may manage topics, "
            "or turn its privacy mode off (@BotFather, /setprivacy)"
        )
    return found
