"""Admins invite each other by a link, and take each other off."""

from aiogram import F, Router
from aiogram.filters import CommandObject, CommandStart
from aiogram.types import CallbackQuery, Message

from handlers import meeting
from handlers.admin_door import admin as newcomer
from handlers.admin_door import for_admins
from handlers.admin_taps import AdminOff, AdminOffSurely, AdminPage, Page
from handlers.screen import Answer, Screen
from handlers.screens.admin import people
from handlers.talk import Talk
from reception.admin.edits import Admin
from reception.admin.who import INVITE
from reception.destinations import address

router = for_admins("admins")
invited = Router(name="invited")  # open to everybody: a link makes an admin


@invited.message(CommandStart(deep_link=True, magic=F.args.startswith(INVITE)))
async def come_in(message: Message, command: CommandObject, talk: Talk) -> Answer:
    """A link that makes nobody an admin is any other /start."""
    if await talk.desk.admin.admins.accept(command.args or "", newcomer(talk, message)):
        return people.welcome(talk.say)
    started: Answer = await meeting.start(message, command, talk)
    return started


@router.callback_query(AdminPage.filter(F.page == Page.ADMINS))
async def admins(_tap: CallbackQuery, talk: Talk) -> Screen:
    everybody = await talk.desk.admin.admins.all()
    return people.admins(talk.say, everybody, may_go=len(everybody) > 1)


@router.callback_query(AdminPage.filter(F.page == Page.INVITE))
async def invite(tap: CallbackQuery, talk: Talk) -> Screen:
    assert tap.bot is not None  # it has come through one
    bot, payload = await tap.bot.me(), await talk.desk.admin.admins.invite()
    return people.invited(talk.say, address(bot.username or "", payload))


@router.callback_query(AdminOff.filter())
async def take_off(_tap: CallbackQuery, callback_data: AdminOff, talk: Talk) -> Screen:
    everybody = await talk.desk.admin.admins.all()
    whom = next((one for one in everybody if one.account == callback_data.account and not one.fixed), None)
    return people.off_check(talk.say, whom) if whom else people.stays(talk.say)


@router.callback_query(AdminOffSurely.filter())
async def take_off_surely(_tap: CallbackQuery, callback_data: AdminOffSurely, talk: Talk, admin: Admin) -> Screen:
    gone = await talk.desk.admin.admins.take_off(admin, callback_data.account)
    return people.is_off(talk.say) if gone else people.stays(talk.say)
