"""When a branch is closed, as people read it."""

from datetime import timedelta

from clinic.model import Away
from locales.words import Words


def span(say: Words, away: Away) -> str:
    """ "Tue, 24 November", "Tue, 24 November – Thu, 26 November", "Tue, 24 November, 10:00–14:00"."""
    first, last = say.day(away.start.date()), say.day((away.end - timedelta(minutes=1)).date())
    if not any((away.start.hour, away.start.minute, away.end.hour, away.end.minute)):
        return first if first == last else f"{first} – {last}"
    begins, ends = f"{away.start:%H:%M}", f"{away.end:%H:%M}"
    return f"{first}, {begins}–{ends}" if first == last else f"{first}, {begins} – {say.day(away.end.date())}, {ends}"
