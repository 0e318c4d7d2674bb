"""What the bot says of its own accord about visits."""

from collections.abc import Sequence
from datetime import date

from clinic.model import Clinic
from handlers.screen import Button, Line, Style, rows
from handlers.screens import first_lines
from handlers.screens.visit import lines, nearest_times, when
from handlers.taps import Go, To, walk
from handlers.visit_taps import Act, Answer, Calendar, Cancel, Move, MyVisits, Rate, Then
from locales.words import Words
from reception.booking.outcomes import NearestTime, Visit
from reception.booking.way import Way
from reminders.changes import What
from reminders.notes import Score

Instead = tuple[Way | None, Sequence[NearestTime]]
Told = tuple[int, Visit]  # under which number, and the visit as it is now


def day_before(say: Words, clinic: Clinic, note: int, told: Sequence[Told], on: date, who: str = "") -> Line:
    """``who``: here and below, the names for the first line; none where the chat has but one patient."""
    if len(told) == 1:
        text = [first_lines.reminder(say, who, when(say, told[0][1], clinic), clinic.texts.day_before)]
        text += ["", *lines(say, told[0][1], named=not who)]
    else:
        text = [first_lines.reminder_of_several(say, who), *_listed(say, clinic, told, named=_each_named(told, who))]
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


def two_hours(say: Words, clinic: Clinic, note: int, told: Sequence[Told], who: str = "") -> Line:
    (number, first), *more = told
    named = _each_named(told, who)
    text = [
        first_lines.soon(say, who, when(say, first, clinic), clinic.texts.two_hours),
        "",
        *lines(say, first, named=named),
    ]
    if more:
        text += ["", say("And after it:"), *_listed(say, clinic, more, named=named)]
    route = _button(say.label("🗺 Route"), note, Act.ROUTE, number) if first.branch and first.branch.pin else None
    late = _button(say.label("⏰ I'll be late"), note, Act.LATE, number)
    cannot = _cannot(say, [one for one, _ in told])
    return Line("\n".join(text), (*rows(route, late, width=2), *rows(cannot), *rows(_off(say, note))))


def changed(
    say: Words,
    clinic: Clinic,
    note: int,
    what: What,
    told: Told,
    was: Visit,
    instead: Instead = (None, ()),
    who: str = "",
) -> Line:
    """``was``: as people knew it. ``instead``: of a cancelled one, the way to other times and the nearest."""
    number, visit = told
    if what is What.CANCELLED:
        return _cancelled(say, clinic, note, told, was, instead, who)
    text = first_lines.changed(say, who, what, when(say, visit, clinic), when(say, was, clinic))
    fine = _button(say.label("✅ Fine"), note, Act.FINE, number, "success")
    move = _move(say, [number])
    talk = _button(say.label("💬 Write to reception"), note, Act.TALK, number)
    calendar = Button(say.label("📆 Calendar"), Calendar(of=number))
    text += ["", *lines(say, visit, named=not who)]
    return Line("\n".join(text), rows(fine, move, talk, calendar))


def score(say: Words, given: Score) -> str:
    return {
        Score.GREAT: say.label("😍 Great"),
        Score.GOOD: say.label("🙂 Good"),
        Score.SO_SO: say.label("😐 So-so"),
        Score.BAD: say.label("🙁 Bad"),
        Score.VERY_BAD: say.label("😡 Very bad"),
        Score.NOT_THERE: say.label("🚫 It didn't happen"),
    }[given]


def _cancelled(say: Words, clinic: Clinic, note: int, told: Told, was: Visit, instead: Instead, who: str) -> Line:
    (number, _), (way, times) = told, instead
    text = [first_lines.cancelled(say, who, when(say, was, clinic)), ""]
    text += [*lines(say, was, named=not who), "", say("We are sorry.")]
    if times:
        text.append(say("These times are free:"))
    fine = _button(say.label("✅ Fine"), note, Act.FINE, number)
    move = Button(say.label("🔁 Another time"), walk(way) if way else Go(to=To.BOOK), "primary")
    talk = _button(say.label("💬 Write to reception"), note, Act.TALK, number)
    calendar = Button(say.label("📆 Take it off my calendar"), Calendar(of=number))
    others = nearest_times(say, times, way.doctor if way else 0)
    return Line("\n".join(text), rows(*others, move, fine, talk, calendar))


def rating(say: Words, clinic: Clinic, note: int, visit: Visit, who: str = "") -> Line:
    asked = first_lines.how_was(say, who, when(say, visit, clinic), clinic.texts.rating)
    text = [asked, "", *lines(say, visit, named=not who)]
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


def _each_named(told: Sequence[Told], who: str) -> bool:
    """Whether it takes more than the first line to know whose visit each is."""
    return not who or len({visit.patient.id for _, visit in told}) > 1


def _listed(say: Words, clinic: Clinic, told: Sequence[Told], *, named: bool) -> list[str]:
    listed: list[str] = []
    for _, visit in told:
        listed += ["", f"<b>{when(say, visit, clinic)}</b>", *lines(say, visit, named=named)]
    return listed
