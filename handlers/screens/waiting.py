"""Waiting for a time to become free: for which, what was noted, what became free, and that nothing did."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from html import escape
from zoneinfo import ZoneInfo

from clinic.model import Clinic
from handlers.screen import Button, Line, Screen, rows
from handlers.screens import first_lines
from handlers.screens.choices import Choosing, short_name
from handlers.screens.menu import MY_VISITS, tell_me, to_book, to_menu, to_reception, with_reception
from handlers.screens.visit import kept, lines, nearest_times, when
from handlers.taps import Go, To, walk
from handlers.waiting_taps import PassOn, StopWaiting, TakeHeld, wait, wait_for
from locales.words import Words
from reception.booking.outcomes import Taken, Visit
from reception.booking.way import Way
from reception.catalogue import Catalogue
from reception.handoff.about import Why
from reception.people import Person, access_patient
from reception.waitlist.wish import ANY_DAY, MOST_WISHES, WEEKENDS, WORKING_DAYS, Hold, Wish

DAYS, DAYS_IN_A_ROW = 12, 3


def which_days(at: Choosing, today: date, on: date | None) -> Screen:
    """One tap; ``on``: the day whose times did not suit."""
    text = at.say("<b>{what}</b>\nWhich days suit you?", what=_what(at.say, at.options.catalogue, at.way))
    kinds = [Button(days_in_words(at.say, days), wait_for(at.way, days)) for days in (ANY_DAY, WORKING_DAYS, WEEKENDS)]
    horizon = at.clinic.rules.horizon_days  # a wish for a later day would end before it
    alone = [on] if on else [today + timedelta(days=ahead) for ahead in range(min(DAYS, horizon))]
    days = [Button(at.say.short_day(one), wait_for(at.way, one.toordinal())) for one in alone]
    back = Button(at.say.label("⬅️ Back"), walk(at.way))
    ways_on = rows(back, to_menu(at.say), width=2)
    return Screen(text, (*rows(*kinds), *rows(*days, width=DAYS_IN_A_ROW), *ways_on))


def noted(say: Words, clinic: Clinic, person: Person, catalogue: Catalogue, wish: Wish) -> Screen:
    text = [
        say("🔔 Noted. I'll write to you as soon as a time frees up, and keep it for you for a quarter of an hour."),
        "",
        *_wished(say, person, catalogue, wish),
        "",
        say("I look out for it until {day}.", day=_last_day(say, clinic, wish)),
    ]
    stop = Button(say.label("🔕 Stop looking"), StopWaiting(wish=wish.id))
    return Screen("\n".join(text), rows(stop, Button(say.label(MY_VISITS), Go(to=To.VISITS)), to_menu(say)))


def too_many(say: Words, clinic: Clinic) -> Screen:
    text = say.count(
        "This patient is already waiting for {n} time: that is as many as I can look out for. One has to stop first.",
        "This patient is already waiting for {n} times: that is as many as I can look out for. One has to stop first.",
        MOST_WISHES,
    )
    listed = Button(say.label("🔔 Show them"), Go(to=To.WAITING), "primary")
    return Screen(with_reception(say, clinic, text), rows(listed, to_reception(say, Why.NO_TIME), to_menu(say)))


def waiting(say: Words, clinic: Clinic, person: Person, catalogue: Catalogue, wishes: Sequence[Wish]) -> Screen:
    """``wishes``: those that are open, with a button each."""
    visits = Button(say.label(MY_VISITS), Go(to=To.VISITS))
    if not wishes:
        text = with_reception(say, clinic, say("You are not waiting for a time right now."))
        return Screen(text, rows(to_book(say), visits, to_reception(say, Why.NO_TIME), to_menu(say)))
    told = ["\n".join(_wished(say, person, catalogue, wish)) for wish in wishes]
    stops = [Button(_stop(say, catalogue, wish), StopWaiting(wish=wish.id)) for wish in wishes]
    text = "\n\n".join((say("<b>I look out for a time for you</b>"), *told))
    return Screen(text, rows(*stops, visits, to_menu(say)))


def stopped(say: Words, clinic: Clinic, wish: Wish) -> Screen:
    text = with_reception(say, clinic, say("🔕 I have stopped looking. You can ask me again at any time."))
    return Screen(text, _ways_on(say, wish.way))


def freed(say: Words, clinic: Clinic, hold: Hold, visit: Visit, who: str = "", *, last: bool) -> Line:
    """``who`` it is for, where the chat has several patients."""
    text = [first_lines.freed(say, who, when(say, visit, clinic)), "", *lines(say, visit, named=not who), ""]
    text.append(kept(say, visit, clinic, hold.until))
    if last:
        text.append(say("It is the last one that I offer: after it I stop looking, and you can ask me again."))
    book = Button(say.label("✅ Book it"), TakeHeld(hold=hold.id), "success")
    not_now = Button(say.label("✋ Not this time"), PassOn(hold=hold.id))
    stop = Button(say.label("🔕 Stop looking"), StopWaiting(wish=hold.wish_id))
    return Line("\n".join(text), rows(book, not_now, stop))


def not_freed(
    say: Words, clinic: Clinic, person: Person, catalogue: Catalogue, wish: Wish, who: str = "", *, offered: bool
) -> Line:
    """``offered``: times were, and none of them was booked. ``who``: as above."""
    over = say("I have stopped looking: the time that you gave me is over.")
    none = say("No time has become free that you could have had, and I have stopped looking:")
    alone = wish.days > WEEKENDS
    ask = say("Would another day do?") if alone else say("Shall I go on, or would another doctor do?")
    again = None if alone else Button(say.label("🔔 Yes, keep looking"), wait(wish.way))
    told = f"<b>{escape(who)}</b>\n{over if offered else none}" if who else over if offered else none
    text = [told, "", *_wished(say, person, catalogue, wish, named=not who), "", ask]
    asks = to_reception(say, Why.NO_TIME, wish.way)
    return Line(with_reception(say, clinic, "\n".join(text)), rows(again, to_book(say), asks))


def passed_on(say: Words, clinic: Clinic, wish: Wish, *, last: bool) -> Screen:
    """``last``: nothing more is offered."""
    if last:
        text = say("All right, somebody else may have it. That was the last one that I offer: I have stopped looking.")
        return Screen(with_reception(say, clinic, text), _ways_on(say, wish.way))
    text = say("All right, somebody else may have it. I'll tell you when another time frees up.")
    stop = Button(say.label("🔕 Stop looking"), StopWaiting(wish=wish.id))
    return Screen(text, rows(stop, to_menu(say)))


def gone(say: Words, clinic: Clinic, told: Taken, *, last: bool) -> Screen:
    """Tapped too late, or taken past us."""
    text = say("Sorry, this time is already taken.")
    if not last:
        text += " " + say("I'll tell you when another one frees up.")
    text = with_reception(say, clinic, text)
    if told.nearest:
        text = "\n\n".join((text, say("These times are free:")))
    others = nearest_times(say, told.nearest, told.way.doctor)
    asks = to_reception(say, Why.TAKEN, told.way)
    return Screen(text, rows(*others, tell_me(say, told.way) if last else None, asks, to_menu(say)))


def _ways_on(say: Words, way: Way) -> tuple[tuple[Button, ...], ...]:
    return rows(tell_me(say, way), to_book(say), to_reception(say, Why.NO_TIME, way), to_menu(say))


def days_in_words(say: Words, days: int) -> str:
    """For a button."""
    if days > WEEKENDS:
        return say.day(date.fromordinal(days))
    return {
        ANY_DAY: say.label("Any day"),
        WORKING_DAYS: say.label("Working days"),
        WEEKENDS: say.label("Saturdays and Sundays"),
    }[days]


def _wished(say: Words, person: Person, catalogue: Catalogue, wish: Wish, *, named: bool = True) -> list[str]:
    """Whom for, what and when."""
    patient, branch = access_patient(person, wish.way.patient), catalogue.branches[wish.way.branch]
    return [
        *([say("Patient: {name}", name=patient.details.name)] if patient and named else []),
        *_whom(say, catalogue, wish.way),
        say("Where: {branch}, {address}", branch=say.pick(branch.name), address=say.pick(branch.address)),
        say("Days: {days}", days=days_in_words(say, wish.days)),
    ]


def _whom(say: Words, catalogue: Catalogue, way: Way) -> list[str]:
    """Nothing of a delicate specialty: somebody else may see the phone."""
    if way.doctor:
        return [say("Doctor: {name}", name=_what(say, catalogue, way))]
    specialty = catalogue.specialties[way.specialty]
    return [] if specialty.delicate else [say("Specialty: {name}", name=say.pick(specialty.name))]


def _what(say: Words, catalogue: Catalogue, way: Way) -> str:
    """A doctor's name, or the specialty where it is not a delicate one."""
    if way.doctor:
        return say.pick(catalogue.doctors[way.doctor].name)
    specialty = catalogue.specialties[way.specialty]
    return say.label("Any doctor") if specialty.delicate else say.pick(specialty.name)


def _stop(say: Words, catalogue: Catalogue, wish: Wish) -> str:
    way = wish.way
    what = short_name(say, catalogue.doctors[way.doctor]) if way.doctor else _what(say, catalogue, way)
    return f"🔕 {what}, {days_in_words(say, wish.days)}"


def _last_day(say: Words, clinic: Clinic, wish: Wish) -> str:
    """The day on which a wish ends is not always its last: one for a single day ends with its midnight."""
    last: datetime = wish.ends_at - timedelta(seconds=1)
    return say.full_date(last.astimezone(ZoneInfo(clinic.zone)).date())
