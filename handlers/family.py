"""Me and family: the patients on this phone, one more or one less of them, and a mistake in a card."""

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from handlers import journey
from handlers.filters import Awaits
from handlers.screen import Screen, Screens
from handlers.screens import family as screens
from handlers.screens import menu
from handlers.talk import Talk
from handlers.taps import Go, Kin, OfPatient, TakeOffSurely, To
from reception.destinations import FAMILY
from reception.people import access_patient
from reception.questions import UNDER_WAY, Question

router = Router(name="family")


@router.callback_query(Go.filter(F.to == To.ADD))
async def add(_tap: CallbackQuery, talk: Talk) -> Screens:
    if not talk.person.registered:
        return await journey.arrive(talk, FAMILY)
    if talk.desk.registration.is_full(talk.person):
        return screens.no_room(talk.say, talk.desk.clinic)
    return await journey.one_more(talk)


@router.callback_query(OfPatient.filter(F.act == Kin.SHOW))
async def show(_tap: CallbackQuery, callback_data: OfPatient, talk: Talk) -> Screen:
    patient = access_patient(talk.person, callback_data.patient)
    return screens.one(talk.say, talk.person, patient) if patient else _outdated(talk)


@router.callback_query(OfPatient.filter(F.act == Kin.FIRST))
async def put_first(_tap: CallbackQuery, callback_data: OfPatient, talk: Talk) -> Screen:
    if access_patient(talk.person, callback_data.patient) is None:
        return _outdated(talk)
    await talk.desk.family.make_default(talk.person.id, callback_data.patient)
    return screens.family(talk.say, (await talk.again()).person)


@router.callback_query(OfPatient.filter(F.act == Kin.WRONG))
async def wrong(_tap: CallbackQuery, callback_data: OfPatient, talk: Talk) -> Screen:
    if (patient := access_patient(talk.person, callback_data.patient)) is None:
        return _outdated(talk)
    if not talk.handoff.has_group:
        return screens.by_phone(talk.say, talk.desk.clinic, patient)
    if talk.person.draft and talk.person.draft.asking in UNDER_WAY:
        return screens.finish_first(talk.say)
    await talk.desk.drafts.keep(talk.person.id, Question.WRONG_CARD, {"patient": str(patient.id)}, "")
    return screens.what_is_wrong(talk.say, patient)


@router.message(Awaits(Question.WRONG_CARD), F.text)
async def told_what(message: Message, talk: Talk) -> Screen:
    draft = talk.person.draft
    assert draft is not None  # Awaits has seen it
    patient = access_patient(talk.person, int(draft.answers["patient"]))
    if patient:
        await talk.notices.correct(talk.person, patient, message.text or "", message.message_id)
    await talk.desk.drafts.drop(talk.person.id)
    return screens.passed_on(talk.say, talk.desk.clinic) if patient else _outdated(talk)


@router.message(Awaits(Question.WRONG_CARD))
async def not_typed(_message: Message, talk: Talk) -> Screen:
    return screens.type_it(talk.say)


@router.callback_query(OfPatient.filter(F.act == Kin.OFF))
async def take_off(_tap: CallbackQuery, callback_data: OfPatient, talk: Talk) -> Screen:
    patient = access_patient(talk.person, callback_data.patient)
    return screens.take_off_check(talk.say, patient) if patient else _outdated(talk)


@router.callback_query(TakeOffSurely.filter())
async def take_off_surely(_tap: CallbackQuery, callback_data: TakeOffSurely, talk: Talk) -> Screens:
    if (patient := access_patient(talk.person, callback_data.patient)) is None:
        return _outdated(talk)
    if not await talk.desk.family.take_off(talk.person.id, patient):
        return screens.not_yet(talk.say, talk.desk.clinic, patient)
    talk = await talk.again()
    left = screens.family(talk.say, talk.person) if talk.person.registered else journey.home(talk)
    return [screens.taken_off(talk.say, patient), *journey.listed(left)]


def _outdated(talk: Talk) -> Screen:
    return menu.outdated(talk.say, talk.desk.clinic)
