"""Why a visit is not booked, or not moved, and the ways on."""

from clinic.model import Clinic
from handlers.screen import Button, Screen, rows
from handlers.screens.menu import MY_VISITS, outdated, to_book, to_menu, to_reception, with_reception
from handlers.taps import Go, To, walk
from locales.words import Words
from reception.booking.outcomes import Declined, No
from reception.booking.way import Way
from reception.handoff.about import Why
from reception.phones import show_phone

NOT_AS_IT_WAS = frozenset({No.CHANGED, No.UNDER_WAY})
SEE_VISITS = frozenset({No.TOO_MANY, No.OTHER_NUMBER, No.CHANGED, No.UNDER_WAY, No.LATE, No.BY_RECEPTION})
WHY = {
    No.TOO_MANY: Why.TOO_MANY,
    No.LATE: Why.LATE,
    **dict.fromkeys((No.CHANGED, No.UNDER_WAY, No.BY_RECEPTION, No.OVERLAPS), Why.MOVE),
}  # all else: it was refused


def declined(say: Words, told: Declined, clinic: Clinic) -> Screen:
    if told.why is No.GONE:
        return outdated(say, clinic)
    phone = show_phone(clinic.phone)
    text = (_of_a_booking(say, clinic, phone) | _of_a_move(say, clinic, phone))[told.why]
    said = text if phone in text else with_reception(say, clinic, text)
    if told.why not in NOT_AS_IT_WAS:
        said = as_it_was(say, said, told.way)
    asks = to_reception(say, WHY.get(told.why, Why.REFUSED), told.way)
    return Screen(said, rows(*_ways_on(say, told), asks, to_menu(say)))


def as_it_was(say: Words, text: str, way: Way | None) -> str:
    """Whoever fails to move a visit still has it."""
    return "\n\n".join((text, say("Your visit stays as it was."))) if way and way.moving else text


def _of_a_booking(say: Words, clinic: Clinic, phone: str) -> dict[No, str]:
    return {
        No.TOO_MANY: say.count(
            "This patient already has {n} visit ahead: that is as many as can be booked here. Reception: {phone}",
            "This patient already has {n} visits ahead: that is as many as can be booked here. Reception: {phone}",
            clinic.rules.visits_ahead,
            phone=phone,
        ),
        No.VERIFY_FIRST: say(
            "One visit is already booked. To book more, please confirm that the number is yours: it is one tap."
        ),
        No.OTHER_NUMBER: say(
            "One visit is already booked, and this patient was added under another number. "
            "Reception will gladly book the next one: {phone}",
            phone=phone,
        ),
        No.PATIENT_BUSY: say("This patient already has another visit at that time. Please choose another time."),
        No.REFUSED: say("The clinic's system did not accept this booking. Please call reception: {phone}", phone=phone),
        No.NEUTRAL: say(
            "This time can't be booked online. Choose another one, or call reception: {phone}", phone=phone
        ),
        No.NOT_BOOKED: say("Sorry, the visit could not be booked after all. Please choose a time once more."),
    }


def _of_a_move(say: Words, clinic: Clinic, phone: str) -> dict[No, str]:
    return {
        No.CHANGED: say(
            "This visit is no longer ahead: it was moved or cancelled, or it is over. Nothing was changed."
        ),
        No.UNDER_WAY: say(
            "This visit is being changed right now, maybe from another phone. Please look at your visits in a minute."
        ),
        No.LATE: say.count(
            "Less than {n} hour is left before this visit: that late only reception can move it: {phone}",
            "Less than {n} hours are left before this visit: that late only reception can move it: {phone}",
            clinic.rules.late_cancel_hours,
            phone=phone,
        ),
        No.BY_RECEPTION: say(
            "A visit like this is not booked online. Reception will gladly move it: {phone}", phone=phone
        ),
        No.OVERLAPS: say(
            "This time overlaps your visit as it is now. Choose another one, or let reception move it: {phone}",
            phone=phone,
        ),
    }


def _ways_on(say: Words, told: Declined) -> list[Button]:
    if told.why is No.VERIFY_FIRST:
        return [Button(say.label("📱 Confirm my number"), Go(to=To.PHONE), "primary")]
    if told.why in SEE_VISITS:
        return [Button(say.label(MY_VISITS), Go(to=To.VISITS))]
    return [Button(say.label("🗓 Other days"), walk(told.way))] if told.way else [to_book(say)]
