"""Registering a patient: answers typed and tapped, the check card, the end."""

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from handlers import journey
from handlers.filters import Awaits
from handlers.screen import Screen, Screens
from handlers.screens import menu, reasons
from handlers.screens import registration as screens
from handlers.talk import Talk
from handlers.taps import Fill, Step
from reception.dates import Doubt
from reception.names import NameDoubt
from reception.people import Draft
from reception.questions import REGISTRATION, UNDER_WAY, Question
from reception.registration import NotRegistered

router = Router(name="registration")


@router.message(Awaits(*REGISTRATION), F.text)
async def typed(message: Message, talk: Talk) -> Screen:
    draft, text = talk.person.draft, message.text or ""
    assert draft is not None  # Awaits has seen it
    heard = await talk.desk.registration.answer(talk.person, draft, text, message.message_id, talk.desk.today())
    if isinstance(heard, Doubt):
        return screens.ask_again(talk.say, talk.desk.clinic, reasons.of_date(talk.say, heard), draft)
    if isinstance(heard, NameDoubt):
        return screens.ask_again(talk.say, talk.desk.clinic, reasons.of_name(talk.say, heard), draft)
    return _question(talk, heard)


@router.message(Awaits(*REGISTRATION))
async def not_typed(_message: Message, talk: Talk) -> Screen:
    draft = talk.person.draft
    assert draft is not None  # Awaits has seen it
    return screens.ask_again(
        talk.say, talk.desk.clinic, talk.say("I can only read typed words here. Please type the answer."), draft
    )


@router.message(Awaits(Question.CHECK))
async def at_the_card(_message: Message, talk: Talk) -> Screen:
    draft = talk.person.draft
    assert draft is not None  # Awaits has seen it
    return _question(talk, draft)


@router.callback_query(Fill.filter(F.step == Step.ANSWER))
async def tapped(_tap: CallbackQuery, callback_data: Fill, talk: Talk) -> Screens:
    if (draft := talk.draft(callback_data.draft, *UNDER_WAY)) is None:
        return _no_draft(talk)
    chosen = await talk.desk.registration.choose(talk.person, draft, callback_data.question, callback_data.value)
    return _question(talk, chosen)


@router.callback_query(Fill.filter(F.step == Step.FIX))
async def fix(_tap: CallbackQuery, callback_data: Fill, talk: Talk) -> Screens:
    draft = talk.draft(callback_data.draft, *UNDER_WAY)
    asked = await talk.desk.registration.fix(talk.person, draft, callback_data.question) if draft else None
    return _question(talk, asked) if asked else _no_draft(talk)


@router.callback_query(Fill.filter(F.step == Step.BACK))
async def back(_tap: CallbackQuery, callback_data: Fill, talk: Talk) -> Screens:
    if talk.draft(callback_data.draft, Question.KNOWN, Question.ACTS):
        return await journey.before_registration(talk)  # from the tick, or tapped twice
    if (draft := talk.draft(callback_data.draft, *UNDER_WAY)) is None:
        return _no_draft(talk)
    before = await talk.desk.registration.back(talk.person, draft, callback_data.question)
    return _question(talk, before) if before else await journey.before_registration(talk)


@router.callback_query(Fill.filter(F.step == Step.ELSE))
async def somebody_else(_tap: CallbackQuery, callback_data: Fill, talk: Talk) -> Screens:
    if talk.draft(callback_data.draft, Question.KNOWN, Question.ACTS, *UNDER_WAY) is None:
        return _no_draft(talk)
    return await journey.ask(talk)


@router.callback_query(Fill.filter(F.step == Step.RIGHT))
async def all_correct(_tap: CallbackQuery, callback_data: Fill, talk: Talk) -> Screens:
    if (draft := talk.draft(callback_data.draft, Question.CHECK)) is None:
        return _no_draft(talk)
    patient = await talk.desk.registration.finish(talk.person, draft)
    if isinstance(patient, Draft):
        return _question(talk, patient)
    if isinstance(patient, NotRegistered):
        await talk.desk.drafts.drop(talk.person.id)
        return screens.not_registered(talk.say, talk.desk.clinic, patient)
    return [screens.registered(talk.say, patient), *await journey.arrived(await talk.again())]


def _no_draft(talk: Talk) -> Screens:
    """The draft is over: tapped twice, or a button from another day."""
    return journey.home(talk) if talk.person.registered else menu.outdated(talk.say, talk.desk.clinic)


def _question(talk: Talk, draft: Draft) -> Screen:
    return screens.question(talk.say, draft, talk.person, talk.desk.today())
