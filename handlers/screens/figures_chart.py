"""Figures as a picture."""

from textwrap import wrap

from clinic.model import Clinic
from crm.model import Status
from handlers.screens import figures_words as named
from locales.words import Words
from reception.figures.chart import Chart, Panel, Series
from reception.figures.counts import BY_CLINIC, BY_PATIENT, MOVED, NEW, What
from reception.figures.figures import Figures

LONGEST = 36  # letters that a line of the title has room for


def chart_of(say: Words, clinic: Clinic, of: Figures) -> Chart:
    """A bar for each day; of a long time one for each week, as high as a day of it was on average."""
    period, panels = of.period, (_people(say, of), _bookings(say, of), _visits(say, of))
    return Chart(
        title="\n".join((*wrap(say.pick(clinic.name), LONGEST), say.days(period.first, period.last))),
        labels=tuple(say.short_date(period.days[bar[0]]) for bar in period.bars),
        panels=panels,
    )


def _people(say: Words, of: Figures) -> Panel:
    series = (_series(of, say.label("people"), What.PEOPLE), _series(of, say.label("sessions"), What.SESSIONS))
    return Panel(_a_day(say, of, say.label("People a day")), series, stacked=False)


def _bookings(say: Words, of: Figures) -> Panel:
    bookings, cancelled = named.bookings(say), named.cancelled(say)
    series = (
        *(_series(of, bookings[which], What.BOOKED, which) for which in (NEW, MOVED)),
        *(_series(of, cancelled[who], What.CANCELLED, who) for who in (BY_PATIENT, BY_CLINIC)),
    )
    return Panel(_a_day(say, of, say.label("Booked and cancelled a day")), series, stacked=True)


def _visits(say: Words, of: Figures) -> Panel:
    visits = named.visits(say)
    shown = ((Status.FULFILLED, Status.ARRIVED), (Status.NOSHOW,), (Status.CANCELLED,), (Status.BOOKED,))
    series = tuple(_series(of, visits[which[0]], What.VISIT, *which) for which in shown)
    return Panel(_a_day(say, of, say.label("Visits a day")), series, stacked=True)


def _series(of: Figures, name: str, what: What, *which: str) -> Series:
    numbers = of.by_day(what, *which)
    return Series(name, tuple(sum(numbers[day] for day in bar) / len(bar) for bar in of.period.bars))


def _a_day(say: Words, of: Figures, title: str) -> str:
    if len(of.period.bars) == len(of.period.days):
        return title
    return f"{title}, " + say.label("mean of each week")
