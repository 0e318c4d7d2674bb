"""The menu, settings, help, and what is said when something cannot be."""

from datetime import date

from clinic.model import Clinic
from handlers.handoff_taps import PassThisOn, write
from handlers.screen import Button, Commands, Key, Line, Screen, rows
from handlers.screens.switches import switches
from handlers.taps import Go, SetLanguage, To
from handlers.waiting_taps import wait
from locales.words import NAMES, Words, to_say
from reception.booking.way import Way
from reception.handoff.about import Why
from reception.people import Person, PhoneState
from reception.phones import show_phone

BOOK = to_say("📅 Book a visit")
MY_VISITS = to_say("🗓 My visits")
FAMILY = to_say("👪 Me and family")
RECEPTION = to_say("💬 Write to reception")
ABOUT = to_say("📍 Addresses, prices, questions")
FREE = to_say("🎁 Free services")


def menu_keys(say: Words) -> tuple[tuple[Key, ...], ...]:
    """The two short ones share a row: a keyboard of six rows hides what is said."""
    own = (Key(say.label(MY_VISITS)), Key(say.label(FAMILY)))
    rest = ((Key(label),) for label in (say.label(RECEPTION), say.label(ABOUT), say.label(FREE)))
    return ((Key(say.label(BOOK)),), own, *rest)


def to_menu(say: Words) -> Button:
    return Button(say.label("🏠 Main menu"), Go(to=To.MENU))


def to_book(say: Words) -> Button:
    return Button(say.label(BOOK), Go(to=To.BOOK), "primary")


def tell_me(say: Words, way: Way, on: date | None = None) -> Button:
    """Where none fits: of a doctor, or of a specialty at a branch. ``on``: the day that was looked at."""
    return Button(say.label("🔔 Tell me when a time frees up"), wait(way, on))


def to_reception(say: Words, why: Why = Why.MENU, way: Way | None = None) -> Button:
    """``why``, ``way``: from where somebody comes, for reception to see; such a button goes where nobody answers."""
    return Button(say.label(RECEPTION), Go(to=To.RECEPTION) if why is Why.MENU else write(why, way))


def pass_on(say: Words, typed: int) -> Button:
    """``typed``: the number of the message that the bot could make nothing of; 0 where there is nobody to write to."""
    return Button(say.label("💬 Pass this on to reception"), PassThisOn(message=typed)) if typed else to_reception(say)


def to_about(say: Words) -> Button:
    return Button(say.label(ABOUT), Go(to=To.ABOUT))


def to_free(say: Words) -> Button:
    return Button(say.label(FREE), Go(to=To.FREE))


def with_reception(say: Words, clinic: Clinic, text: str) -> str:
    """No dead end: under what could not be done stands who can help."""
    line = say("Reception: {phone}", phone=show_phone(clinic.phone))
    return f"{text}\n\n{line}"


def welcome(say: Words) -> Screen:
    """Comes with the persistent keyboard, so it is a message and no panel. To no name: a parent may be the reader."""
    return Screen(say("Good to see you! What can I do for you?"), keyboard=menu_keys(say))


def new_language(say: Words) -> Screen:
    """Only a message brings new keys, so one has to be sent: the shortest."""
    return Screen(say("Done: we speak English now."), keyboard=menu_keys(say))


def commands(say: Words) -> Commands:
    told = {
        "book": say.label("Book a visit"),
        "visits": say.label("My visits"),
        "family": say.label("Me and family"),
        "reception": say.label("Write to reception"),
        "about": say.label("Addresses, prices, questions"),
        "faq": say.label("Questions and answers"),
        "free": say.label("Free services"),
        "settings": say.label("Language and reminders"),
        "privacy": say.label("What we keep about you"),
        "help": say.label("Help"),
        "menu": say.label("Main menu"),
        "cancel": say.label("Stop what we are doing"),
    }
    return Commands(told)


def menu(say: Words) -> Screen:
    visits = Button(say.label(MY_VISITS), Go(to=To.VISITS))
    family = Button(say.label(FAMILY), Go(to=To.FAMILY))
    settings = Button(say.label("⚙️ Settings"), Go(to=To.SETTINGS))
    own = (to_book(say), visits, family, to_reception(say))
    return Screen(say("What would you like to do?"), rows(*own, to_about(say), to_free(say), settings))


def visitor(say: Words) -> Screen:
    """The number is known, but no patient yet."""
    go_on = Button(say.label("▶️ Go on with registration"), Go(to=To.REGISTER), "primary")
    settings = Button(say.label("⚙️ Settings"), Go(to=To.SETTINGS))
    return Screen(
        say("We are almost there: register the patient, and you can book. It takes a minute."),
        rows(go_on, to_reception(say), to_about(say), to_free(say), settings),
    )


