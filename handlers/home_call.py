"""A doctor is asked to come home: answers typed and tapped, the check card, the end."""

from dataclasses import replace

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from handlers import journey
from handlers.booking import steps
from handlers.filters import Awaits
from handlers.home_call_taps import AskForIt, CallHome, CallStep, FillCall
from handlers.screen import Screen, Screens
from handlers.screens import home_call as screens
from handlers.screens import menu
from handlers.talk import Talk
from reception.destinations import name_of
from reception.home_calls.asking import KEY, CallDoubt, way_of
from reception.people import Draft
from reception.questions import CALLING, HOME_CALL, Question

router = Router(name="home call")


@router.callback_query(CallHome.filter())
async def begin(_tap: CallbackQuery, callback_data: CallHome, talk: Talk) -> Screens:
    way, calls = replace(callback_data.way, visit=False), talk.home_calls
    if not talk.person.registered:
        return await journey.arrive(talk, name_of(way))
    if not (calls.is_offered and talk.options.visits_home(way)):
        return await steps.ask(talk, way)
    if await calls.calls.open_of(way.patient):
        return screens.already(talk.say, talk.desk.clinic, has_group=talk.handoff.has_group)
    return _question(talk, await calls.asking.begin(talk.person, way))


@router.message(Awaits(*HOME_CALL), F.text)
async def typed(message: Message, talk: Talk) -> Screen:
    draft = _draft(talk)
    heard = await talk.home_calls.asking.answer(talk.person, draft, message.text or "", message.message_id)
    if isinstance(heard, CallDoubt):
        return screens.ask_again(talk.say, talk.desk.clinic, talk.person, draft, heard)
    return _question(talk, heard)


@router.message(Awaits(*HOME_CALL))
async def not_typed(_message: Message, talk: Talk) -> Screen:
    return screens.ask_again(talk.say, talk.desk.clinic, talk.person, _draft(talk), CallDoubt.NO_WORDS)


@router.message(Awaits(Question.CALL_CHECK))
async def at_the_card(_message: Message, talk: Talk) -> Screen:
    return _question(talk, _draft(talk))


@router.callback_query(FillCall.filter(F.step == CallStep.ANSWER))
async def tapped(_tap: CallbackQuery, callback_data: FillCall, talk: Talk) -> Screen:
    if (draft := talk.draft(callback_data.draft, *CALLING)) is None:
        return menu.outdated(talk.say, talk.desk.clinic)
    return _question(talk, await talk.home_calls.asking.choose(talk.person, draft, callback_data.question))


@router.callback_query(FillCall.filter(F.step == CallStep.FIX))
async def fix(_tap: CallbackQuery, callback_data: FillCall, talk: Talk) -> Screen:
    if (draft := talk.draft(callback_data.draft, Question.CALL_CHECK)) is None:
        return menu.outdated(talk.say, talk.desk.clinic)
    return _question(talk, await talk.home_calls.asking.fix(talk.person, draft, callback_data.question))


@router.callback_query(FillCall.filter(F.step == CallStep.BACK))
async def back(_tap: CallbackQuery, callback_data: FillCall, talk: Talk) -> Screen:
    if (draft := talk.draft(callback_data.draft, *CALLING)) is None:
        return menu.outdated(talk.say, talk.desk.clinic)
    before = await talk.home_calls.asking.back(talk.person, draft, callback_data.question)
    if before:
        return _question(talk, before)
    await talk.desk.registration.leave(talk.person)
    return await steps.ask(talk, way_of(draft))


@router.callback_query(AskForIt.filter())
async def ask(_tap: CallbackQuery, callback_data: AskForIt, talk: Talk) -> Screen:
    key, draft = callback_data.key, talk.person.draft
    told = await talk.home_calls.ask(talk.person, talk.options, key)
    if draft and draft.answers.get(KEY) == key:
        await talk.desk.drafts.drop(talk.person.id)
    return screens.outcome(talk.say, talk.desk.clinic, told, key, talk.desk.today())


def _draft(talk: Talk) -> Draft:
    draft = talk.person.draft
    assert draft is not None  # Awaits has seen it
    return draft


def _question(talk: Talk, draft: Draft) -> Screen:
    way = way_of(draft)
    if not talk.options.visits_home(way):
        return menu.outdated(talk.say, talk.desk.clinic)
    doctor = talk.say.pick(talk.desk.catalogue.doctors[way.doctor].name)
    return screens.question(talk.say, talk.person, draft, doctor)
