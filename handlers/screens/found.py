"""What a typed word led to: doctors, specialties and answers, one tap each."""

from collections.abc import Sequence

from clinic.model import Entry
from handlers.information_taps import Look, Of
from handlers.screen import Button, Screen, rows
from handlers.screens.choices import short_name
from handlers.screens.menu import pass_on, to_menu
from handlers.taps import walk
from locales.words import Words
from reception.booking.way import Way
from reception.catalogue import Catalogue


def found(say: Words, catalogue: Catalogue, meant: Sequence[Way | Entry], typed: int) -> Screen:
    """``typed``: see ``pass_on``."""
    buttons = [_button(say, catalogue, one) for one in meant]
    return Screen(say("Is this what you are looking for?"), rows(*buttons, pass_on(say, typed), to_menu(say)))


def _button(say: Words, catalogue: Catalogue, meant: Way | Entry) -> Button:
    if isinstance(meant, Entry):
        return Button(f"❓ {say.pick(meant.question)}", Look(of=Of.ENTRY, number=meant.number))
    if meant.doctor:
        return Button(f"🩺 {short_name(say, catalogue.doctors[meant.doctor])}", walk(meant))
    return Button(f"🏥 {say.pick(catalogue.specialties[meant.specialty].name)}", walk(meant))
