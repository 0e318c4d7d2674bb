"""Reception's group: managers take dialogues, answer in them and close them."""

from html import escape

from aiogram import F, Router
from aiogram.filters import BaseFilter, Command
from aiogram.types import CallbackQuery, Message

from clinic.contents import number_of
from handlers.said import NOTE, PASSED_ON, said, stays_inside
from handlers.screen import Line
from handlers.screens import staff as screens
from handlers.staff_talk import Dealt, StaffTalk
from handlers.staff_taps import Deal, Deed, SendCanned
from reception.handoff.dialogue import Dialogue, Said
from reception.handoff.queue import in_order


class ReceptionSGroup(BaseFilter):
    """Others are left (groups.py)."""

    async def __call__(self, _message: Message, staff: StaffTalk) -> bool:
        return staff.is_ours


router = Router(name="staff")
router.message.filter(F.chat.type != "private", ReceptionSGroup())
router.callback_query.filter(F.message.chat.type != "private")


@router.callback_query(Deal.filter(F.deed == Deed.TAKE))
async def take(_tap: CallbackQuery, callback_data: Deal, staff: StaffTalk) -> Dealt:
    return await _dealt(
        staff, callback_data.dialogue, done=await staff.handoff.dialogues.take(callback_data.dialogue, staff.by)
    )


@router.callback_query(Deal.filter(F.deed == Deed.CLOSE))
async def close(_tap: CallbackQuery, callback_data: Deal, staff: StaffTalk) -> Dealt:
    done = await staff.handoff.dialogues.close(callback_data.dialogue, by_patient=False)
    return await _dealt(staff, callback_data.dialogue, done=done)


@router.callback_query(Deal.filter(F.deed == Deed.BACK))
async def give_back(_tap: CallbackQuery, callback_data: Deal, staff: StaffTalk) -> Dealt:
    done = await staff.handoff.dialogues.give_back(callback_data.dialogue)
    return await _dealt(staff, callback_data.dialogue, done=done)


@router.callback_query(Deal.filter(F.deed == Deed.CARD))
async def card(_tap: CallbackQuery, callback_data: Deal, staff: StaffTalk) -> Dealt:
    return await _dealt(staff, callback_data.dialogue, done=True, told="")


@router.callback_query(Deal.filter(F.deed == Deed.CANNED))
async def canned(tap: CallbackQuery, callback_data: Deal, staff: StaffTalk) -> Dealt:
    if one := await _own(staff, callback_data.dialogue):
        return Dealt("", await staff.cards.canned(one, number_of(tap.id)))
    return await _dealt(staff, callback_data.dialogue, done=False)


@router.callback_query(SendCanned.filter())
async def send_canned(tap: CallbackQuery, callback_data: SendCanned, staff: StaffTalk) -> Dealt:
    """It is said in the group first: under that number it can be taken back. Once a list, also where the tap comes
    twice: its own data are the key."""
    one, key = await _own(staff, callback_data.dialogue), callback_data.pack()
    if one is None or tap.message is None:
        return await _dealt(staff, callback_data.dialogue, done=False)
    text = await staff.cards.canned_reply(one, callback_data.reply)
    if text is None:
        return Dealt(screens.changed(staff.say), await staff.cards.canned(one, number_of(tap.id)))
    if not await staff.handoff.dialogues.has_answered(key):
        html = escape(text, quote=False)
        number = await staff.show(Line(html))
        await staff.handoff.dialogues.answer(one, Said(tap.message.chat.id, number, html), staff.by, key)
    return await _dealt(staff, one.id, done=True)


@router.message(Command("next"))
async def take_next(message: Message, staff: StaffTalk) -> Line:
    """The answer may not get through at once: then the same message comes again."""
    taken = await staff.handoff.take_next(staff.by, f"next:{message.chat.id}:{message.message_id}")
    if taken is None:
        return await staff.cards.queue([])
    return screens.yours(staff.say, await staff.cards.name(taken.person))


@router.message(Command("queue"))
async def queue(_message: Message, staff: StaffTalk) -> Line:
    return await staff.cards.queue(in_order(await staff.handoff.dialogues.open()))


@router.message(Command("takeback"))
async def take_back(message: Message, staff: StaffTalk) -> Line | None:
    answered = message.reply_to_message
    dialogues = staff.handoff.dialogues
    if answered is None or not await dialogues.take_back(message.chat.id, answered.message_id):
        return screens.nothing_to_take_back(staff.say)
    return None


@router.message(PASSED_ON)
async def answer(message: Message, staff: StaffTalk) -> Line | None:
    """What the one who has taken it writes goes to the patient; a colleague's word where it answers the patient's."""
    one = await staff.dialogue(message)
    if stays_inside(message):
        return await _kept_inside(message, staff, one)
    if one is None:
        return (
            screens.no_dialogue(staff.say)
            if message.is_topic_message and await _is_a_patient_s(staff, message)
            else None
        )
    if one.taken_by == staff.by.id or await _answers_the_patient(staff, message):
        await staff.handoff.dialogues.answer(one, said(message), staff.by)
        return None
    return screens.take_first(staff.say) if one.taken_by is None else None


async def _kept_inside(message: Message, staff: StaffTalk, one: Dialogue | None) -> Line | None:
    """Of an album with all of it, whichever part the words stand under."""
    if one and message.media_group_id:
        await staff.handoff.dialogues.withhold(one, message.media_group_id)
    is_note = (message.text or message.caption or "").startswith(NOTE)
    return None if is_note or one is None else screens.no_command(staff.say)


async def _is_a_patient_s(staff: StaffTalk, message: Message) -> bool:
    return await staff.handoff.dialogues.has_topic(message.chat.id, message.message_thread_id or 0)


async def _answers_the_patient(staff: StaffTalk, message: Message) -> bool:
    answered = message.reply_to_message
    return answered is not None and await staff.handoff.dialogues.has_passed_on(message.chat.id, answered.message_id)


async def _own(staff: StaffTalk, dialogue_id: int) -> Dialogue | None:
    """The one that this manager has taken."""
    one = await staff.handoff.dialogues.find(dialogue_id)
    return one if one and one.taken_by == staff.by.id else None


async def _dealt(staff: StaffTalk, dialogue_id: int, *, done: bool, told: str | None = None) -> Dealt:
    one = await staff.handoff.dialogues.find(dialogue_id)
    if told is None:
        told = screens.done(staff.say) if done else screens.not_free(staff.say, one)
    return Dealt(told, await staff.cards.card(one) if one else None)
