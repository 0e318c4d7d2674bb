"""What the bot asks about itself, chats and files; answers to taps."""

from typing import Any

from aiogram.methods import AnswerCallbackQuery, GetChat, GetFile, GetMe, SetChatMenuButton
from aiogram.methods.get_chat_menu_button import GetChatMenuButton

from sandbox.files import LARGEST_DOWNLOAD
from sandbox.messages import Json
from sandbox.refusals import QUERY_TOO_OLD, WRONG_FILE, RefusedError, bad_request, not_built
from sandbox.world import World

MOST_TOAST = 200
GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")


async def get_me(world: World, _: GetMe) -> Json:
    abilities = {
        "can_join_groups": True,
        "can_read_all_group_messages": world.reads_all,
        "supports_inline_queries": False,
    }
    return world.bot | abilities


async def get_chat(world: World, call: GetChat) -> Json:
    gifts = dict.fromkeys(GIFTS, False)
    return world.chat(call.chat_id).card() | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": gifts,
    }


async def get_file(world: World, call: GetFile) -> Json:
    stored = world.files.by_id.get(call.file_id)
    if stored is None:
        raise RefusedError(WRONG_FILE)
    if len(stored.content) > LARGEST_DOWNLOAD:
        raise RefusedError(bad_request("file is too big"))
    told = ("file_id", "file_unique_id", "file_size")
    return {name: stored.json()[name] for name in told} | {"file_path": stored.path}


async def answer_callback_query(world: World, call: AnswerCallbackQuery) -> bool:
    tap = world.taps.get(call.callback_query_id)
    if tap is None:
        raise RefusedError(QUERY_TOO_OLD)
    if call.url:
        raise RefusedError(not_built("parameter url"))
    if len(call.text or "") > MOST_TOAST:
        raise RefusedError(bad_request("MESSAGE_TOO_LONG"))
    # A second answer is accepted and shows nothing, as in Telegram.
    if not tap.answered:
        world.answer_tap(tap, call.text or None, bool(call.show_alert))
    return True


async def set_chat_menu_button(world: World, call: SetChatMenuButton) -> bool:
    if call.chat_id is not None:
        world.chat(call.chat_id)
    button = call.menu_button.model_dump(exclude_none=True) if call.menu_button else {"type": "default"}
    if button["type"] == "web_app":
        raise RefusedError(not_built("menu button of type web_app"))
    world.menu_buttons[call.chat_id] = button
    return True


async def get_chat_menu_button(world: World, call: GetChatMenuButton) -> Json:
    common = world.menu_buttons.get(None, {"type": "commands"})
    return world.menu_buttons.get(call.chat_id, common)


CHATS: dict[str, Any] = {
    "getMe": get_me,
    "getChat": get_chat,
    "getFile": get_file,
    "answerCallbackQuery": answer_callback_query,
    "setChatMenuButton": set_chat_menu_button,
    "getChatMenuButton": get_chat_menu_button,
}
