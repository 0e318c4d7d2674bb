"""The menu and its commands, settings, help, privacy, and whatever nobody asked for."""

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from handlers import journey
from handlers.filters import Label
from handlers.screen import Commands, Line, Screen, Screens
from handlers.screens import handoff
from handlers.screens import menu as screens
from handlers.screens.found import found
from handlers.talk import Talk
from handlers.taps import Go, To
from reception.destinations import BOOK, MENU, VISITS
from reception.emergency import is_emergency
from reception.handoff.thanks import is_thanks
from reception.search import search

router = Router(name="menu")
unasked = Router(name="unasked")


@router.message(Command("book"))
@router.message(Label(screens.BOOK))
@router.callback_query(Go.filter(F.to == To.BOOK))
async def book(_event: Message | CallbackQuery, talk: Talk) -> Screens:
    return await journey.arrive(talk, BOOK)


@router.message(Command("visits"))
@router.message(Label(screens.MY_VISITS))
@router.callback_query(Go.filter(F.to == To.VISITS))
async def visits(_event: Message | CallbackQuery, talk: Talk) -> Screens:
    return await journey.arrive(talk, VISITS)


@router.callback_query(Go.filter(F.to == To.REGISTER))
async def register(_tap: CallbackQuery, talk: Talk) -> Screens:
    return await journey.go_on(talk) if talk.person.phone else journey.home(talk)


@router.message(Command("menu"))
async def menu(_message: Message, talk: Talk) -> Screens:
    at_home = await journey.leave(talk)
    return await journey.arrive(talk, MENU) if talk.person.registered else at_home


@router.callback_query(Go.filter(F.to == To.MENU))
async def menu_panel(_tap: CallbackQuery, talk: Talk) -> Screens:
    return await journey.leave(talk)


@router.message(Command("cancel"))
async def cancel(_message: Message, talk: Talk) -> Screens:
    await talk.desk.drafts.drop(talk.person.id)
    return screens.nothing_to_cancel(talk.say) if talk.person.registered else journey.home(talk)


@router.message(Command("settings"))
@router.callback_query(Go.filter(F.to == To.SETTINGS))
async def settings(_event: Message | CallbackQuery, talk: Talk) -> Screen:
    return screens.settings(talk.say, talk.desk.clinic, talk.person)


@router.message(Command("help"))
async def help_page(_message: Message, talk: Talk) -> Screen:
    return screens.help_page(talk.say, talk.desk.clinic)


@router.message(Command("privacy"))
@router.callback_query(Go.filter(F.to == To.PRIVACY))
async def privacy(_event: Message | CallbackQuery, talk: Talk) -> Screen:
    return screens.privacy(talk.say, talk.desk.clinic)


@router.callback_query(Go.filter(F.to == To.ERASE))
async def erase(_tap: CallbackQuery, talk: Talk) -> Screen:
    return screens.erase_check(talk.say, talk.desk.clinic)


@router.callback_query(Go.filter(F.to == To.ERASE_SURELY))
async def erase_surely(_tap: CallbackQuery, talk: Talk) -> None:
    await talk.desk.people.erase(talk.person.id)
    await talk.stage.show(screens.erased(talk.say))
    await talk.stage.show(Commands({}))  # the language of the Menu button was this chat's own


@unasked.message()
async def anything_else(message: Message, talk: Talk) -> Screen | Line | None:
    if is_emergency(message.text or message.caption or ""):
        return None  # the number to call has been said: nothing else matters now
    if is_thanks(message.text or "") and await talk.handoff.has_helped(talk.person):
        return handoff.glad(talk.say)
    ways = search(talk.options, message.text or "")
    if ways:
        return found(talk.say, talk.desk.catalogue, ways)
    return screens.not_understood(talk.say, talk.desk.clinic)


@unasked.callback_query()
async def outdated(_tap: CallbackQuery, talk: Talk) -> Screen:
    return screens.outdated(talk.say, talk.desk.clinic)
