"""What is answered to the buttons under a notice."""

from clinic.model import Clinic
from handlers.screen import Button, Line, rows
from handlers.screens.handoff import to_end
from handlers.screens.menu import MY_VISITS
from handlers.screens.own_words import own_words
from handlers.taps import Go, To
from locales.words import Words
from reception.phones import show_phone
from reminders.answers import Reply
from reminders.notes import Score


def coming(say: Words) -> Line:
    return Line(say("Thank you! We look forward to seeing you."))


def fine(say: Words) -> Line:
    return Line(say("Thank you for letting us know that you have seen it."))


def reply(say: Words, clinic: Clinic, told: Reply) -> Line:
    """To what is passed on to reception, or can't be any more."""
    phone = show_phone(clinic.phone)
    visits = rows(Button(say.label(MY_VISITS), Go(to=To.VISITS)))
    if told is Reply.NOT_SO:
        return Line(say("This visit has been changed meanwhile. Here you see how things stand:"), visits)
    if told is Reply.BEGUN:
        return Line(say("This visit has already begun. Please call reception: {phone}", phone=phone))
    if told is Reply.NOBODY:
        return Line(say("Please call reception, they will gladly help: {phone}", phone=phone))
    if told is Reply.KNOWN:
        return Line(say("Reception knows already. In a hurry? {phone}", phone=phone))
    return Line(say("I've told reception that you'll be late. Thank you for letting us know!"))


def rated(say: Words, clinic: Clinic, score: Score, *, told: bool, asks: bool) -> Line:
    """``told``: reception knows. ``asks``: what is typed next is taken as their words on it."""
    if score is Score.NOT_THERE:
        return Line(
            say(
                "Thank you for telling. If something went wrong, please call us: {phone}",
                phone=show_phone(clinic.phone),
            )
        )
    ours = say("Thank you! Every answer is read, and that is how we get better.")
    text = [own_words(say, clinic.texts.thanks) or ours]
    if told:
        text = [say("Thank you for being frank. We are sorry: reception has been told and will look into it.")]
    if asks:
        text.append(say("Would you like to add what went wrong? Just write it here."))
    if clinic.review_link:
        text.append(say("You may also leave a review: {link}", link=clinic.review_link))
    return Line("\n\n".join(text), rows(to_end(say)) if told else ())


def heard(say: Words) -> Line:
    return Line(say("Thank you. I have passed your words on to reception."))
