"""What a patient sees of writing to reception."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from clinic.model import Clinic, OpeningHours
from handlers.screen import Button, Line, Screen, rows
from handlers.screens.menu import MY_VISITS, to_menu, to_reception
from handlers.screens.visit import lines, ways_there, when
from handlers.taps import Go, To
from locales.words import Words
from reception.audit import Deed
from reception.booking.outcomes import Visit
from reception.handoff.desk import Promise
from reception.phones import show_phone


def asked(say: Words, clinic: Clinic, promise: Promise, *, waits: bool) -> Screen:
    """``waits``: something was passed on before."""
    text = say("You are writing with reception. Just write here, I pass everything on.")
    if not waits:
        text = say(
            "💬 What would you like to ask? Write it here: a text, a photo, a voice message, a document. "
            "I'll pass it on to reception."
        )
    return Screen("\n\n".join((text, _when(say, clinic, promise))), rows(to_end(say), to_menu(say)))


def passed_on(say: Words, clinic: Clinic, promise: Promise, today: date) -> Screen:
    told = what_next(say, clinic, promise, today)
    text = told if promise.lost else [say("✉️ Passed on."), *told]
    return Screen("\n".join(text), rows(to_end(say), to_menu(say)))


def what_next(say: Words, clinic: Clinic, promise: Promise, today: date) -> list[str]:
    text = [_when(say, clinic, promise, today)]
    if promise.lost:
        return text
    if promise.before and not promise.opens_at:
        text.insert(0, say("People before you: {number}.", number=promise.before))
    return [*text, in_a_hurry(say, clinic)] if promise.opens_at else text


def in_a_hurry(say: Words, clinic: Clinic) -> str:
    return say(
        "In a hurry? {phone}. Is a life in danger? {emergency}",
        phone=show_phone(clinic.phone),
        emergency=" / ".join(clinic.emergency),
    )


def by_phone(say: Words, clinic: Clinic) -> Screen:
    """There is nobody to write to."""
    text = say("Please call reception, they will gladly help: {phone}", phone=show_phone(clinic.phone))
    return Screen(text, rows(to_menu(say)))


def ended(say: Words) -> Screen:
    return Screen(say("The dialogue with reception is over. What next?"), _again(say))


def nothing_to_end(say: Words) -> Screen:
    return Screen(say("There is no open dialogue with reception. What next?"), _again(say))


def glad(say: Words) -> Line:
    """To a thank-you after a dialogue has ended."""
    return Line(say("Glad to help! 💙"))


def closed(say: Words) -> Line:
    """By reception."""
    return Line(
        say("Reception has closed the dialogue. If anything is left, tap 💬 below and write again, any time."),
        _again(say),
    )


def reception_closes(say: Words, clinic: Clinic, promise: Promise, today: date) -> Line:
    """Somebody had taken the dialogue, and their day is over, or reception is offline from now on."""
    over = say("Reception's day is over, your question stays first in their list.")
    return Line(
        "\n".join(
            (
                say("Your question stays first in reception's list.") if promise.offline else over,
                _when(say, clinic, promise, today),
                in_a_hurry(say, clinic),
            )
        )
    )


def done_for(say: Words, clinic: Clinic, deed: Deed, visit: Visit) -> Line:
    """What reception has done in their place."""
    at = when(say, visit, clinic)
    head = {
        Deed.BOOKED_FOR: say("📅 Reception has booked for you: <b>{when}</b>", when=at),
        Deed.MOVED_FOR: say("🔁 Reception has moved your visit: <b>{when}</b>", when=at),
        Deed.CANCELLED_FOR: say("❌ Reception has cancelled your visit: <s>{when}</s>", when=at),
    }[deed]
    there = () if deed is Deed.CANCELLED_FOR else ways_there(say, visit)
    visits = Button(say.label(MY_VISITS), Go(to=To.VISITS))
    return Line("\n".join((head, "", *lines(say, visit))), rows(*there, visits))


def signature(say: Words, name: str) -> str:
    """HTML, above what a manager writes; an anonymous one has no name."""
    signed = say("{name}, reception", name=name) if name else say("Reception")
    return f"<b>{signed}:</b>"


def to_end(say: Words) -> Button:
    return Button(say.label("✖️ End the dialogue"), Go(to=To.END))


def _again(say: Words) -> tuple[tuple[Button, ...], ...]:
    return rows(to_reception(say), to_menu(say))


def _when(say: Words, clinic: Clinic, promise: Promise, today: date | None = None) -> str:
    if promise.lost:
        return say(
            "Reception's chat can't be reached just now: what you write is kept and waits. To be sure, call {phone}",
            phone=show_phone(clinic.phone),
        )
    if promise.offline:
        return _offline(say, clinic, promise.opens_at, today)
    if promise.opens_at and today:
        return _opens(say, clinic, promise.opens_at, today)
    hours = ", ".join(_runs(say, clinic))
    return say("Reception answers {hours}.", hours=hours) if hours else say("Reception answers soon.")


def _offline(say: Words, clinic: Clinic, opens_at: datetime | None, today: date | None) -> str:
    if opens_at is None:
        return say("Reception does not answer here just now. Please call: {phone}", phone=show_phone(clinic.phone))
    if today:
        return " ".join((say("Reception is away just now."), _opens(say, clinic, opens_at, today)))
    return say("Reception is away just now and will answer after {when}.", when=say.moment(opens_at, clinic.zone))


def _opens(say: Words, clinic: Clinic, opens_at: datetime, today: date) -> str:
    local = opens_at.astimezone(ZoneInfo(clinic.zone))
    if local.date() == today:
        return say("We'll answer today after {time}.", time=f"{local:%H:%M}")
    if local.date() == today + timedelta(days=1):
        return say("We'll answer tomorrow after {time}.", time=f"{local:%H:%M}")
    return say("We'll answer on {day} after {time}.", day=say.day(local.date()), time=f"{local:%H:%M}")


def _runs(say: Words, clinic: Clinic) -> list[str]:
    """ "Mon–Fri 08:00–20:00": a part for each run of weekdays with the same hours."""
    runs: list[tuple[int, int, str]] = []
    for day in range(7):
        spans = ", ".join(_span(one) for one in clinic.reception.hours if one.weekday == day)
        if runs and runs[-1][1:] == (day - 1, spans):
            runs[-1] = (runs[-1][0], day, spans)
        elif spans:
            runs.append((day, day, spans))
    return [f"{say.weekdays(first, last)} {spans}" for first, last, spans in runs]


def _span(hours: OpeningHours) -> str:
    return f"{hours.start:%H:%M}–{hours.end:%H:%M}"
