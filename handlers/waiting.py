"""Waiting for a time: asked for where none fits, and what is answered to the times that are offered."""

from dataclasses import replace
from datetime import date

from aiogram import F, Router
from aiogram.types import CallbackQuery

from handlers import journey
from handlers.booking import steps
from handlers.booking.taps import checked
from handlers.screen import Screen, Screens
from handlers.screens import menu
from handlers.screens import waiting as screens
from handlers.screens.choices import Choosing
from handlers.talk import Talk
from handlers.taps import Go, To
from handlers.waiting_taps import PassOn, StopWaiting, TakeHeld, Wait, WaitFor
from reception.booking.outcomes import Check, Declined, No, Taken
from reception.booking.way import Way
from reception.destinations import name_of
from reception.waitlist.wish import WEEKENDS, Hold

router = Router(name="waiting")


@router.callback_query(Wait.filter())
async def wait(_tap: CallbackQuery, callback_data: Wait, talk: Talk) -> Screens:
    if not talk.person.registered:
        return await journey.arrive(talk, name_of(callback_data.way))
    if not talk.desk.waitlist.may_wait(talk.options, callback_data.way):
        return await steps.gone(talk, callback_data.way)
    return _which_days(talk, callback_data.way, callback_data.on)


@router.callback_query(WaitFor.filter())
async def wait_for(_tap: CallbackQuery, callback_data: WaitFor, talk: Talk) -> Screen:
    if not talk.desk.waitlist.may_wait(talk.options, callback_data.way):
        return await steps.gone(talk, callback_data.way)
    if WEEKENDS < callback_data.days < talk.desk.today().toordinal():
        return _which_days(talk, callback_data.way)
    wish = await talk.desk.waitlist.wish(talk.person, talk.options, callback_data.way, callback_data.days)
    if wish is None:
        return screens.too_many(talk.say, talk.desk.clinic)
    return screens.noted(talk.say, talk.desk.clinic, talk.person, talk.desk.catalogue, wish)


@router.callback_query(Go.filter(F.to == To.WAITING))
async def waiting(_tap: CallbackQuery, talk: Talk) -> Screen:
    wishes = await talk.desk.waitlist.of(talk.person)
    return screens.waiting(talk.say, talk.desk.clinic, talk.person, talk.desk.catalogue, wishes)


@router.callback_query(StopWaiting.filter())
async def stop(_tap: CallbackQuery, callback_data: StopWaiting, talk: Talk) -> Screen:
    wish = await talk.desk.waitlist.stop(talk.person, talk.desk.catalogue, callback_data.wish)
    return screens.stopped(talk.say, talk.desk.clinic, wish) if wish else menu.outdated(talk.say, talk.desk.clinic)


@router.callback_query(TakeHeld.filter())
async def take(_tap: CallbackQuery, callback_data: TakeHeld, talk: Talk) -> Screen:
    hold = await talk.desk.waitlist.hold(talk.person, callback_data.hold)
    if hold is None:
        return menu.outdated(talk.say, talk.desk.clinic)
    told = await _check(talk, hold)
    if not isinstance(told, Taken):
        return await checked(talk, told, hold.until)
    await talk.desk.waitlist.is_gone(hold)
    goes_on = await talk.desk.waitlist.goes_on(talk.person, hold)
    return screens.gone(talk.say, talk.desk.clinic, told, last=not goes_on)


@router.callback_query(PassOn.filter())
async def pass_on(_tap: CallbackQuery, callback_data: PassOn, talk: Talk) -> Screen:
    """Once the wish has ended, it may have been with this very time, and there is nothing to pass on."""
    hold = await talk.desk.waitlist.hold(talk.person, callback_data.hold)
    wish = await talk.desk.waitlist.is_open(talk.person, hold.wish_id) if hold else None
    if hold is None or wish is None:
        return menu.outdated(talk.say, talk.desk.clinic)
    await talk.desk.waitlist.decline(hold)
    return screens.passed_on(talk.say, talk.desk.clinic, wish, last=await talk.desk.waitlist.is_last(hold))


async def _check(talk: Talk, hold: Hold) -> Check | Taken | Declined:
    """Where the visit that was to move is not there any more, it is a new one."""
    told = await talk.desk.booking.check(talk.person, talk.options, hold.way, hold.starts_at)
    if hold.way.moving and isinstance(told, Declined) and told.why in {No.CHANGED, No.GONE}:
        new = replace(hold.way, moving=0)
        return await talk.desk.booking.check(talk.person, talk.options, new, hold.starts_at)
    return told


def _which_days(talk: Talk, way: Way, on: int = 0) -> Screen:
    """``on`` as ``date.toordinal`` counts; a day that is over is none."""
    at, today = Choosing(talk.say, talk.desk.clinic, talk.person, talk.options, way), talk.desk.today()
    return screens.which_days(at, today, date.fromordinal(on) if on >= today.toordinal() else None)
