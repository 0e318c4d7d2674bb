"""The clinic as a file: given to an admin, and taken from them."""

from io import BytesIO

from aiogram import F
from aiogram.types import CallbackQuery, Message

from clinic.mistakes import ClinicFileError, Mistake, remark
from clinic.read import BIGGEST
from handlers.admin_door import for_admins
from handlers.admin_editing import looked_at
from handlers.admin_taps import AdminFile, Paper
from handlers.filters import Awaits
from handlers.screen import Answer, File, Screen
from handlers.screens.admin import files, home
from handlers.talk import Talk
from reception.questions import Question

router = for_admins("admin files")


@router.callback_query(AdminFile.filter(F.act == Paper.PAGE))
async def page(_tap: CallbackQuery, talk: Talk) -> Screen:
    await talk.desk.registration.leave(talk.person)
    return files.page(talk.say)


@router.callback_query(AdminFile.filter(F.act == Paper.CLINIC))
async def give_clinic(_tap: CallbackQuery, talk: Talk) -> File:
    return files.clinic_file(talk.say, await talk.desk.admin.papers.clinic_file(), talk.desk.today())


@router.callback_query(AdminFile.filter(F.act == Paper.QUESTIONS))
async def give_questions(_tap: CallbackQuery, talk: Talk) -> File:
    return files.questions_file(talk.say, await talk.desk.admin.papers.questions_file(), talk.desk.today())


@router.callback_query(AdminFile.filter(F.act == Paper.IMPORT))
async def ask(_tap: CallbackQuery, talk: Talk) -> Screen:
    await talk.desk.admin.papers.ask(talk.person)
    return files.ask(talk.say)


@router.message(Awaits(Question.ADMIN_FILE))
async def take(message: Message, talk: Talk) -> Answer:
    if message.document is None:
        return files.ask(talk.say)
    name = message.document.file_name or "clinic.yaml"
    try:
        draft = await talk.desk.admin.papers.take(talk.person, name, await _content(message), message.message_id)
    except ClinicFileError as error:
        return files.mistaken(talk.say, error)
    return looked_at(talk, draft) if draft else [home.nothing_changed(talk.say), files.page(talk.say)]


async def _content(message: Message) -> bytes:
    """Raise ClinicFileError."""
    assert message.document is not None  # whoever calls has seen it
    assert message.bot is not None  # it came through one
    if (message.document.file_size or 0) > BIGGEST:
        too_big = Mistake(0, "", remark("is over 1 MB; send the words alone"))
        raise ClinicFileError(message.document.file_name or "", [too_big])
    content = BytesIO()
    await message.bot.download(message.document, content)
    return content.getvalue()
