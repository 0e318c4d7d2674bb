"""What people answer to the messages that the bot sent of its own accord."""

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from handlers.filters import Awaits
from handlers.handoff import writing
from handlers.said import PASSED_ON, said
from handlers.screen import Answer as Shown
from handlers.screen import Pin, Rows, Screen
from handlers.screens import menu, note_replies, notices, switches
from handlers.talk import Talk
from handlers.visit_taps import Act, Answer, Rate, Turn
from reception.booking.way import Way
from reception.handoff.about import About, Why
from reception.questions import CALLING, UNDER_WAY, Question
from reminders.answers import Meant, Reply
from reminders.plan import OPTIONAL, Kind

router = Router(name="notices")


@router.callback_query(Answer.filter(F.act == Act.COME))
async def come(_tap: CallbackQuery, callback_data: Answer, talk: Talk) -> Shown:
    if (note := await talk.notices.note(talk.person, callback_data.note, Kind.DAY_BEFORE)) is None:
        return menu.outdated(talk.say, talk.desk.clinic)
    told = await talk.notices.come(talk.person, note)
    if told is not Reply.NOTED:
        return note_replies.reply(talk.say, talk.desk.clinic, told)
    visits = [spoken.visit for spoken in note.visits]
    await talk.stage.show(Rows(notices.day_before_buttons(talk.say, note.id, visits, answered=True)))
    return note_replies.coming(talk.say)


@router.callback_query(Answer.filter(F.act == Act.FINE))
async def fine(_tap: CallbackQuery, callback_data: Answer, talk: Talk) -> Shown:
    if (note := await talk.notices.note(talk.person, callback_data.note, Kind.CHANGED)) is None:
        return menu.outdated(talk.say, talk.desk.clinic)
    await talk.notices.fine(note)
    return note_replies.fine(talk.say)


@router.callback_query(Answer.filter(F.act == Act.LATE))
async def late(_tap: CallbackQuery, callback_data: Answer, talk: Talk) -> Shown:
    if (note := await talk.notices.note(talk.person, callback_data.note, Kind.TWO_HOURS)) is None:
        return menu.outdated(talk.say, talk.desk.clinic)
    told = await talk.notices.late(talk.person, note, callback_data.visit)
    return note_replies.reply(talk.say, talk.desk.clinic, told)


@router.callback_query(Answer.filter(F.act == Act.TALK))
async def write(_tap: CallbackQuery, callback_data: Answer, talk: Talk) -> Shown:
    """Also about a visit that the clinic has cancelled."""
    if await talk.notices.note(talk.person, callback_data.note, Kind.CHANGED, Kind.CLOSED) is None:
        return menu.outdated(talk.say, talk.desk.clinic)
    return await writing(talk, About(Why.NOTICE, Way(moving=callback_data.visit)))


@router.callback_query(Answer.filter(F.act == Act.ROUTE))
async def route(_tap: CallbackQuery, callback_data: Answer, talk: Talk) -> Shown:
    note = await talk.notices.note(talk.person, callback_data.note, Kind.TWO_HOURS)
    about = await talk.notices.about(talk.person, note, callback_data.visit) if note else None
    if not isinstance(about, Meant):
        return _nothing_to(talk, about)
    branch, say = about.visit.branch, talk.say
    if branch is None or branch.pin is None:
        return menu.outdated(say, talk.desk.clinic)
    return Pin(say.pick(branch.name), say.pick(branch.address), *branch.pin)


@router.callback_query(Answer.filter(F.act == Act.OFF))
async def off(_tap: CallbackQuery, callback_data: Answer, talk: Talk) -> Shown:
    if (note := await talk.notices.note(talk.person, callback_data.note, *OPTIONAL)) is None:
        return menu.outdated(talk.say, talk.desk.clinic)
    await talk.notices.turn(talk.person, note.kind, on=False)
    return switches.turned_off(talk.say, note.kind)


@router.callback_query(Turn.filter())
async def turn(_tap: CallbackQuery, callback_data: Turn, talk: Talk) -> Screen:
    await talk.notices.turn(talk.person, callback_data.kind, on=callback_data.on)
    return menu.settings(talk.say, talk.desk.clinic, (await talk.again()).person)


@router.callback_query(Rate.filter())
async def rate(_tap: CallbackQuery, callback_data: Rate, talk: Talk) -> Shown:
    score, note = callback_data.score, await talk.notices.note(talk.person, callback_data.note, Kind.RATING)
    if note is None:
        return menu.outdated(talk.say, talk.desk.clinic)
    told = await talk.notices.rate(talk.person, note, score)
    await talk.stage.show(Rows(notices.rating_buttons(talk.say, note.id, score)))
    asks = told and not (talk.person.draft and talk.person.draft.asking in {*UNDER_WAY, *CALLING})
    if asks:
        await talk.desk.drafts.keep(talk.person.id, Question.WENT_WRONG, {"note": str(note.id)}, "")
    return note_replies.rated(talk.say, talk.desk.clinic, score, told=told, asks=asks)


@router.message(Awaits(Question.WENT_WRONG), PASSED_ON)
async def went_wrong(message: Message, talk: Talk) -> Shown:
    draft = talk.person.draft
    assert draft is not None  # Awaits has seen it
    note = await talk.notices.note(talk.person, int(draft.answers["note"]), Kind.RATING)
    await talk.desk.drafts.drop(talk.person.id)
    if note is None:
        return menu.outdated(talk.say, talk.desk.clinic)
    await talk.notices.explain(talk.person, note, said(message), message.text or message.caption or "")
    return note_replies.heard(talk.say)


def _nothing_to(talk: Talk, told: Reply | None) -> Shown:
    if told is None:
        return menu.outdated(talk.say, talk.desk.clinic)
    return note_replies.reply(talk.say, talk.desk.clinic, told)
