"""Figures, for admins alone; to everybody else the command is unknown and the buttons are outdated."""

import asyncio
from datetime import date

from aiogram import F
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from handlers.admin_door import for_admins
from handlers.figures_taps import ChooseDays, FiguresAs, FiguresOf, Form
from handlers.filters import Awaits
from handlers.screen import Answer, File, Graph, Screen
from handlers.screens import figures as screens
from handlers.screens import menu
from handlers.screens.figures_chart import chart_of
from handlers.screens.figures_table import table_of
from handlers.talk import Talk
from reception.figures.chart import picture
from reception.figures.period import Period, Span, chosen, period_of
from reception.figures.reading import NoPeriod, read_period
from reception.questions import Question

router = for_admins("figures")


@router.message(Command("figures"))
async def figures(_message: Message, talk: Talk) -> Screen:
    return await _figures(talk, period_of(Span.THIS_WEEK, talk.desk.today()))


@router.callback_query(FiguresOf.filter())
async def of_span(_tap: CallbackQuery, callback_data: FiguresOf, talk: Talk) -> Screen:
    return await _figures(talk, period_of(callback_data.span, talk.desk.today()))


@router.callback_query(ChooseDays.filter())
async def choose_days(_tap: CallbackQuery, talk: Talk) -> Screen:
    await talk.desk.drafts.keep(talk.person.id, Question.FIGURES_DAYS, {}, "")
    return screens.choose_days(talk.say)


@router.message(Awaits(Question.FIGURES_DAYS), F.text)
async def typed_days(message: Message, talk: Talk) -> Screen:
    today, language = talk.desk.today(), talk.person.language
    period = await asyncio.to_thread(read_period, message.text or "", language, today)  # reception.dates.foreign
    if isinstance(period, NoPeriod):
        return screens.choose_again(talk.say, period)
    await talk.desk.drafts.drop(talk.person.id)
    return await _figures(talk, period)


@router.callback_query(FiguresAs.filter(F.form == Form.PICTURE))
async def as_picture(_tap: CallbackQuery, callback_data: FiguresAs, talk: Talk) -> Answer:
    """The first one may take a while: the text comes back in place of the word that it does."""
    if (period := _period(talk, callback_data)) is None:
        return menu.outdated(talk.say, talk.desk.clinic)
    of = await talk.desk.books.of(period)
    content = await asyncio.to_thread(picture, chart_of(talk.say, talk.desk.clinic, of))
    await talk.stage.show(Graph(content, screens.title(talk.say, period)))
    return screens.figures(talk.say, talk.desk.clinic, talk.desk.catalogue, of)


@router.callback_query(FiguresAs.filter(F.form == Form.TABLE))
async def as_table(_tap: CallbackQuery, callback_data: FiguresAs, talk: Talk) -> Answer:
    if (period := _period(talk, callback_data)) is None:
        return menu.outdated(talk.say, talk.desk.clinic)
    content = table_of(talk.say, talk.desk.catalogue, await talk.desk.books.of(period))
    return File(f"figures-{period.first}-{period.last}.csv", content, screens.title(talk.say, period))


def _period(talk: Talk, tapped: FiguresAs) -> Period | None:
    return chosen(date.fromordinal(tapped.first), date.fromordinal(tapped.last), talk.desk.today())


async def _figures(talk: Talk, period: Period) -> Screen:
    return screens.figures(talk.say, talk.desk.clinic, talk.desk.catalogue, await talk.desk.books.of(period))
