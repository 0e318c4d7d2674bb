"""My visits: those ahead and those that are over, live from the clinic's system, and one of them opened."""

from collections.abc import Sequence

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers import journey, on_behalf
from handlers.ahead import chosen, list_ahead
from handlers.booking import steps
from handlers.screen import Answer, File, Pin, Screen, Screens
from handlers.screens import cancelling, menu, opened
from handlers.screens import past as past_visits
from handlers.screens.declined import declined
from handlers.talk import Talk
from handlers.visit_taps import Calendar, Cancel, CancelSurely, Details, Move, MyVisits, PastVisits, Route, ShowVisit
from reception.booking.another_time import the_same_for
from reception.booking.outcomes import Declined, No
from reception.booking.visit import offer_of
from reception.booking.way import Way
from reception.calendar import calendar_file
from reception.cancelling import Cancelled
from reception.destinations import VISITS
from reception.past import past
from reception.visits import OwnVisit

router = Router(name="visits")


@router.callback_query(MyVisits.filter())
async def narrowed(_tap: CallbackQuery, callback_data: MyVisits, talk: Talk) -> Screens:
    if not talk.person.registered:
        return await journey.arrive(talk, VISITS)
    return await list_ahead(talk, callback_data)


@router.callback_query(PastVisits.filter())
async def list_past(_tap: CallbackQuery, callback_data: PastVisits, talk: Talk) -> Screens:
    if not talk.person.registered:
        return await journey.arrive(talk, VISITS)
    if (patients := chosen(talk, callback_data.patient)) is None:
        return menu.outdated(talk.say, talk.desk.clinic)
    over = await past(talk.desk.visits, talk.options, talk.person, patients)
    return past_visits.past(talk.say, talk.desk.clinic, talk.person.patients, over, callback_data)


@router.callback_query(ShowVisit.filter())
async def show(_tap: CallbackQuery, callback_data: ShowVisit, talk: Talk) -> Screen:
    own = await talk.desk.visits.visit(talk.person, callback_data.visit)
    if own is None or not own.ahead:
        return _not_there(talk, own)
    return _opened(talk, own)


@router.callback_query(Details.filter())
async def details(_tap: CallbackQuery, callback_data: Details, talk: Talk) -> Screen:
    own = await talk.desk.visits.visit(talk.person, callback_data.visit)
    if own is None or not own.ahead:
        return _not_there(talk, own)
    catalogue = talk.desk.catalogue
    offer = offer_of(catalogue, own.appointment)
    return _opened(talk, own, opened.more(talk.say, talk.desk.clinic, catalogue, own.appointment, offer))


@router.callback_query(Route.filter())
async def route(_tap: CallbackQuery, callback_data: Route, talk: Talk) -> Answer:
    own = await _own(talk, callback_data.of)
    branch = own.told(talk.desk.catalogue).branch if own and not own.cancelled else None
    if branch is None or branch.pin is None:
        return menu.outdated(talk.say, talk.desk.clinic)
    return Pin(talk.say.pick(branch.name), talk.say.pick(branch.address), *branch.pin)


@router.callback_query(Calendar.filter())
async def calendar(_tap: CallbackQuery, callback_data: Calendar, talk: Talk) -> Answer:
    own = await _own(talk, callback_data.of)
    found = await talk.desk.visits.entry(talk.person, own) if own else None
    if found is None:
        return menu.outdated(talk.say, talk.desk.clinic)
    (now, entry), say, clinic = found, talk.say, talk.desk.clinic
    visit = now.told(talk.desk.catalogue)
    title = say.label("Visit to {clinic}", clinic=say.pick(clinic.name))
    place = say.pick(visit.branch.address) if visit.branch else ""
    content = calendar_file(visit, entry, title, place, talk.desk.clock, cancelled=now.cancelled)
    return File("visit.ics", content, opened.calendar_caption(say, cancelled=now.cancelled))


@router.callback_query(Move.filter())
async def move(_tap: CallbackQuery, callback_data: Move, talk: Talk) -> Screen:
    way = await talk.desk.moving.begins(talk.person, talk.options, callback_data.visit)
    if isinstance(way, No):
        return declined(talk.say, Declined(way, Way(moving=callback_data.visit)), talk.desk.clinic)
    return await steps.ask(talk, way)


@router.callback_query(Cancel.filter())
async def cancel(_tap: CallbackQuery, callback_data: Cancel, talk: Talk) -> Screen:
    own = await talk.desk.visits.visit(talk.person, callback_data.visit)
    if own is None or not own.ahead:
        return _not_there(talk, own)
    visit, late = own.told(talk.desk.catalogue), _only_reception_moves(talk, own)
    return on_behalf.warned(talk, cancelling.cancel_check(talk.say, talk.desk.clinic, visit, late=late), own)


@router.callback_query(CancelSurely.filter())
async def cancel_surely(_tap: CallbackQuery, callback_data: CancelSurely, talk: Talk) -> Screen:
    visit, begins = callback_data.visit, callback_data.begins
    cancel, by_reception = talk.desk.cancelling.cancel, talk.by is not None
    told = await cancel(talk.person, talk.desk.catalogue, visit, begins, by_reception=by_reception)
    if not isinstance(told, Cancelled):
        return cancelling.not_cancelled(talk.say, talk.desk.clinic, callback_data, told)
    if done := await on_behalf.cancelled(talk, told):
        return done
    gone = told.visit.told(talk.desk.catalogue)
    return cancelling.cancelled(talk.say, talk.desk.clinic, gone, late=told.visit.late)


async def _own(talk: Talk, of: int | str) -> OwnVisit | None:
    visits = talk.desk.visits
    return await (visits.visit(talk.person, of) if isinstance(of, int) else visits.under(talk.person, of))


def _opened(talk: Talk, own: OwnVisit, details: Sequence[str] = ()) -> Screen:
    visit, late = own.told(talk.desk.catalogue), _only_reception_moves(talk, own)
    screen = opened.one(talk.say, talk.desk.clinic, visit, _the_same(talk, own), details, late=late)
    return on_behalf.warned(talk, screen, own)


def _only_reception_moves(talk: Talk, own: OwnVisit) -> bool:
    return own.late and talk.by is None


def _the_same(talk: Talk, own: OwnVisit) -> list[opened.Same]:
    return the_same_for(talk.options, talk.person, own)


def _not_there(talk: Talk, own: OwnVisit | None) -> Screen:
    """What became of one's own is said; of anybody else's there is nothing to say."""
    return declined(talk.say, Declined(No.CHANGED if own else No.GONE), talk.desk.clinic)
