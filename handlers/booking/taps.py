"""Booking, tap by tap: the way, days and times, the check card and Confirm."""

from datetime import datetime

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from handlers import journey, on_behalf
from handlers.booking import steps
from handlers.screen import Screen, Screens
from handlers.screens import times, visit
from handlers.screens.choices import Choosing
from handlers.screens.prices import price
from handlers.talk import Talk
from handlers.taps import Confirm, Day, Find, Time, Walk
from reception.booking.outcomes import Check, Declined, No, Outcome, Taken
from reception.booking.way import Way
from reception.destinations import BOOK, name_of

router = Router(name="booking")


@router.callback_query(Walk.filter())
async def walk(_tap: CallbackQuery, callback_data: Walk, talk: Talk) -> Screens:
    if not talk.person.registered:
        return await journey.arrive(talk, name_of(callback_data.way))
    return await steps.ask(talk, callback_data.way, callback_data.page)


@router.message(F.location)
async def location(message: Message, talk: Talk) -> Screens:
    """Kept nowhere: the branches come in the order of their distance, once."""
    if not talk.person.registered:
        return await journey.arrive(talk, BOOK)
    assert message.location is not None  # F.location has seen it
    return await steps.ask(talk, Way(), near=(message.location.latitude, message.location.longitude))


@router.callback_query(Day.filter())
async def day(_tap: CallbackQuery, callback_data: Day, talk: Talk) -> Screen:
    at = Choosing(talk.say, talk.desk.clinic, talk.person, talk.options, callback_data.way, callback_data.page)
    if at.options.offer(at.way) is None:
        return await steps.gone(talk, at.way)
    free = await talk.desk.times.on_day(at.options.catalogue, at.way, callback_data.date)
    return times.times_of_day(at, free, callback_data.date)


@router.callback_query(Find.filter())
async def find(_tap: CallbackQuery, callback_data: Find, talk: Talk) -> Screens:
    if not talk.person.registered:
        return await journey.arrive(talk, name_of(callback_data.way))
    return await steps.find(talk, callback_data.way, callback_data.only, callback_data.page)


@router.callback_query(Time.filter())
async def time(_tap: CallbackQuery, callback_data: Time, talk: Talk) -> Screen:
    way, at = callback_data.way, callback_data.starts_at
    return await checked(talk, await talk.desk.booking.check(talk.person, talk.options, way, at))


@router.callback_query(Confirm.filter())
async def confirm(_tap: CallbackQuery, callback_data: Confirm, talk: Talk) -> None:
    """Shown here and only then marked as told: what does not reach the chat is told again in the background."""
    key = callback_data.key
    told = await talk.desk.booking.confirm(talk.person, talk.options, key)
    await talk.stage.ends_with(await on_behalf.booked(talk, key, told) or await _told(talk, told))
    await talk.desk.bookings.mark_told(key, talk.person.id)


async def checked(talk: Talk, told: Check | Taken | Declined, until: datetime | None = None) -> Screen:
    """What came of a time that was tapped; ``until``: when one that is kept for them will be anybody's again."""
    if not isinstance(told, Check):
        return await _told(talk, told)
    options = talk.options
    offer = options.offer(told.way)
    cost = price(talk.say, talk.desk.clinic, options.catalogue, offer) if offer else ""
    return visit.check(talk.say, told, talk.desk.clinic, cost, until)


async def _told(talk: Talk, told: Outcome) -> Screen:
    if isinstance(told, Declined) and told.why is No.GONE and told.way:
        return await steps.gone(talk, told.way)
    if isinstance(told, Declined) and told.why is No.VERIFY_FIRST and told.way and talk.by is None:
        await talk.desk.drafts.keep(talk.person.id, "", {}, name_of(told.way))  # the number confirmed, they go on here
    return visit.outcome(talk.say, told, talk.desk.clinic, talk.desk.today())
