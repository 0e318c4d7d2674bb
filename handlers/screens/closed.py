"""When a branch is closed, and what is said of the visits then."""

from datetime import datetime, timedelta
from functools import partial

from clinic.model import Away, Clinic
from handlers.screen import Button, Line, rows
from handlers.screens.notices import Instead, Told
from handlers.screens.visit import lines, nearest_times, when
from handlers.visit_taps import Act, Answer, Cancel, Move
from locales.words import Words

LONG = timedelta(days=7)


def span(say: Words, away: Away, *, year: bool = False) -> str:
    """ "Tue, 24 November", "Tue, 24 November – Thu, 26 November", "Tue, 24 November, 10:00–14:00".

    ``year``: also where it is not long, and so needs none.
    """
    day = partial(_day, say, year=year or away.end - away.start > LONG)
    first, last = day(away.start), day(away.end - timedelta(minutes=1))
    if not any((away.start.hour, away.start.minute, away.end.hour, away.end.minute)):
        return first if first == last else f"{first} – {last}"
    begins, ends = f"{away.start:%H:%M}", f"{away.end:%H:%M}"
    return f"{first}, {begins}–{ends}" if first == last else f"{first}, {begins} – {day(away.end)}, {ends}"


def _day(say: Words, at: datetime, *, year: bool) -> str:
    return f"{say.day(at.date())} {at.year}" if year else say.day(at.date())


def closed(say: Words, clinic: Clinic, note: int, told: Told, away: Away, instead: Instead, who: str = "") -> Line:
    """``instead``: other times, each of which takes the place of this visit. ``who``: as in notices.py."""
    (number, visit), (way, times) = told, instead
    at, branch = when(say, visit, clinic), say.pick(visit.branch.name) if visit.branch else ""
    cannot = say("The visit can't take place there: <s>{when}</s>", when=at)
    of_them = say("{name}: the visit can't take place there, <s>{when}</s>", name=who, when=at)
    text = [say("⛔ The branch “{branch}” is closed: {span}", branch=branch, span=span(say, away))]
    text += [of_them if who else cannot, "", *lines(say, visit, named=not who), "", say("We are sorry.")]
    text += [say("These times are free:")] if times else []
    others = nearest_times(say, times, way.doctor if way else 0)
    talk = Button(say.label("💬 Write to reception"), Answer(note=note, act=Act.TALK, visit=number))
    return Line("\n".join(text), rows(*others, *_changing(say, number), talk))


def reopened(say: Words, clinic: Clinic, told: Told, who: str = "") -> Line:
    number, visit = told
    at, branch = when(say, visit, clinic), say.pick(visit.branch.name) if visit.branch else ""
    stands = say("Your visit stands: <b>{when}</b>", when=at)
    theirs = say("{name}: the visit stands, <b>{when}</b>", name=who, when=at)
    text = [say("✅ The branch “{branch}” is open after all.", branch=branch), theirs if who else stands]
    return Line("\n".join((*text, "", *lines(say, visit, named=not who))), rows(*_changing(say, number), width=2))


def _changing(say: Words, number: int) -> tuple[Button, Button]:
    another, cancel = say.label("🔁 Another time"), say.label("❌ I can't come")
    return Button(another, Move(visit=number)), Button(cancel, Cancel(visit=number))
