"""Which messages a person wants to have."""

from handlers.screen import Button, Line, rows
from handlers.taps import Go, To, Turn
from locales.words import Words, to_say
from reminders.plan import Kind

KINDS = {
    Kind.DAY_BEFORE: to_say("A day before"),
    Kind.TWO_HOURS: to_say("Two hours before"),
    Kind.CHANGED: to_say("Changes"),
    Kind.RATING: to_say("How it went"),
}


def turned(say: Words, kind: Kind, *, on: bool) -> Line:
    name = say.label(KINDS[kind])
    settings = rows(Button(say.label("⚙️ Settings"), Go(to=To.SETTINGS)))
    if on:
        return Line(say("🔔 These messages come again: {kind}.", kind=name), settings)
    return Line(
        say("🔕 These messages come no more: {kind}. In Settings you can turn them on again.", kind=name), settings
    )


def switches(say: Words, off: frozenset[str]) -> tuple[tuple[Button, ...], ...]:
    """For the settings: a tap turns one over."""
    buttons = [
        Button(("🔕 " if kind in off else "🔔 ") + say.label(name), Turn(kind=kind, on=kind in off))
        for kind, name in KINDS.items()
    ]
    return rows(*buttons, width=2)
