"""Figures, as admins see them."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from bot.screens.sample import Sample
from crm.model import Status
from handlers.screen import Answer, Line
from handlers.screens import figures as screens
from handlers.screens.figures_chart import chart_of
from handlers.screens.figures_table import table_of
from reception.figures.chart import Chart
from reception.figures.counts import ASKED, BY_CLINIC, BY_PATIENT, MOVED, NEW, SECONDS, TAKEN, Count, Section, What
from reception.figures.figures import Figures
from reception.figures.period import Period, Span, period_of
from reception.figures.reading import NoPeriod
from reminders.outbox import State

A_YEAR = timedelta(days=365)


def figures(sample: Sample) -> Iterator[Answer]:
    say, clinic, catalogue, today = sample.say, sample.clinic, sample.desk.catalogue, sample.today
    week = _counted(sample, period_of(Span.THIS_WEEK, today))
    yield screens.figures(say, clinic, catalogue, week)
    yield screens.choose_days(say)
    yield from (screens.choose_again(say, why) for why in NoPeriod)
    for of in (week, _counted(sample, Period(today - A_YEAR, today))):
        yield Line(_said(chart_of(say, clinic, of)))
    yield Line(table_of(say, catalogue, week).decode("utf-8-sig"))


def _counted(sample: Sample, period: Period) -> Figures:
    """Something of everything."""
    rated = f"{sample.way.doctor}:{sample.way.branch}:5"
    kinds: dict[What, Iterable[str]] = {
        What.CAME: ("door", ""),
        What.PEOPLE: ("",),
        What.SESSIONS: ("",),
        What.SECTION: Section,
        What.BOOKED: (NEW, MOVED),
        What.CANCELLED: (BY_PATIENT, BY_CLINIC),
        What.VISIT: Status,
        What.RATED: (rated, "0:0:4"),
        What.NOTICE: (State.SENT, State.FAILED, State.SKIPPED),
        What.QUEUE: (ASKED, TAKEN, SECONDS),
    }
    counts = [Count(period.last, what, which, 3) for what, each in kinds.items() for which in each]
    return Figures(period, tuple(counts), 120, 4)


def _said(chart: Chart) -> str:
    """What stands on the picture, without the bars."""
    panels = [f"{panel.title}: " + ", ".join(series.name for series in panel.series) for panel in chart.panels]
    return "\n".join((f"📈 {chart.title}", *panels))
