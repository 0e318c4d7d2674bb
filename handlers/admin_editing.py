"""An admin changes one place: asked language by language, looked at, published."""

from aiogram import F
from aiogram.types import CallbackQuery, Message

from handlers.admin_door import for_admins, meanwhile
from handlers.admin_taps import AdminClear, AdminDraft, AdminEntry, AdminField, Do, Step
from handlers.filters import Awaits
from handlers.screen import Answer, Screen
from handlers.screens.admin import asking, changes, home, parts, preview
from handlers.talk import Talk
from reception.admin.asking import Asking
from reception.admin.desk import ASKING
from reception.admin.edits import Admin, WouldLeaveVisits
from reception.admin.hearing import Heard, Wrong
from reception.admin.parts import Part, Spot
from reception.admin.pending import PENDING, Pending
from reception.admin.publishing import Published
from reception.people import Draft
from reception.questions import Question

router = for_admins("admin editing")


@router.callback_query(AdminEntry.filter(F.act == Do.NEW))
async def new(_tap: CallbackQuery, callback_data: AdminEntry, talk: Talk) -> Answer:
    draft = await talk.desk.admin.ask_new(talk.person, callback_data.spot)
    return await _asked(talk, draft) if draft else await meanwhile(talk, callback_data.spot)


@router.callback_query(AdminEntry.filter(F.act == Do.OUT))
async def take_out(_tap: CallbackQuery, callback_data: AdminEntry, talk: Talk) -> Screen:
    return looked_at(talk, await talk.desk.admin.take_out(talk.person, callback_data.spot))


@router.callback_query(AdminField.filter())
async def change(_tap: CallbackQuery, callback_data: AdminField, talk: Talk) -> Answer:
    return await _asked(talk, await talk.desk.admin.ask_field(talk.person, callback_data.spot, callback_data.field))


@router.callback_query(AdminClear.filter())
async def clear(_tap: CallbackQuery, callback_data: AdminClear, talk: Talk) -> Answer:
    draft = await talk.desk.admin.clear_field(talk.person, callback_data.spot, callback_data.field)
    return looked_at(talk, draft) if draft else await meanwhile(talk, callback_data.spot)


@router.message(Awaits(Question.ADMIN))
async def answer(message: Message, talk: Talk) -> Answer:
    draft, place = talk.person.draft, message.location
    assert draft is not None  # Awaits has seen it
    heard = Heard(message.text or "", (place.latitude, place.longitude) if place else None)
    told = await talk.desk.admin.hear(talk.person, draft, heard, message.message_id)
    if isinstance(told, Wrong):
        return asking.question(talk.say, talk.desk.clinic, draft.id, *await talk.desk.admin.asked(draft), told)
    return await _asked(talk, told) if told else await _as_it_was(talk, draft)


@router.message(Awaits(Question.ADMIN_CHECK))
async def at_the_preview(_message: Message, talk: Talk) -> Screen:
    assert talk.person.draft is not None  # Awaits has seen it
    return looked_at(talk, talk.person.draft)


@router.callback_query(AdminDraft.filter(F.step.in_({Step.SKIP, Step.SKIP_ALL})))
async def skip(_tap: CallbackQuery, callback_data: AdminDraft, talk: Talk) -> Answer:
    if (draft := talk.draft(callback_data.draft, Question.ADMIN)) is None:
        return await meanwhile(talk, None)
    told = await talk.desk.admin.skip(talk.person, draft, all_of_them=callback_data.step is Step.SKIP_ALL)
    return await _asked(talk, told) if told else await _as_it_was(talk, draft)


@router.callback_query(AdminDraft.filter(F.step == Step.BACK))
async def back(_tap: CallbackQuery, callback_data: AdminDraft, talk: Talk) -> Answer:
    draft = talk.draft(callback_data.draft, Question.ADMIN, Question.ADMIN_CHECK)
    if draft is None:
        return await meanwhile(talk, None)
    await talk.desk.drafts.drop(talk.person.id)
    if _is_undo(draft):
        return changes.last_changes(talk.say, talk.desk.clinic, await talk.desk.admin.last())
    return await _where_it_began(talk, _spot(draft))


@router.callback_query(AdminDraft.filter(F.step == Step.PUBLISH))
async def publish(_tap: CallbackQuery, callback_data: AdminDraft, talk: Talk, admin: Admin) -> Answer:
    if (draft := talk.draft(callback_data.draft, Question.ADMIN_CHECK)) is None:
        return await _published_before(talk, admin)
    if callback_data.seen != Pending.read(draft.answers[PENDING]).seen:
        return looked_at(talk, draft)  # another admin's words came under it, and this preview did not show them
    told = await talk.desk.admin.publish(admin, talk.person, draft)
    if isinstance(told, Draft):
        return looked_at(talk, told)
    spot, back = _spot(draft), None if _is_undo(draft) else parts.to_part(talk.say, _spot(draft))
    if told is Published.YES:
        return preview.published(talk.say, back)
    if told is Published.IMPOSSIBLE:
        return preview.impossible(talk.say, back)
    if isinstance(told, WouldLeaveVisits):
        return preview.visits_there(talk.say, told.visits, back, of_file=spot.part is Part.FILE)
    return await meanwhile(talk, spot)


async def _published_before(talk: Talk, admin: Admin) -> Answer:
    if await talk.desk.admin.has_just_published(admin):
        return preview.published(talk.say, None)
    return await meanwhile(talk, None)


def looked_at(talk: Talk, draft: Draft) -> Screen:
    pending = Pending.read(draft.answers[PENDING])
    return preview.preview(talk.say, talk.desk.clinic, draft.id, pending, has_group=talk.handoff.has_group)


async def _asked(talk: Talk, draft: Draft) -> Screen:
    """The next question, or what it all comes to."""
    if draft.asking == Question.ADMIN_CHECK:
        return looked_at(talk, draft)
    return asking.question(talk.say, talk.desk.clinic, draft.id, *await talk.desk.admin.asked(draft))


async def _as_it_was(talk: Talk, draft: Draft) -> Answer:
    return [home.nothing_changed(talk.say), await _where_it_began(talk, _spot(draft))]


async def _where_it_began(talk: Talk, spot: Spot) -> Screen:
    """The entry; the list, where an entry was to be added."""
    clinic = await talk.desk.admin.clinic()
    if spot.number:
        return parts.entry(talk.say, clinic, spot)
    return parts.part_list(talk.say, clinic, spot)


def _spot(draft: Draft) -> Spot:
    kept = draft.answers
    return Asking.read(kept[ASKING]).spot if ASKING in kept else Pending.read(kept[PENDING]).spot


def _is_undo(draft: Draft) -> bool:
    return PENDING in draft.answers and Pending.read(draft.answers[PENDING]).is_undo
