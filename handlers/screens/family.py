"""The patients on this phone: all of them, and what can be done about one."""

from collections.abc import Sequence
from html import escape

from clinic.model import Clinic
from handlers.screen import Button, Screen, rows
from handlers.screens.meeting import somebody_else
from handlers.screens.menu import to_menu, to_reception, with_reception
from handlers.taps import Fill, Go, Kin, OfPatient, Step, TakeOffSurely, To
from locales.words import Words
from reception.handoff.about import Why
from reception.people import Draft, PatientDetails, PatientOnPhone, Person
from reception.phones import show_phone
from reception.questions import Question


def family(say: Words, person: Person) -> Screen:
    """The default one first, with a star where there are others."""
    star = "⭐ " if len(person.patients) > 1 else ""
    shown = [
        Button((star if patient is person.patients[0] else "") + patient.details.name, _about(patient, Kin.SHOW))
        for patient in person.patients
    ]
    add = Button(say.label("➕ Add"), Go(to=To.ADD))
    text = say("<b>Me and family</b>\n\nThese are the patients on this phone. Tap a name to change something.")
    return Screen(text, rows(*shown, add, to_menu(say)))


def one(say: Words, person: Person, patient: PatientOnPhone) -> Screen:
    is_first = patient.id == person.patients[0].id
    first = None if is_first else Button(say.label("⭐ Put first"), _about(patient, Kin.FIRST))
    wrong = Button(say.label("✏️ Something is wrong"), _about(patient, Kin.WRONG))
    off = Button(say.label("🚪 Take off this phone"), _about(patient, Kin.OFF))
    return Screen(_title(patient.details), rows(first, wrong, off, *_way_back(say)))


def no_room(say: Words, clinic: Clinic) -> Screen:
    return Screen(full(say, clinic), rows(to_reception(say, Why.FULL), *_way_back(say)))


def full(say: Words, clinic: Clinic) -> str:
    return say.count(
        "There is room for {n} patient on one phone. Reception can help: {phone}",
        "There is room for {n} patients on one phone. Reception can help: {phone}",
        clinic.rules.patients_per_phone,
        phone=show_phone(clinic.phone),
    )


def may_act(say: Words, people: Sequence[PatientDetails], draft: Draft) -> Screen:
    """The birth date was right; nobody is added before the tick."""
    names = ", ".join(patient.name for patient in people)
    text = say("Found: <b>{names}</b>\n\nPlease tick that you may act for them, and I will add them.", names=names)
    back = Button(say.label("⬅️ Back"), Fill(draft=draft.id, step=Step.BACK, question=Question.ACTS))
    choice = rows(tick(say, draft), somebody_else(say, draft))
    return Screen(text, (*choice, *rows(back, to_menu(say), width=2)))


def tick(say: Words, draft: Draft) -> Button:
    return Button(say.label("☐ I may act for this person"), Fill(draft=draft.id, step=Step.TICK), "primary")


def what_is_wrong(say: Words, patient: PatientOnPhone) -> Screen:
    text = say("What is wrong, and how should it be? Write it here, and I will pass it on to reception.")
    return Screen(f"{_title(patient.details)}\n\n{text}", rows(*_way_back(say)))


def finish_first(say: Words) -> Screen:
    """What is typed next would answer two questions; the main menu leaves the registration."""
    text = say("You are registering somebody right now. Please finish that first, or leave it by the main menu.")
    go_on = Button(say.label("▶️ Go on with registration"), Go(to=To.REGISTER), "primary")
    return Screen(text, rows(go_on, *_way_back(say)))


def by_phone(say: Words, clinic: Clinic, patient: PatientOnPhone) -> Screen:
    """Where reception has no group to be told in."""
    text = say("Only reception can change a card. Please call, they will put it right.")
    return Screen(with_reception(say, clinic, f"{_title(patient.details)}\n\n{text}"), rows(*_way_back(say)))


def type_it(say: Words) -> Screen:
    text = say("I can only pass on typed words. Please write in a few words what is wrong.")
    return Screen(text, rows(*_way_back(say)))


def passed_on(say: Words, clinic: Clinic) -> Screen:
    text = say("Thank you. Reception has it now and will put the card right.")
    return Screen(with_reception(say, clinic, text), rows(*_way_back(say)))


def take_off_check(say: Words, patient: PatientOnPhone) -> Screen:
    text = say(
        "<b>Take {name} off this phone?</b>\n\n"
        "The card stays with the clinic, and visits that are booked stay booked. "
        "I will not show them here any more and will not remind you of them.",
        name=patient.details.name,
    )
    surely = Button(say.label("🚪 Yes, take off"), TakeOffSurely(patient=patient.id), "danger")
    return Screen(text, rows(surely, Button(say.label("⬅️ Back"), _about(patient, Kin.SHOW)), to_menu(say)))


def taken_off(say: Words, patient: PatientOnPhone) -> Screen:
    return Screen(say("Done: {name} is no longer on this phone.", name=patient.details.name))


def not_yet(say: Words, clinic: Clinic, patient: PatientOnPhone) -> Screen:
    """A booking is under way: whoever made it must hear how it ends."""
    text = say(
        "A booking for {name} is still under way. Please try again in a few minutes, when I know how it has ended.",
        name=patient.details.name,
    )
    again = Button(say.label("🔁 Try again"), _about(patient, Kin.OFF))
    return Screen(with_reception(say, clinic, text), rows(again, to_reception(say, Why.UNKNOWN), *_way_back(say)))


def _title(details: PatientDetails) -> str:
    return f"<b>{escape(details.full_name)}</b>"


def _about(patient: PatientOnPhone, act: Kin) -> OfPatient:
    return OfPatient(patient=patient.id, act=act)


def _way_back(say: Words) -> tuple[Button, Button]:
    return Button(say.label("⬅️ Back"), Go(to=To.FAMILY)), to_menu(say)
