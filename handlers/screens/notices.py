"""What the bot says of its own accord about visits."""

from collections.abc import Sequence
from datetime import date

from clinic.model import Clinic
from handlers.screen import Button, Line, Style, rows
from handlers.screens.visit import lines, nearest_times, when
from handlers.taps import Act, Answer, Calendar, Cancel, Go, Move, MyVisits, Rate, Then, To, walk
from locales.words import Words
from reception.booking.outcomes import NearestTime, Visit
from reception.booking.way import Way
from reminders.changes import What
from reminders.notes import Score

Instead = tuple[Way | None, Sequence[NearestTime]]
Told = tuple[int, Visit]  # under which number, and the visit as it is now


def day_before(say: Words, clinic: Clinic, note: int, told: Sequence[Told], on: date) -> Line:
    if len(told) == 1:
        text = [say("🔔 A reminder of your visit: <b>{when}</b>", when=when(say, told[0][1], clinic))]
        text += ["", *lines(say, told[0][1])]
    else:
        text = [say("🔔 A reminder of your visits:"), *_listed(say, clinic, told)]
    if any(visit.patient.details.age(on) < clinic.rules.child_until for _, visit in told):
        text += ["", say("A parent should come along. Please bring the child's documents, too.")]
    text += ["", say("Shall we expect you?")]
    return Line("\n".join(text), day_before_buttons(say, note, [number for number, _ in told], answered=False))


def day_before_buttons(
    say: Words, note: int, visits: Sequence[int], *, answered: bool
) -> tuple[tuple[Button, ...], ...]:
    """Answered: they have said that they come, and may still think otherwise."""
    come = (
        Button(say.label("✅ You'll come"))
        if answered
        else _button(say.label("✅ I'll come"), note, Act.COME, 0, "success")
    )
    return (*rows(come), *rows(_move(say, visits), _cannot(say, visits), width=2), *rows(_off(say, note)))


def two_hours(say: Words, clinic: Clinic, note: int, told: Sequence[Told]) -> Line:
    (number, first), *more = told
    text = [say("⏰ Soon it's time for your visit: <b>{when}</b>", when=when(say, first, clinic)), ""]
    text += lines(say, first)
    if more:
        text += ["", say("And after it:"), *_listed(say, clinic, more)]
    route = _button(say.label("🗺 Route"), note, Act.ROUTE, number) if first.branch and first.branch.pin else None
    late = _button(say.label("⏰ I'll be late"), note, Act.LATE, number)
    cannot = _cannot(say, [one for one, _ in told])
    return Line("\n".join(text), (*rows(route, late, width=2), *rows(cannot), *rows(_off(say, note))))


def changed(
    say: Words, clinic: Clinic, note: int, what: What, told: Told, was: Visit, instead: Instead = (None, ())
) -> Line:
    """``was``: as people knew it. ``instead``: of a cancelled one, the way to other times and the nearest."""
    number, visit = told
    if what is What.CANCELLED:
        return _cancelled(say, clinic, note, told, was, instead)
    text = {
        What.MOVED: [
            say("❗️ The clinic has moved your visit."),
            say("It was: <s>{when}</s>", when=when(say, was, clinic)),
            say("Now: <b>{when}</b>", when=when(say, visit, clinic)),
        ],
        What.RESTORED: [say("✅ Your visit takes place after all: <b>{when}</b>", when=when(say, visit, clinic))],
        What.ELSEWHERE: [
            say("❗️ Something has changed about your visit: <b>{when}</b>", when=when(say, visit, clinic)),
            say("This is how it is now:"),
        ],
    }[what]
    fine = _button(say.label("✅ Fine"), note, Act.FINE, number, "success")
    move = _move(say, [number])
    talk = _button(say.label("💬 Write to reception"), note, Act.TALK, number)
    calendar = Button(say.label("📆 Calendar"), Calendar(of=number))
    return Line("\n".join((*text, "", *lines(say, visit))), rows(fine, move, talk, calendar))


def score(say: Words, given: Score) -> str:
    return {
        Score.GREAT: say.label("😍 Great"),
        Score.GOOD: say.label("🙂 Good"),
        Score.SO_SO: say.label("😐 So-so"),
        Score.BAD: say.label("🙁 Bad"),
        Score.VERY_BAD: say.label("😡 Very bad"),
        Score.NOT_THERE: say.label("🚫 It didn't happen"),
    }[given]


def _cancelled(say: Words, clinic: Clinic, note: int, told: Told, was: Visit, instead: Instead) -> Line:
    (number, _), (way, times) = told, instead
    text = [say("❗️ The clinic had to cancel your visit: <s>{when}</s>", when=when(say, was, clinic)), ""]
    text += [*lines(say, was), "", say("We are sorry.")]
    if times:
        text.append(say("These times are free:"))
    fine = _button(say.label("✅ Fine"), note, Act.FINE, number)
    move = Button(say.label("🔁 Another time"), walk(way) if way else Go(to=To.BOOK), "primary")
    talk = _button(say.label("💬 Write to reception"), note, Act.TALK, number)
    calendar = Button(say.label("📆 Take it off my calendar"), Calendar(of=number))
    others = nearest_times(say, times, way.doctor if way else 0)
    return Line("\n".join(text), rows(*others, move, fine, talk, calendar))


def rating(say: Words, clinic: Clinic, note: int, visit: Visit) -> Line:
    text = [say("How was your visit on {when}?", when=when(say, visit, clinic)), "", *lines(say, visit)]
    return Line("\n".join(text), (*rating_buttons(say, note), *rows(_off(say, note))))


def rating_buttons(say: Words, note: int, given: Score | None = None) -> tuple[tuple[Button, ...], ...]:
    scores = [Button(("✓ " if one is given else "") + score(say, one), Rate(note=note, score=one)) for one in Score]
    return rows(*scores, width=2)


def _button(text: str, note: int, act: Act, visit: int, style: Style | None = None) -> Button:
    return Button(text, Answer(note=note, act=act, visit=visit), style)


def _move(say: Words, visits: Sequence[int]) -> Button:
    several = MyVisits(then=Then.MOVE, patient=0, page=0)
    return Button(say.label("🔁 Another time"), Move(visit=visits[0]) if len(visits) == 1 else several)


def _cannot(say: Words, visits: Sequence[int]) -> Button:
    several = MyVisits(then=Then.CANCEL, patient=0, page=0)
    return Button(say.label("❌ I can't come"), Cancel(visit=visits[0]) if len(visits) == 1 else several)


def _off(say: Words, note: int) -> Button:
    return _button(say.label("🔕 No such messages"), note, Act.OFF, 0)


def _listed(say: Words, clinic: Clinic, told: Sequence[Told]) -> list[str]:
    listed: list[str] = []
    for _, visit in told:
        listed += ["", f"<b>{when(say, visit, clinic)}</b>", *lines(say, visit)]
    return listed
