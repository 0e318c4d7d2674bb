"""A patient writes to reception: while a dialogue is open, all that nobody else asked for goes there."""

from aiogram import F, Router
from aiogram.filters import BaseFilter, Command
from aiogram.types import CallbackQuery, Message

from handlers.filters import Label
from handlers.handoff_taps import PassThisOn, Write
from handlers.said import PASSED_ON, said, stays_inside
from handlers.screen import Mark, Screen
from handlers.screens import handoff as screens
from handlers.screens import home_call
from handlers.screens.menu import RECEPTION, outdated
from handlers.talk import Talk
from handlers.taps import Go, To
from reception.emergency import is_emergency
from reception.handoff.about import NOTHING, About
from reception.handoff.desk import Handoff
from reception.handoff.dialogue import Said, State
from reception.handoff.thanks import is_thanks

SEEN = "👀"

router = Router(name="handoff")
in_dialogue = Router(name="in dialogue")  # behind the answers that are awaited


class InDialogue(BaseFilter):
    """One is open; or the message answers what reception has written, be it long ago."""

    async def __call__(self, message: Message, talk: Talk) -> bool:
        if not talk.handoff.has_group:
            return False
        if await talk.handoff.dialogues.of(talk.person.id):
            return True
        answered = message.reply_to_message
        if answered is None or is_thanks(message.text or ""):
            return False
        return await talk.handoff.dialogues.has_passed_on(message.chat.id, answered.message_id)


@router.message(Command("reception"))
@router.message(Label(RECEPTION))
@router.callback_query(Go.filter(F.to == To.RECEPTION))
async def write(_event: Message | CallbackQuery, talk: Talk) -> Screen:
    return await writing(talk, NOTHING)


@router.callback_query(Write.filter())
async def write_about(_tap: CallbackQuery, callback_data: Write, talk: Talk) -> Screen:
    if not talk.options.known(callback_data.way):
        return outdated(talk.say, talk.desk.clinic)
    return await writing(talk, About(callback_data.why, callback_data.way))


async def writing(talk: Talk, about: About) -> Screen:
    """What is typed from now on is for reception, and answers no question of before."""
    if not talk.handoff.has_group:
        return screens.by_phone(talk.say, talk.desk.clinic)
    await talk.desk.registration.leave(talk.person)
    dialogue = await talk.handoff.dialogues.begin(talk.person.id, about)
    waits = dialogue.state is not State.BEGUN
    return screens.asked(talk.say, talk.desk.clinic, talk.handoff.promise(), waits=waits)


@router.callback_query(PassThisOn.filter())
async def pass_this_on(tap: CallbackQuery, callback_data: PassThisOn, talk: Talk) -> Screen:
    """Telegram copies it, be it words or a photo; once, however often the button is tapped."""
    if not talk.handoff.has_group:
        return screens.by_phone(talk.say, talk.desk.clinic)
    await talk.desk.registration.leave(talk.person)
    dialogue = await talk.handoff.dialogues.begin(talk.person.id)
    typed = Said(tap.from_user.id, callback_data.message, copied=True)
    promise = await talk.handoff.hear(talk.person, typed, urgent=False)
    if promise is None and dialogue.state is State.BEGUN:  # it went before, and that dialogue is over
        return screens.asked(talk.say, talk.desk.clinic, talk.handoff.promise(), waits=False)
    promise = promise or await talk.handoff.promised(talk.person)
    return screens.passed_on(talk.say, talk.desk.clinic, promise, talk.desk.today())


@router.callback_query(Go.filter(F.to == To.END))
async def end(_tap: CallbackQuery, talk: Talk) -> Screen:
    if await talk.home_calls.is_owed(talk.person):
        return home_call.stays(talk.say, talk.desk.clinic)
    return screens.ended(talk.say) if await talk.handoff.end(talk.person) else screens.nothing_to_end(talk.say)


@in_dialogue.message(PASSED_ON, InDialogue())
async def pass_on(message: Message, talk: Talk) -> Screen | Mark:
    await talk.handoff.dialogues.begin(talk.person.id)
    urgent = is_emergency(message.text or message.caption or "")
    promise = await talk.handoff.hear(talk.person, said(message), urgent=urgent)
    if promise is None:
        return Mark(message.message_id, SEEN)
    return screens.passed_on(talk.say, talk.desk.clinic, promise, talk.desk.today())


@router.edited_message()
async def edit(message: Message, handoff: Handoff) -> None:
    """On either side, whatever was passed on; a location that moves on is an edit as well, and changes no copy. What
    reception makes a note of is none of the patient's any more.

    What nobody passed on has had its answer; an emergency word that came in now has been heard (bot/talking.py).
    """
    if message.chat.type != "private" and stays_inside(message):
        await handoff.dialogues.take_back(message.chat.id, message.message_id)
        return
    urgent, edited = is_emergency(message.text or message.caption or ""), said(message)
    if edited.captioned or not edited.copied:
        await handoff.dialogues.edit(edited, urgent=urgent)
