"""One visit ahead, and what can be done with it."""

from collections.abc import Sequence

from clinic.model import Clinic
from crm.model import Appointment
from handlers.screen import Button, Screen, rows
from handlers.screens.menu import MY_VISITS, to_menu
from handlers.screens.prices import price
from handlers.screens.visit import ways_there
from handlers.screens.visits import described
from handlers.taps import Go, To, walk
from handlers.visit_taps import Cancel, Details, Move, ShowVisit
from locales.words import Words
from reception.booking.outcomes import Visit
from reception.booking.way import Way
from reception.catalogue import Catalogue, Offer
from reception.people import PatientOnPhone
from reception.phones import show_phone

Same = tuple[PatientOnPhone, Way]  # somebody else of the family, and the way to the same for them
MOST = 3  # of those


def one(
    say: Words, clinic: Clinic, visit: Visit, same: Sequence[Same], details: Sequence[str] = (), *, late: bool
) -> Screen:
    """``details``: asked for; without them neither specialty nor service is told. ``late``: only reception moves it."""
    less = Button(say.label("⬅️ Less"), ShowVisit(visit=visit.id))
    more = Button(say.label("ℹ️ Details"), Details(visit=visit.id))
    move = None if late else Button(say.label("🔁 Move"), Move(visit=visit.id))
    cancel = Button(say.label("❌ Cancel"), Cancel(visit=visit.id))
    others = [_same(say, patient, way) for patient, way in same[:MOST]]
    back = Button(say.label(MY_VISITS), Go(to=To.VISITS))
    text = "\n".join((described(say, clinic, visit), *details))
    deeds = rows(move, cancel, *ways_there(say, visit), width=2)
    return Screen(text, (*rows(less if details else more), *deeds, *rows(*others), *rows(back, to_menu(say), width=2)))


def more(say: Words, clinic: Clinic, catalogue: Catalogue, visit: Appointment, offer: Offer | None) -> list[str]:
    """``offer``: what the clinic says of such a visit, None where it no longer does."""
    branch = catalogue.branch_id(visit.branch_id)
    phone = (catalogue.branches[branch].phone if branch else None) or clinic.phone
    cost = price(say, clinic, catalogue, offer) if offer else ""
    told = [
        *_what_for(say, catalogue, visit),
        *([say("Price: {price}", price=cost)] if cost else []),
        say("Phone: {phone}", phone=show_phone(phone)),
    ]
    return ["", *told]


def calendar_caption(say: Words, *, cancelled: bool) -> str:
    if cancelled:
        return say("The visit is cancelled. Open this file, and it goes from your calendar.")
    return say("Open this file, and the visit is in your calendar.")


def _what_for(say: Words, catalogue: Catalogue, visit: Appointment) -> list[str]:
    if not (known := catalogue.service_id(visit.service_id)):
        return []
    service = catalogue.services[known]
    specialty = catalogue.specialty_id(service.specialty_id)
    named = [say("Specialty: {name}", name=say.pick(catalogue.specialties[specialty].name))] if specialty else []
    return [*named, say("Service: {name}", name=say.pick(service.name))]


def _same(say: Words, patient: PatientOnPhone, way: Way) -> Button:
    return Button(say.label("👪 The same for {name}", name=patient.details.first_name), walk(way))
