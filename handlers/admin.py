"""The admin's menu: parts of the clinic and their entries, and what was changed last."""

from aiogram import F
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from handlers.admin_door import for_admins, meanwhile
from handlers.admin_editing import looked_at
from handlers.admin_taps import AdminEntry, AdminList, AdminPage, AdminUndo, Do, Page
from handlers.filters import Awaits
from handlers.screen import Answer, Screen
from handlers.screens.admin import changes, home, parts
from handlers.talk import Talk
from reception.admin.edits import Admin
from reception.admin.parts import Spot
from reception.admin.publishing import Published
from reception.questions import OF_ADMINS

router = for_admins("admin")


@router.message(Command("admin"))
@router.callback_query(AdminPage.filter(F.page == Page.HOME))
async def menu(_event: Message | CallbackQuery, talk: Talk) -> Screen:
    """Whatever was begun is let be: what is typed next is no answer any more."""
    await talk.desk.registration.leave(talk.person)
    clinic = await talk.desk.admin.clinic()
    return home.home(talk.say, clinic, demo=talk.desk.admin.is_demo(clinic))


@router.message(Command("cancel"), Awaits(*OF_ADMINS))
async def cancel(_message: Message, talk: Talk) -> Answer:
    await talk.desk.drafts.drop(talk.person.id)
    return [home.nothing_changed(talk.say), home.home(talk.say, await talk.desk.admin.clinic())]


@router.callback_query(AdminList.filter())
async def part(_tap: CallbackQuery, callback_data: AdminList, talk: Talk) -> Screen:
    return parts.part_list(talk.say, await talk.desk.admin.clinic(), callback_data.spot, callback_data.page)


@router.callback_query(AdminEntry.filter(F.act == Do.SHOW))
async def entry(_tap: CallbackQuery, callback_data: AdminEntry, talk: Talk) -> Screen:
    return parts.entry(talk.say, await talk.desk.admin.clinic(), callback_data.spot)


@router.callback_query(AdminEntry.filter(F.act.in_({Do.UP, Do.DOWN})))
async def move(_tap: CallbackQuery, callback_data: AdminEntry, talk: Talk, admin: Admin) -> Answer:
    """The list shows where it stands now."""
    spot = callback_data.spot
    told = await talk.desk.admin.move(admin, spot, -1 if callback_data.act is Do.UP else 1)
    if told is not Published.YES:
        return await meanwhile(talk, spot)
    return parts.part_list(talk.say, await talk.desk.admin.clinic(), Spot(spot.part, of=spot.of))


@router.callback_query(AdminPage.filter(F.page == Page.CHANGES))
async def last_changes(_tap: CallbackQuery, talk: Talk) -> Screen:
    return changes.last_changes(talk.say, talk.desk.clinic, await talk.desk.admin.last())


@router.callback_query(AdminUndo.filter())
async def undo(_tap: CallbackQuery, callback_data: AdminUndo, talk: Talk) -> Answer:
    draft = await talk.desk.admin.undo(talk.person, callback_data.revision)
    if draft is None:
        last = changes.last_changes(talk.say, talk.desk.clinic, await talk.desk.admin.last())
        return [home.changed_meanwhile(talk.say), last]
    return looked_at(talk, draft)
