"""What a typed word led to: doctors and specialties, one tap each."""

from collections.abc import Sequence

from handlers.screen import Button, Screen, rows
from handlers.screens.choices import short_name
from handlers.screens.menu import to_menu
from handlers.taps import walk
from locales.words import Words
from reception.booking.way import Way
from reception.catalogue import Catalogue


def found(say: Words, catalogue: Catalogue, ways: Sequence[Way]) -> Screen:
    buttons = [Button(_name(say, catalogue, way), walk(way)) for way in ways]
    return Screen(say("Is this what you are looking for?"), rows(*buttons, to_menu(say)))


def _name(say: Words, catalogue: Catalogue, way: Way) -> str:
    if way.doctor:
        return f"🩺 {short_name(say, catalogue.doctors[way.doctor])}"
    return say.pick(catalogue.specialties[way.specialty].name)
