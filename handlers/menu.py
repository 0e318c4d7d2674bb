"""The menu and its commands, settings, help, and whatever nobody asked for."""

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from handlers import journey
from handlers.filters import Label
from handlers.said import PASSED_ON
from handlers.screen import Line, Screen, Screens
from handlers.screens import handoff
from handlers.screens import menu as screens
from handlers.screens.found import found
from handlers.talk import Talk
from handlers.taps import Go, To
from reception.destinations import BOOK, FAMILY, MENU, VISITS
from reception.emergency import is_emergency
from reception.handoff.thanks import is_thanks
from reception.questions import Question
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


@router.message(Command("family"))
@router.message(Label(screens.FAMILY))
@router.callback_query(Go.filter(F.to == To.FAMILY))
async def family(_event: Message | CallbackQuery, talk: Talk) -> Screens:
    if talk.person.draft and talk.person.draft.asking == Question.WRONG_CARD:
        await talk.desk.drafts.drop(talk.person.id)  # Back: what is typed next is no correction any more
        talk = await talk.again()
    return await journey.arrive(talk, FAMILY)


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


@unasked.message()
async def anything_else(message: Message, talk: Talk) -> Screen | Line | None:
    if is_emergency(message.text or message.caption or ""):
        return None  # the number to call has been said: nothing else matters now
    if is_thanks(message.text or "") and await talk.handoff.has_helped(talk.person):
        return handoff.glad(talk.say)
    typed = message.message_id if talk.handoff.has_group and PASSED_ON.resolve(message) else 0
    if meant := search(talk.options, talk.desk.faq, message.text or ""):
        return found(talk.say, talk.desk.catalogue, meant, typed)
    return screens.not_understood(talk.say, talk.desk.clinic, typed)


@unasked.callback_query()
async def outdated(_tap: CallbackQuery, talk: Talk) -> Screen:
    return screens.outdated(talk.say, talk.desk.clinic)
