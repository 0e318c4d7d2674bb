"""The first meeting: greeting, consent, whose number this is."""

from clinic.model import Clinic
from handlers.screen import Button, Key, Line, Screen, rows
from handlers.screens.menu import language_buttons, menu_keys, to_about, to_menu, to_reception, with_reception
from handlers.screens.own_words import own_words
from handlers.taps import Fill, Go, Step, To
from locales.words import Words, to_say
from reception.handoff.about import Why
from reception.identity import Known, NotRecognised, Recognised
from reception.people import Draft
from reception.phones import show_phone

SHARE = to_say("📱 I agree, share my number")
TYPE_INSTEAD = to_say("Type it instead")


def greeting(say: Words, clinic: Clinic, current: str) -> list[Screen]:
    name = say.pick(clinic.name)
    hello = own_words(say, clinic.texts.greeting, clinic=name) or say(
        "Hello! This is the online front desk of <b>{clinic}</b>. Here you can book a visit to the doctor at any hour.",
        clinic=name,
    )
    kept = say("We keep your number, name, birth date and visits to book and remind you. Delete any time: /privacy")
    buttons = (*language_buttons(clinic, current), *rows(to_about(say)))
    return [Screen(f"{hello}\n\n{kept}", buttons), _consent(say)]


def _consent(say: Words) -> Screen:
    """A short one: each time another language is chosen it comes anew, for only a message brings new keys."""
    text = say("To begin, share your phone number with the button below 👇")
    return Screen(text, keyboard=((Key(say.label(SHARE), contact=True),), (Key(say.label(TYPE_INSTEAD)),)))


def confirm_number(say: Words) -> Screen:
    """For somebody who typed a number: the contact button once more."""
    text = say("Share your number with the button below, and I can show you everything booked for it 👇")
    return Screen(text, keyboard=((Key(say.label(SHARE), contact=True),), *menu_keys(say)))


def foreign_contact(say: Words, clinic: Clinic, *, at_home: bool) -> Screen:
    text = say("This looks like somebody else's contact. Please use the button below: it shares your own number 👇")
    return _share_again(say, clinic, text, at_home=at_home)


def number_is_booking(say: Words, clinic: Clinic, *, at_home: bool) -> Screen:
    """It names nobody: the other chat may be a stranger's."""
    text = say("A booking with this number is still under way in another chat. Please share it again in a minute.")
    return _share_again(say, clinic, text, at_home=at_home)


def _share_again(say: Words, clinic: Clinic, text: str, *, at_home: bool) -> Screen:
    """``at_home``: for somebody who has the menu's keys already, and keeps them."""
    others = menu_keys(say) if at_home else ((Key(say.label(TYPE_INSTEAD)),),)
    keyboard = ((Key(say.label(SHARE), contact=True),), *others)
    return Screen(with_reception(say, clinic, text), keyboard=keyboard)


def ask_phone(say: Words) -> Screen:
    return Screen(say("Please type your phone number, for example <code>050 123 45 67</code>."), _home(say))


def not_a_phone(say: Words, clinic: Clinic) -> Screen:
    text = say(
        "This doesn't look like a phone number. Please type one number with its code, "
        "for example <code>050 123 45 67</code> or <code>+48 512 345 678</code>."
    )
    return Screen(with_reception(say, clinic, text), (*rows(to_reception(say, Why.NUMBER)), *_home(say)))


def check_phone(say: Words, draft: Draft) -> Screen:
    text = say("Is this your number?\n\n<b>{phone}</b>", phone=show_phone(draft.answers["phone"]))
    yes = Button(say.label("Yes"), Fill(draft=draft.id, step=Step.YES), "success")
    retype = Fill(draft=draft.id, step=Step.RETYPE)
    back = Button(say.label("⬅️ Back"), retype)
    return Screen(text, (*rows(yes, Button(say.label("Correct it"), retype)), *rows(back, to_menu(say), width=2)))


def _home(say: Words) -> tuple[tuple[Button, ...], ...]:
    """Before the number stands the greeting, which is home to whoever has none."""
    return rows(Button(say.label("⬅️ Back"), Go(to=To.MENU)), to_menu(say), width=2)


def thanks_for_phone(say: Words) -> Screen:
    return Screen(say("Thank you!"), keyboard=menu_keys(say))


def confirmed_elsewhere(say: Words) -> Line:
    """To whoever had the number until now, maybe a stranger by this time: it names nobody and nothing."""
    return Line(say("Your number has been confirmed in another chat. To go on here, please confirm it again: /start"))


def known(say: Words, cards: Known, draft: Draft) -> Screen:
    text = say("On this number we have: <b>{people}</b>", people=", ".join(cards.initials))
    return Screen(f"{text}\n\n{_whose(say, len(cards.initials))}", _others(say, draft))


def _whose(say: Words, people: int) -> str:
    if people == 1:
        return say("To add this person, please type their date of birth, for example 12.05.1987.")
    return say("To add one of them, please type that person's date of birth, for example 12.05.1987.")


def known_again(say: Words, clinic: Clinic, reason: str, draft: Draft) -> Screen:
    return Screen(with_reception(say, clinic, reason), _helped(say, draft))


def recognised(say: Words, found: Recognised, draft: Draft) -> Screen:
    """Somebody was added, and there are more on the number."""
    added = say("Added: <b>{names}</b> ✅", names=", ".join(patient.details.name for patient in found.added))
    left = say("Also on this number: <b>{people}</b>", people=", ".join(found.left.initials))
    that_is_all = Button(say.label("That's all, go on"), Go(to=To.DONE), "primary")
    return Screen(
        f"{added}\n{left}\n\n{_whose(say, len(found.left.initials))}", (rows(that_is_all) + _others(say, draft))
    )


def not_recognised(say: Words, clinic: Clinic, draft: Draft, tried: NotRecognised) -> Screen:
    if tried.tries_left:
        text = say.count(
            "This date doesn't match. Please check it and type it again: {n} try left.",
            "This date doesn't match. Please check it and type it again: {n} tries left.",
            tried.tries_left,
        )
        text = with_reception(say, clinic, text)
    else:
        text = say(
            "This date doesn't match either, so I can't open this card here. "
            "Reception will gladly help: {phone}. Or register somebody else.",
            phone=show_phone(clinic.phone),
        )
    return Screen(text, _helped(say, draft))


def added(say: Words, found: Recognised) -> Screen:
    return Screen(say("Added: <b>{names}</b> ✅", names=", ".join(patient.details.name for patient in found.added)))


def _others(say: Words, draft: Draft) -> tuple[tuple[Button, ...], ...]:
    return rows(somebody_else(say, draft), to_menu(say))


def _helped(say: Words, draft: Draft) -> tuple[tuple[Button, ...], ...]:
    return (*rows(to_reception(say, Why.BIRTH_DATE)), *_others(say, draft))


def somebody_else(say: Words, draft: Draft) -> Button:
    return Button(say.label("➕ Register somebody else"), Fill(draft=draft.id, step=Step.ELSE))
