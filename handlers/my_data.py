"""What is kept about a person: told, taken away, deleted, or left behind on this phone."""

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from handlers.screen import Answer, Commands, Screen
from handlers.screens import my_data as screens
from handlers.screens.taken_away import files
from handlers.talk import Talk
from handlers.taps import Go, To

router = Router(name="my_data")


@router.message(Command("privacy"))
@router.callback_query(Go.filter(F.to == To.PRIVACY))
async def my_data(_event: Message | CallbackQuery, talk: Talk) -> Screen:
    return screens.my_data(talk.say, talk.desk.clinic, talk.person)


@router.callback_query(Go.filter(F.to == To.DOWNLOAD))
async def download(_tap: CallbackQuery, talk: Talk) -> Answer:
    taken = await talk.desk.privacy.export(talk.person, talk.desk.catalogue)
    if taken is None:
        return screens.just_sent(talk.say)
    to_read, for_programs = files(talk.say, talk.desk.clinic, taken)
    await talk.stage.show(to_read)
    return for_programs


@router.callback_query(Go.filter(F.to == To.ERASE))
async def erase(_tap: CallbackQuery, talk: Talk) -> Screen:
    return screens.erase_check(talk.say, talk.desk.clinic, talk.person)


@router.callback_query(Go.filter(F.to == To.ERASE_SURELY))
async def erase_surely(_tap: CallbackQuery, talk: Talk) -> Screen | None:
    if not await talk.desk.privacy.erase(talk.person):
        return screens.not_yet(talk.say, talk.desk.clinic, To.ERASE)
    await talk.stage.show(screens.erased(talk.say))
    await talk.stage.show(Commands({}))  # the language of the Menu button was this chat's own
    return None


@router.callback_query(Go.filter(F.to == To.LEAVE))
async def leave(_tap: CallbackQuery, talk: Talk) -> Screen:
    return screens.leave_check(talk.say)


@router.callback_query(Go.filter(F.to == To.LEAVE_SURELY))
async def leave_surely(_tap: CallbackQuery, talk: Talk) -> Screen:
    if not await talk.desk.privacy.leave(talk.person):
        return screens.not_yet(talk.say, talk.desk.clinic, To.LEAVE)
    return screens.left(talk.say)
