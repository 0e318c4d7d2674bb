"""Which messages a person wants to have."""

from handlers.screen import Button, Line, rows
from handlers.taps import Go, To
from handlers.visit_taps import Turn
from locales.words import Words
from reminders.plan import OPTIONAL, Kind


def turned_off(say: Words, kind: Kind) -> Line:
    text = say("🔕 These messages come no more: {kind}. In Settings you can turn them on again.", kind=named(say, kind))
    return Line(text, rows(Button(say.label("⚙️ Settings"), Go(to=To.SETTINGS))))


def switches(say: Words, off: frozenset[str]) -> tuple[tuple[Button, ...], ...]:
    """For the settings: a tap turns one over."""
    buttons = [
        Button(("🔕 " if kind in off else "🔔 ") + named(say, kind), Turn(kind=kind, on=kind in off))
        for kind in OPTIONAL
    ]
    return rows(*buttons, width=2)


def named(say: Words, kind: Kind) -> str:
    return {
        Kind.DAY_BEFORE: say.label("A day before"),
        Kind.TWO_HOURS: say.label("Two hours before"),
        Kind.CHANGED: say.label("Changes"),
        Kind.RATING: say.label("How it went"),
    }[kind]
