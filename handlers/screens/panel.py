"""The card as managers book, move and cancel on it in a patient's place; in the clinic's own language."""

from html import escape

from clinic.model import Clinic
from handlers.ahead import ALL
from handlers.screen import Button, Line, Screen, rows
from handlers.screens.visit import lines, when
from handlers.staff_taps import Deal
from handlers.staff_taps import Deed as Dealing
from handlers.taps import Confirm, Day, Find, Go, Time, To, Walk, walk
from handlers.visit_taps import Cancel, CancelSurely, Details, Move, MyVisits, ShowVisit
from locales.words import Words
from reception.audit import Deed
from reception.booking.outcomes import Visit
from reception.booking.way import Way

# All else on a patient's screens is theirs alone.
TAPS = (Walk, Day, Find, Time, Confirm, MyVisits, ShowVisit, Details, Move, Cancel, CancelSurely)
PREFIXES = frozenset(kind.__prefix__ for kind in TAPS)
TO_BOOK, TO_VISITS = Go(to=To.BOOK).pack(), Go(to=To.VISITS).pack()


def panel(say: Words, dialogue: int, name: str, screen: Screen) -> Line:
    """A patient's screen, in their name; its picture is left out."""
    kept = (tuple(one for button in row if (one := _of_the_panel(say, button))) for row in screen.rows)
    back = Button(say.label("⬅️ To the card"), Deal(dialogue=dialogue, deed=Dealing.CARD))
    return Line(f"👤 <b>{escape(name, quote=False)}</b>\n\n{screen.text}", (*filter(None, kept), *rows(back)))


def done(say: Words, clinic: Clinic, deed: Deed, visit: Visit) -> Screen:
    at = when(say, visit, clinic)
    head = {
        Deed.BOOKED_FOR: say("✅ Booked: <b>{when}</b>", when=at),
        Deed.MOVED_FOR: say("✅ Moved: <b>{when}</b>", when=at),
        Deed.CANCELLED_FOR: say("❌ Cancelled: {when}", when=at),
    }[deed]
    text = "\n".join((head, *lines(say, visit), "", say("The patient is told.")))
    return Screen(text, rows(_to_visits(say)))


def not_known_yet(say: Words) -> Screen:
    text = say("The clinic's system has not answered yet. As soon as it is known, the patient is told.")
    return Screen(text, rows(_to_visits(say)))


def late(say: Words, clinic: Clinic) -> str:
    return say.count(
        "⏰ Less than {n} hour is left: patients can't move this visit any more, you can.",
        "⏰ Less than {n} hours are left: patients can't move this visit any more, you can.",
        clinic.rules.late_cancel_hours,
    )


def silent(say: Words) -> str:
    return say.label("The clinic's system is not answering.")


def _to_visits(say: Words) -> Button:
    return Button(say.label("🗓 Visits"), ALL)


def _of_the_panel(say: Words, button: Button) -> Button | None:
    if button.data == TO_VISITS:
        return _to_visits(say)  # they are not the manager's own
    if button.data == TO_BOOK:
        return Button(button.text, walk(Way()), button.style)
    return button if (button.data or "").split(":")[0] in PREFIXES else None
