"""My visits: what lies ahead, live from the clinic's system, another time for one of them, and cancelling it."""

from aiogram import F, Router
from aiogram.types import CallbackQuery

from handlers.booking import steps
from handlers.screen import Screen
from handlers.screens import cancelling
from handlers.screens import visits as screens
from handlers.screens.declined import declined
from handlers.talk import Talk
from handlers.taps import Cancel, CancelSurely, Go, Move, ShowVisit, To
from reception.booking.outcomes import Declined, No
from reception.cancelling import Cancelled
from reception.visits import OwnVisit

router = Router(name="visits")


async def list_visits(talk: Talk) -> Screen:
    found = await talk.desk.visits.ahead(talk.person, talk.desk.catalogue)
    return screens.ahead(talk.say, talk.desk.clinic, found, talk.person.wishes)


@router.callback_query(Go.filter(F.to == To.CHANGE))
async def which(_tap: CallbackQuery, talk: Talk) -> Screen:
    ahead = await talk.desk.visits.numbered(talk.person, talk.desk.catalogue)
    return screens.which(talk.say, talk.desk.clinic, ahead)


@router.callback_query(ShowVisit.filter())
async def show(_tap: CallbackQuery, callback_data: ShowVisit, talk: Talk) -> Screen:
    own = await talk.desk.visits.visit(talk.person, callback_data.visit)
    if own is None or not own.ahead:
        return _not_there(talk, own)
    return screens.one(talk.say, talk.desk.clinic, own.told(talk.desk.catalogue))


@router.callback_query(Move.filter())
async def move(_tap: CallbackQuery, callback_data: Move, talk: Talk) -> Screen:
    way = await talk.desk.moving.begins(talk.person, talk.options, callback_data.visit)
    if isinstance(way, No):
        return declined(talk.say, Declined(way), talk.desk.clinic)
    return await steps.ask(talk, way)


@router.callback_query(Cancel.filter())
async def cancel(_tap: CallbackQuery, callback_data: Cancel, talk: Talk) -> Screen:
    own = await talk.desk.visits.visit(talk.person, callback_data.visit)
    if own is None or not own.ahead:
        return _not_there(talk, own)
    return cancelling.cancel_check(talk.say, talk.desk.clinic, own.told(talk.desk.catalogue), late=own.late)


@router.callback_query(CancelSurely.filter())
async def cancel_surely(_tap: CallbackQuery, callback_data: CancelSurely, talk: Talk) -> Screen:
    told = await talk.desk.cancelling.cancel(talk.person, talk.desk.catalogue, callback_data.visit)
    if not isinstance(told, Cancelled):
        return cancelling.not_cancelled(talk.say, talk.desk.clinic, callback_data.visit, told)
    visit = told.visit.told(talk.desk.catalogue)
    return cancelling.cancelled(talk.say, talk.desk.clinic, visit, late=told.visit.late)


def _not_there(talk: Talk, own: OwnVisit | None) -> Screen:
    """What became of one's own is said; of anybody else's there is nothing to say."""
    return declined(talk.say, Declined(No.CHANGED if own else No.GONE), talk.desk.clinic)
