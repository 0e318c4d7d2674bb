"""What is kept about a person, and what they may do with it."""

from clinic.model import Clinic
from handlers.screen import Button, Line, Screen, rows
from handlers.screens.menu import MY_VISITS, to_menu, to_reception, with_reception
from handlers.taps import Go, To
from locales.words import Words
from reception.handoff.about import Why
from reception.people import Person
from reception.phones import show_phone


def my_data(say: Words, clinic: Clinic, person: Person) -> Screen:
    """The clinic's own policy. Who has given no number has nothing to leave."""
    download = Button(say.label("📤 Download my data"), Go(to=To.DOWNLOAD))
    erase = Button(say.label("🗑 Delete my data"), Go(to=To.ERASE))
    leave = Button(say.label("📴 Forget my number in this chat"), Go(to=To.LEAVE)) if person.phone else None
    return Screen(say.html(clinic.privacy.text), rows(download, erase, leave, to_menu(say)))


def just_sent(say: Words) -> Line:
    return Line(say("📤 I've sent you your data a moment ago: please look above. In a minute you can ask again."))


def erase_check(say: Words, clinic: Clinic, person: Person) -> Screen:
    text = say(
        "<b>Delete everything I know about you?</b>\n\n"
        "I will forget your number, everybody you registered here, your bookings and answers, and this chat's "
        "settings. What I was still to tell reception for you I will not tell.\n\n"
        "<b>What the clinic keeps</b>, as the law asks: medical cards and the visits in its own system. Visits ahead "
        "stay booked: if you don't want one, please cancel it first. What reception has read already stays with it: "
        "{phone}",
        phone=show_phone(clinic.phone),
    )
    surely = Button(say.label("🗑 Yes, delete my data"), Go(to=To.ERASE_SURELY), "danger")
    visits = Button(say.label(MY_VISITS), Go(to=To.VISITS)) if person.registered else None
    return Screen(text, rows(surely, visits, _back(say)))


def erased(say: Words) -> Screen:
    return Screen(say("Done: I know nothing about you any more. If you ever need us again, send /start."))


def leave_check(say: Words) -> Screen:
    text = say(
        "<b>Forget your number in this chat?</b>\n\n"
        "This chat will forget your number and everybody registered here, and I will write nothing more about visits. "
        "Medical cards and visits stay as they are, and what you have told reception stays told.\n\n"
        "I keep only the language of this chat, that you agreed to our keeping your data, and for 30 days what I have "
        "said to you and to reception. With the same number you can come back any time. To have all of it gone, "
        "choose “Delete my data” instead."
    )
    surely = Button(say.label("📴 Yes, forget my number"), Go(to=To.LEAVE_SURELY), "danger")
    return Screen(text, rows(surely, _back(say)))


def left(say: Words) -> Screen:
    text = say("Done: this chat acts for nobody any more. To come back, share your number again: /start")
    return Screen(text, rows(to_menu(say)))


def not_yet(say: Words, clinic: Clinic, then: To) -> Screen:
    """``then``: what was to be done."""
    text = say("I'm still finding out whether your visit is booked. Please try again in a minute.")
    again = Button(say.label("🔁 Try again"), Go(to=then))
    return Screen(with_reception(say, clinic, text), rows(again, to_reception(say, Why.UNKNOWN), to_menu(say)))


def _back(say: Words) -> Button:
    return Button(say.label("⬅️ Back"), Go(to=To.PRIVACY))
