"""Free times by a wish: a doctor's or anybody's, the earliest, of this week, on Saturdays, in the evening."""

from collections.abc import Sequence
from functools import partial
from zoneinfo import ZoneInfo

from handlers.screen import Button, Screen, rows
from handlers.screens.choices import Choosing, free_at, short_name
from handlers.screens.menu import tell_me, to_menu, to_reception, with_reception
from handlers.screens.pages import page_of
from handlers.taps import find, finds, times_on, walk
from reception.booking.finding import Only
from reception.booking.outcomes import NearestTime
from reception.booking.way import ANY_SPECIALTY, Way
from reception.handoff.about import Why

ROWS = 12  # of times


def found(at: Choosing, only: Only, times: Sequence[NearestTime]) -> Screen:
    """Each time one tap from its check card; nothing free leads to other wishes, back and to reception."""
    if not times:
        return _nothing(at, only)
    page = page_of(times, at.page, room(at.way))
    to_time = {way: times_on(way) for way in dict.fromkeys(time.way for time in page.shown)}
    buttons = [Button(_label(at, time), to_time[time.way](time.starts_at)) for time in page.shown]
    turn = partial(find, at.way, only)
    turns = page.turns(at.say.label("⬅️ Earlier times"), at.say.label("Later times ➡️"), turn)
    listed = rows(*buttons, width=_columns(at.way))
    waits = _tell_me(at) if page.later is None else None
    return Screen(_told(at, only), (*listed, *turns, *wishes(at, only), *rows(waits), *_way_back(at)))


def room(way: Way) -> int:
    """How many times are a page: with the doctor's name each takes a row of its own."""
    return ROWS * _columns(way)


def wishes(at: Choosing, chosen: Only | None = None) -> tuple[tuple[Button, ...], ...]:
    """One tap each, for the doctor or the doctors of the way."""
    labels = {
        Only.EARLIEST: at.say.label("Earliest"),
        Only.THIS_WEEK: at.say.label("This week"),
        Only.SATURDAYS: at.say.label("Saturdays"),
        Only.EVENINGS: at.say.label("After 17:00"),
    }
    to = finds(at.way)
    return rows(*(Button(("✓ " if only is chosen else "") + labels[only], to(only)) for only in Only), width=2)


def _columns(way: Way) -> int:
    return 2 if way.doctor else 1


def _label(at: Choosing, time: NearestTime) -> str:
    if not at.way.doctor:
        return free_at(at.say, time.doctor, time.starts_at, time.zone)
    local = time.starts_at.astimezone(ZoneInfo(time.zone))
    return f"{at.say.short_day(local.date())} {local:%H:%M}"


def _whose(at: Choosing) -> str:
    """ "Any doctor" is said of two things: of the specialty that was chosen, and of whatever specialty."""
    if at.way.doctor:
        return short_name(at.say, at.options.catalogue.doctors[at.way.doctor])
    if at.way.specialty == ANY_SPECIALTY:
        return at.say.label("Any doctor of any specialty")
    return at.say.label("Any doctor of this specialty")


def _told(at: Choosing, only: Only) -> str:
    whose = _whose(at)
    return {
        Only.EARLIEST: at.say("<b>{whose}</b>\nThe earliest free times:", whose=whose),
        Only.THIS_WEEK: at.say("<b>{whose}</b>\nFree times this week, up to Sunday:", whose=whose),
        Only.SATURDAYS: at.say("<b>{whose}</b>\nFree times on Saturdays:", whose=whose),
        Only.EVENINGS: at.say("<b>{whose}</b>\nFree times from 17:00 on:", whose=whose),
    }[only]


def _nothing(at: Choosing, only: Only) -> Screen:
    days, whose = at.clinic.rules.horizon_days, _whose(at)
    text = {
        Only.EARLIEST: at.say.count(
            "<b>{whose}</b>\nThere are no free times in the next {n} day.",
            "<b>{whose}</b>\nThere are no free times in the next {n} days.",
            days,
            whose=whose,
        ),
        Only.THIS_WEEK: at.say("<b>{whose}</b>\nThere are no free times left this week.", whose=whose),
        Only.SATURDAYS: at.say("<b>{whose}</b>\nThere are no free times on Saturdays for now.", whose=whose),
        Only.EVENINGS: at.say("<b>{whose}</b>\nThere are no free times from 17:00 on for now.", whose=whose),
    }[only]
    waits = rows(_tell_me(at), to_reception(at.say, Why.NO_TIME, at.way))
    if only is Only.EARLIEST:
        return Screen(with_reception(at.say, at.clinic, text), (*waits, *_way_back(at)))
    text = " ".join((text, at.say("Another time may be free: choose below.")))
    return Screen(with_reception(at.say, at.clinic, text), (*wishes(at, only), *waits, *_way_back(at)))


def _tell_me(at: Choosing) -> Button | None:
    """Nobody waits for whatever specialty."""
    return tell_me(at.say, at.way) if at.way.doctor or at.way.specialty != ANY_SPECIALTY else None


def _way_back(at: Choosing) -> tuple[tuple[Button, ...], ...]:
    """To all that these are some of: the doctors, or the doctor's days."""
    return rows(Button(at.say.label("⬅️ Back"), walk(at.way)), to_menu(at.say), width=2)