def settings(say: Words, clinic: Clinic, person: Person) -> Screen:
    number = None
    if person.phone_state is PhoneState.UNVERIFIED:
        number = Button(say.label("📱 Confirm my number"), Go(to=To.PHONE))
    languages = language_buttons(clinic, person.language)
    text = [say("Which language shall we speak?")]
    notices = switches(say, person.notices_off) if person.registered else ()
    if notices:
        text.append(say("And what shall I write to you about? 🔔 yes, 🔕 no: a tap turns it over."))
    ways = rows(number, Button(say.label("🔒 My data"), Go(to=To.PRIVACY)), to_menu(say))
    return Screen("\n\n".join(text), (*languages, *notices, *ways))


def language_buttons(clinic: Clinic, current: str) -> tuple[tuple[Button, ...], ...]:
    """None where there is nothing to choose."""
    offered = clinic.languages.offered
    if len(offered) == 1:
        return ()
    buttons = [Button(("✓ " if code == current else "") + NAMES[code], SetLanguage(language=code)) for code in offered]
    return rows(*buttons, width=2)


def help_page(say: Words, clinic: Clinic) -> Screen:
    text = say(
        "<b>How I can help</b>\n\n"
        "/book: book a visit to a doctor, day or night\n"
        "/visits: see, move or cancel what you have booked\n"
        "/family: the patients on this phone\n"
        "/reception: write to reception: a text, a photo, a voice message\n"
        "/about: addresses, opening hours, doctors and prices\n"
        "/faq: answers to what people ask most; or just type your question\n"
        "/free: what costs nothing, and how to get it\n"
        "/settings: the language, and which reminders you want\n"
        "/privacy: what we keep about you, and how to delete it\n"
        "/menu: the main menu\n"
        "/cancel: stop whatever we are in the middle of\n\n"
        "Would you rather talk to a person? Reception: {phone}\n"
        "Is somebody's life in danger? Call {emergency} at once.",
        phone=show_phone(clinic.phone),
        emergency=" / ".join(clinic.emergency),
    )
    return Screen(text, rows(to_book(say), to_menu(say)))


def not_understood(say: Words, clinic: Clinic, typed: int) -> Screen:
    """``typed``: see ``pass_on``."""
    text = say(
        "I'm not sure I understood. Please choose below, or call reception: {phone}", phone=show_phone(clinic.phone)
    )
    visits = Button(say.label(MY_VISITS), Go(to=To.VISITS))
    return Screen(text, rows(pass_on(say, typed), to_book(say), visits, to_about(say), to_menu(say)))


def emergency(say: Words, clinic: Clinic) -> Line:
    """Said before anything else to whoever writes of a life in danger."""
    numbers = " / ".join(clinic.emergency)
    return Line(
        say(
            "🚑 If somebody's life is in danger, please call <b>{numbers}</b> right now. I'm only a bot.",
            numbers=numbers,
        )
    )


def outdated(say: Words, clinic: Clinic) -> Screen:
    """One and the same for a forged, a foreign and an outdated button."""
    text = with_reception(say, clinic, say("This button no longer works. Shall we start anew?"))
    return Screen(text, rows(to_book(say), to_reception(say, Why.BUTTON), to_menu(say)))


def nothing_to_cancel(say: Words) -> Screen:
    return Screen(say("All right, let's leave it there. What next?"), rows(to_book(say), to_menu(say)))


def one_moment(say: Words) -> Screen:
    return Screen(say("⏳ One moment: the clinic's system is thinking…"))


def clinic_silent(say: Words, clinic: Clinic, again: Button) -> Screen:
    text = say(
        "The clinic's appointment system is not answering right now. "
        "Please try again in a few minutes, or call reception: {phone}",
        phone=show_phone(clinic.phone),
    )
    return Screen(text, rows(again, to_reception(say, Why.SILENT), to_menu(say)))


def trouble(say: Words, clinic: Clinic, code: str) -> Screen:
    text = say(
        "Something went wrong on our side, and we already know about it. Please try again, "
        "or call reception: {phone}\n\nIf you call, please mention this code: <code>{code}</code>",
        phone=show_phone(clinic.phone),
        code=code,
    )
    return Screen(text, rows(to_reception(say, Why.TROUBLE), to_menu(say)))


def too_fast(say: Words) -> Line:
    return Line(say("That was a lot at once. Please wait a couple of seconds and try again."))
