"""Addresses, doctors, prices, questions, free services: for everybody, also before the first meeting is over."""

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from handlers.filters import Label
from handlers.information_taps import Helpful, Look, Of
from handlers.screen import Answer, Pin, Screen
from handlers.screens import faq, information, menu
from handlers.screens import information_doctors as doctors
from handlers.screens.choices import Choosing
from handlers.talk import Talk
from handlers.taps import Go, To
from reception.booking.way import Way

router = Router(name="information")


@router.message(Command("about"))
@router.message(Label(menu.ABOUT))
@router.callback_query(Go.filter(F.to == To.ABOUT))
async def about(_event: Message | CallbackQuery, talk: Talk) -> Screen:
    return information.about(talk.say, talk.desk.clinic)


@router.message(Command("free"))
@router.message(Label(menu.FREE))
@router.callback_query(Go.filter(F.to == To.FREE))
async def free(_event: Message | CallbackQuery, talk: Talk) -> Screen:
    return information.free(talk.say, talk.desk.clinic)


@router.callback_query(Look.filter(F.of == Of.GIFTS))
async def free_page(_tap: CallbackQuery, callback_data: Look, talk: Talk) -> Screen:
    return information.free(talk.say, talk.desk.clinic, callback_data.page)


@router.callback_query(Look.filter(F.of == Of.GIFT))
async def gift(_tap: CallbackQuery, callback_data: Look, talk: Talk) -> Screen:
    gifts = {gift.number: gift for gift in talk.desk.clinic.free}
    found = gifts.get(callback_data.number)
    return information.gift(talk.say, found) if found else menu.outdated(talk.say, talk.desk.clinic)


@router.callback_query(Look.filter(F.of == Of.CLINIC))
async def clinic(_tap: CallbackQuery, talk: Talk) -> Screen:
    return information.clinic_page(talk.say, talk.desk.clinic)


@router.callback_query(Look.filter(F.of == Of.BRANCHES))
async def branches(_tap: CallbackQuery, callback_data: Look, talk: Talk) -> Screen:
    return information.branches(_at(talk, callback_data), talk.desk.clock.now())


@router.callback_query(Look.filter(F.of == Of.BRANCH))
async def branch(_tap: CallbackQuery, callback_data: Look, talk: Talk) -> Screen:
    if callback_data.number not in talk.desk.catalogue.branches:
        return menu.outdated(talk.say, talk.desk.clinic)
    return information.branch(_at(talk, callback_data), callback_data.number, talk.desk.clock.now())


@router.callback_query(Look.filter(F.of == Of.PIN))
async def pin(_tap: CallbackQuery, callback_data: Look, talk: Talk) -> Answer:
    place = talk.desk.catalogue.branches.get(callback_data.number)
    if place is None or place.pin is None:
        return menu.outdated(talk.say, talk.desk.clinic)
    return Pin(talk.say.pick(place.name), talk.say.pick(place.address), *place.pin)


@router.callback_query(Look.filter(F.of == Of.SPECIALTIES))
async def specialties(_tap: CallbackQuery, callback_data: Look, talk: Talk) -> Screen:
    return doctors.specialties(_at(talk, callback_data), Of.SPECIALTY)


@router.callback_query(Look.filter(F.of == Of.SPECIALTY))
async def specialty(_tap: CallbackQuery, callback_data: Look, talk: Talk) -> Screen:
    if callback_data.number not in talk.desk.catalogue.specialties:
        return menu.outdated(talk.say, talk.desk.clinic)
    return doctors.doctors(_at(talk, callback_data), callback_data.number)


@router.callback_query(Look.filter(F.of == Of.DOCTOR))
async def doctor(_tap: CallbackQuery, callback_data: Look, talk: Talk) -> Screen:
    if callback_data.number not in talk.desk.catalogue.doctors:
        return menu.outdated(talk.say, talk.desk.clinic)
    return doctors.doctor(_at(talk, callback_data), callback_data.number)


@router.callback_query(Look.filter(F.of == Of.SERVICES))
async def services(_tap: CallbackQuery, callback_data: Look, talk: Talk) -> Screen:
    return doctors.specialties(_at(talk, callback_data), Of.PRICES)


@router.callback_query(Look.filter(F.of == Of.PRICES))
async def prices(_tap: CallbackQuery, callback_data: Look, talk: Talk) -> Screen:
    if callback_data.number not in talk.desk.catalogue.specialties:
        return menu.outdated(talk.say, talk.desk.clinic)
    return doctors.price_list(_at(talk, callback_data), callback_data.number)


@router.message(Command("faq"))
async def questions(_message: Message, talk: Talk) -> Screen:
    return await _categories(talk)


@router.callback_query(Look.filter(F.of == Of.QUESTIONS))
async def questions_page(_tap: CallbackQuery, callback_data: Look, talk: Talk) -> Screen:
    return await _categories(talk, callback_data.page)


@router.callback_query(Look.filter(F.of == Of.CATEGORY))
async def category(_tap: CallbackQuery, callback_data: Look, talk: Talk) -> Screen:
    found = talk.desk.faq.categories.get(callback_data.number)
    return faq.category(talk.say, found, callback_data.page) if found else menu.outdated(talk.say, talk.desk.clinic)


@router.callback_query(Look.filter(F.of == Of.ENTRY))
async def answer(_tap: CallbackQuery, callback_data: Look, talk: Talk) -> Screen:
    entry = talk.desk.faq.entries.get(callback_data.number)
    if entry is None:
        return menu.outdated(talk.say, talk.desk.clinic)
    return faq.answer(talk.say, entry, talk.desk.faq.category_of(entry))


@router.callback_query(Helpful.filter())
async def helpful(_tap: CallbackQuery, callback_data: Helpful, talk: Talk) -> Screen:
    entry = talk.desk.faq.entries.get(callback_data.entry)
    if entry is None:
        return menu.outdated(talk.say, talk.desk.clinic)
    await talk.desk.faq.vote(entry, helpful=callback_data.yes)
    category = talk.desk.faq.category_of(entry)
    return faq.counted(talk.say, talk.desk.clinic, entry, category, helpful=callback_data.yes)


async def _categories(talk: Talk, page: int = 0) -> Screen:
    """Whoever is told "just type your question" is not taken to type a surname."""
    await talk.desk.registration.leave(talk.person)
    return faq.categories(talk.say, talk.desk.clinic, page)


def _at(talk: Talk, look: Look) -> Choosing:
    return Choosing(talk.say, talk.desk.clinic, talk.person, talk.options, Way(), look.page)
