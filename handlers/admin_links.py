"""Links to the bot, for the clinic's site, posters and doors: as text, as a QR code, as a button for a page."""

import asyncio
from collections.abc import Mapping

from aiogram import F
from aiogram.types import CallbackQuery, Message

from handlers.admin_door import for_admins
from handlers.admin_taps import AdminPage, Page
from handlers.filters import Awaits
from handlers.link_taps import AdminLink, AdminLinks, Lead
from handlers.screen import Answer, Screen
from handlers.screens.admin import home, links
from handlers.talk import Talk
from locales.words import words
from reception.admin.qr import qr_code
from reception.destinations import address, counted_as, deep_links, source
from reception.questions import Question

router = for_admins("admin links")


@router.callback_query(AdminPage.filter(F.page == Page.LINKS))
async def page(_tap: CallbackQuery, talk: Talk) -> Screen:
    await talk.desk.registration.leave(talk.person)
    return links.page(talk.say, deep_links(talk.desk.catalogue))


@router.callback_query(AdminLinks.filter(F.to == Lead.CLINIC))
async def to_clinic(tap: CallbackQuery, talk: Talk) -> Screen:
    return await _given(tap, talk, "", talk.desk.clinic.name)


@router.callback_query(AdminLinks.filter(F.to.in_({Lead.BRANCH, Lead.SPECIALTY, Lead.DOCTOR})))
async def which(_tap: CallbackQuery, callback_data: AdminLinks, talk: Talk) -> Answer:
    there = deep_links(talk.desk.catalogue)
    if not links.of_kind(there, callback_data.to):
        return [home.changed_meanwhile(talk.say), links.page(talk.say, there)]
    return links.which(talk.say, there, callback_data.to, callback_data.page)


@router.callback_query(AdminLink.filter())
async def chosen(tap: CallbackQuery, callback_data: AdminLink, talk: Talk) -> Answer:
    there = deep_links(talk.desk.catalogue)
    if (name := there.get(callback_data.payload)) is None:
        return [home.changed_meanwhile(talk.say), links.page(talk.say, there)]
    return await _given(tap, talk, callback_data.payload, name)


@router.callback_query(AdminLinks.filter(F.to == Lead.SOURCE))
async def ask_source(_tap: CallbackQuery, talk: Talk) -> Screen:
    await talk.desk.drafts.keep(talk.person.id, Question.ADMIN_SOURCE, {}, "")
    return links.ask_source(talk.say)


@router.message(Awaits(Question.ADMIN_SOURCE))
async def typed_source(message: Message, talk: Talk) -> Screen:
    if not (payload := counted_as((message.text or "").strip())):
        return links.ask_source_again(talk.say)
    await talk.desk.drafts.drop(talk.person.id)
    return await _given(message, talk, payload, {"": source(payload)})


async def _given(event: Message | CallbackQuery, talk: Talk, payload: str, name: Mapping[str, str]) -> Screen:
    """The code as a file: a photo would be made a JPEG on its way. Its name is asked anew: it can be changed."""
    assert event.bot is not None  # it has come through one
    link = address((await event.bot.get_me()).username or "", payload)
    await talk.stage.show(links.code(talk.say, link, payload, name, await asyncio.to_thread(qr_code, link)))
    return links.taken(talk.say, words(talk.desk.clinic.languages.default), link, payload, name)
