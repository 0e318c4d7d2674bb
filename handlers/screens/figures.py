"""Figures as a text: short, the largest first; the table has all of them."""

import html
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from clinic.model import Clinic
from crm.model import Status
from handlers.figures_taps import ChooseDays, FiguresAs, FiguresOf, Form
from handlers.screen import Button, Screen, rows
from handlers.screens import figures_words as named
from handlers.screens.admin.home import to_home
from handlers.screens.pages import fitting
from locales.words import Words
from reception.catalogue import Catalogue
from reception.figures.counts import ASKED, TAKEN, What
from reception.figures.figures import Figures, Rating
from reception.figures.period import Period, Span
from reception.figures.reading import NoPeriod

MOST = 10  # lines of a list
ROOM = 3900  # characters; a message holds 4,096


def figures(say: Words, clinic: Clinic, catalogue: Catalogue, of: Figures) -> Screen:
    def listed(what: What) -> list[str]:
        return [_line(named.which(say, catalogue, what, which), number) for which, number in of.by(what).items()]

    parts = (
        f"<b>{say.html(clinic.name)}</b>\n{title(say, of.period)}",
        _part(say("👥 <b>People</b>"), _people(say, of)),
        _part(say("🔗 <b>How the new ones came</b>"), listed(What.CAME)),
        _part(say("🧭 <b>What is opened</b>"), listed(What.SECTION)),
        _part(say("📅 <b>Bookings here</b>"), _bookings(say, of)),
        _part(say("🩺 <b>Visits</b>"), _each(of, What.VISIT, named.visits(say), Status.ARRIVED)),
        _part(say("⭐ <b>Doctors, up to 5</b>"), _ratings(say, catalogue, of.of_doctors(), named.doctor)),
        _part(say("⭐ <b>Branches, up to 5</b>"), _ratings(say, catalogue, of.of_branches(), named.branch)),
        _part(say("💬 <b>Writing to reception</b>"), _queue(say, of)),
        _part(say("🔔 <b>Reminders and other messages</b>"), _each(of, What.NOTICE, named.notices(say))),
    )
    return Screen("\n\n".join(fitting(filter(None, parts), ROOM, 2)), _buttons(say, of.period))


def title(say: Words, period: Period) -> str:
    return say("📊 Figures, {days}", days=say.days(period.first, period.last))


def choose_days(say: Words) -> Screen:
    text = say("Figures of which days? Type the first and the last, for example: 1.11.2026 – 15.11.2026")
    return Screen(text, (*_spans(say), *rows(to_home(say))))


def choose_again(say: Words, why: NoPeriod) -> Screen:
    said = {
        NoPeriod.UNREADABLE: say("I don't see two days in this."),
        NoPeriod.AHEAD: say("These days are still ahead."),
        NoPeriod.TOO_LONG: say("I can show a year at most."),
    }
    again = choose_days(say)
    return Screen(f"{said[why]} {again.text}", again.rows)


def _part(head: str, lines: Sequence[str]) -> str:
    """Nothing of a list that is empty."""
    return "\n".join((head, *lines[:MOST])) if lines else ""


def _line(name: str, number: Any) -> str:
    return f"{html.escape(name, quote=False)}: {number}"


def _people(say: Words, of: Figures) -> list[str]:
    return [
        _line(say.label("Subscribers now"), of.subscribers),
        _line(say.label("who have blocked the bot"), of.blocked),
        _line(say.label("New people"), of.total(What.CAME)),
        _line(say.label("Active people a day"), say.number(of.a_day(What.PEOPLE))),
        _line(say.label("Sessions a day"), say.number(of.a_day(What.SESSIONS))),
    ]


def _bookings(say: Words, of: Figures) -> list[str]:
    return [*_each(of, What.BOOKED, named.bookings(say)), *_each(of, What.CANCELLED, named.cancelled(say))]


def _queue(say: Words, of: Figures) -> list[str]:
    names = named.queue(say)
    lines = [_line(names[which], of.total(What.QUEUE, which)) for which in (ASKED, TAKEN)]
    waited = [] if of.waited is None else [_line(say.label("minutes until then"), say.number(of.waited))]
    return lines + waited


def _each(of: Figures, what: What, names: Mapping[Any, str], *but_if_any: str) -> list[str]:
    """Also where there were none, unless that is only worth a line where there were."""
    there = [which for which in names if which not in but_if_any or of.total(what, which)]
    return [_line(names[which], of.total(what, which)) for which in there]


def _ratings(
    say: Words, catalogue: Catalogue, ratings: Iterable[Rating], name: Callable[[Words, Catalogue, int], str]
) -> list[str]:
    return [_line(name(say, catalogue, one.whose), f"{say.number(one.mark)} ({one.number})") for one in ratings]


def _buttons(say: Words, period: Period) -> tuple[tuple[Button, ...], ...]:
    first, last = period.first.toordinal(), period.last.toordinal()
    forms = rows(
        Button(say.label("📈 Picture"), FiguresAs(form=Form.PICTURE, first=first, last=last)),
        Button(say.label("📄 Table"), FiguresAs(form=Form.TABLE, first=first, last=last)),
        width=2,
    )
    return (*forms, *_spans(say), *rows(Button(say.label("🗓 Other days"), ChooseDays()), to_home(say)))


def _spans(say: Words) -> tuple[tuple[Button, ...], ...]:
    spans = {
        Span.THIS_WEEK: say.label("This week"),
        Span.LAST_WEEK: say.label("Last week"),
        Span.THIS_MONTH: say.label("This month"),
        Span.LAST_MONTH: say.label("Last month"),
    }
    return rows(*(Button(label, FiguresOf(span=span)) for span, label in spans.items()), width=2)
