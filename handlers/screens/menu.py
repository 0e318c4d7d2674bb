"""The menu, settings, help, privacy, and what is said when something cannot be."""

from clinic.model import Clinic
from handlers.screen import Button, Commands, Key, Line, Screen, rows
from handlers.screens.switches import switches
from handlers.taps import Go, SetLanguage, To
from locales.words import NAMES, Words, to_say
from reception.people import Person, PhoneState
from reception.phones import show_phone

BOOK = to_say("📅 Book a visit")
MY_VISITS = to_say("🗓 My visits")
RECEPTION = to_say("💬 Write to reception")


def menu_keys(say: Words) -> tuple[tuple[Key, ...], ...]:
    return ((Key(say.label(BOOK)),), (Key(say.label(MY_VISITS)),), (Key(say.label(RECEPTION)),))


def to_menu(say: Words) -> Button:
    return Button(say.label("🏠 Main menu"), Go(to=To.MENU))


def to_book(say: Words) -> Button:
    return Button(say.label(BOOK), Go(to=To.BOOK), "primary")


def to_reception(say: Words) -> Button:
    return Button(say.label(RECEPTION), Go(to=To.RECEPTION))


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
        "reception": say.label("Write to reception"),
        "settings": say.label("Language and reminders"),
        "privacy": say.label("What we keep about you"),
        "help": say.label("Help"),
        "menu": say.label("Main menu"),
        "cancel": say.label("Stop what we are doing"),
    }
    return Commands(told)


def menu(say: Words) -> Screen:
    visits = Button(say.label(MY_VISITS), Go(to=To.VISITS))
    settings = Button(say.label("⚙️ Settings"), Go(to=To.SETTINGS))
    return Screen(say("What would you like to do?"), rows(to_book(say), visits, to_reception(say), settings))


def visitor(say: Words) -> Screen:
    """The number is known, but no patient yet."""
    go_on = Button(say.label("▶️ Go on with registration"), Go(to=To.REGISTER), "primary")
    settings = Button(say.label("⚙️ Settings"), Go(to=To.SETTINGS))
    return Screen(
        say("We are almost there: register the patient, and you can book. It takes a minute."),
        rows(go_on, settings),
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
    ways = rows(number, Button(say.label("🔒 Privacy"), Go(to=To.PRIVACY)), to_menu(say))
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
        "/reception: write to reception: a text, a photo, a voice message\n"
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


def privacy(say: Words, clinic: Clinic) -> Screen:
    erase = Button(say.label("🗑 Delete my data"), Go(to=To.ERASE))
    return Screen(
        say.html(clinic.privacy.text),
        rows(erase, to_menu(say)),
    )


def erase_check(say: Words, clinic: Clinic) -> Screen:
    text = say(
        "<b>Delete everything I know about you?</b>\n\n"
        "I will forget your number, everybody you registered here and this chat's settings.\n"
        "Medical cards and visits stay with the clinic, as the law asks; visits that you have booked stay booked. "
        "To cancel one, please call reception first: {phone}",
        phone=show_phone(clinic.phone),
    )
    surely = Button(say.label("🗑 Yes, delete my data"), Go(to=To.ERASE_SURELY), "danger")
    return Screen(text, rows(surely, Button(say.label("⬅️ Back"), Go(to=To.PRIVACY))))


def erased(say: Words) -> Screen:
    return Screen(say("Done: I know nothing about you any more. If you ever need us again, send /start."))


def not_understood(say: Words, clinic: Clinic) -> Screen:
    text = say(
        "I'm not sure I understood. Please choose below, or call reception: {phone}", phone=show_phone(clinic.phone)
    )
    visits = Button(say.label(MY_VISITS), Go(to=To.VISITS))
    return Screen(text, rows(to_book(say), visits, to_reception(say), to_menu(say)))


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
    return Screen(text, rows(to_book(say), to_menu(say)))


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
    return Screen(text, rows(again, to_menu(say)))


def trouble(say: Words, clinic: Clinic, code: str) -> Screen:
    text = say(
        "Something went wrong on our side, and we already know about it. Please try again, "
        "or call reception: {phone}\n\nIf you call, please mention this code: <code>{code}</code>",
        phone=show_phone(clinic.phone),
        code=code,
    )
    return Screen(text, rows(to_menu(say)))


def too_fast(say: Words) -> Line:
    return Line(say("That was a lot at once. Please wait a couple of seconds and try again."))
