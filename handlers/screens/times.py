"""Free times: the nearest ones, the days, the times of a day."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from zoneinfo import ZoneInfo

from crm.model import Slot
from handlers.screen import Button, Screen, rows
from handlers.screens.choices import Choosing, short_name
from handlers.screens.finding import wishes
from handlers.screens.menu import tell_me, to_menu, to_reception, with_reception
from handlers.screens.pages import page_of
from handlers.taps import day, days_on, time, times_on, walk
from reception.booking.times import by_day
from reception.handoff.about import Why
from reception.phones import show_phone

NEAREST = 3
DAYS_IN_A_ROW = 3
TIMES_IN_A_ROW = 4
DAYS, TIMES = 24, 40  # a page of them


def times(at: Choosing, free: Sequence[Slot]) -> Screen:
    """The three nearest times, one tap each, and every day that has one."""
    if not free:
        return no_times(at)
    zone = _zone(at)
    nearest = [
        Button(at.say.moment(slot.starts_at, zone), time(at.way, slot.starts_at), "primary") for slot in free[:NEAREST]
    ]
    page = page_of(by_day(free, zone), at.page, DAYS)
    to_day = days_on(at.way)
    days = [Button(at.say.short_day(on), to_day(on)) for on in page.shown]
    turns = page.turns(at.say.label("⬅️ Earlier days"), at.say.label("Later days ➡️"), partial(walk, at.way))
    text = at.say("<b>{doctor}</b>\nThe nearest times, or choose a day:", doctor=_doctor(at))
    choice = (*rows(*nearest), *rows(*days, width=DAYS_IN_A_ROW), *turns, *wishes(at))
    waits = tell_me(at.say, at.way) if page.later is None else None
    return Screen(text, (*choice, *rows(waits), *at.way_back()))


def times_of_day(at: Choosing, free: Sequence[Slot], on: date) -> Screen:
    if not free:
        return no_times(at, on)
    zone = ZoneInfo(_zone(at))
    page = page_of(free, at.page, TIMES)
    to_time = times_on(at.way)
    buttons = [Button(f"{slot.starts_at.astimezone(zone):%H:%M}", to_time(slot.starts_at)) for slot in page.shown]
    turns = page.turns(at.say.label("⬅️ Earlier times"), at.say.label("Later times ➡️"), partial(day, at.way, on))
    text = at.say("<b>{doctor}</b>\n{day}: which time suits you?", doctor=_doctor(at), day=at.say.day(on))
    back = Button(at.say.label("⬅️ Back"), walk(at.way))
    waits = tell_me(at.say, at.way, on) if page.later is None else None
    ways_on = (*turns, *rows(waits), *rows(back, to_menu(at.say), width=2))
    return Screen(text, (*rows(*buttons, width=TIMES_IN_A_ROW), *ways_on))


def no_times(at: Choosing, on: date | None = None) -> Screen:
    """Nothing free that day, or at all within the horizon: other days, other doctors, reception."""
    if on:
        text = at.say("<b>{doctor}</b> has no free times left on {day}.", doctor=_doctor(at), day=at.say.day(on))
        text = with_reception(at.say, at.clinic, text)
    else:
        text = at.say.count(
            "<b>{doctor}</b> has no free times in the next {n} day. Reception may know more: {phone}",
            "<b>{doctor}</b> has no free times in the next {n} days. Reception may know more: {phone}",
            at.clinic.rules.horizon_days,
            doctor=_doctor(at),
            phone=show_phone(at.clinic.phone),
        )
    other_days = Button(at.say.label("🗓 Other days"), walk(at.way)) if on else None
    others = Button(at.say.label("⬅️ All doctors"), walk(at.way.anew(branch=at.way.branch, specialty=at.way.specialty)))
    asks = to_reception(at.say, Why.NO_TIME, at.way)
    return Screen(text, rows(tell_me(at.say, at.way, on), other_days, others, asks, to_menu(at.say)))


def _zone(at: Choosing) -> str:
    return at.options.catalogue.branches[at.way.branch].zone


def _doctor(at: Choosing) -> str:
    return short_name(at.say, at.options.catalogue.doctors[at.way.doctor])
