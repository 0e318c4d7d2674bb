"""What a dialogue is about, as managers read it; in the clinic's own language."""

from collections.abc import Sequence

from handlers.screens.notices import score
from locales.words import Words
from reception.handoff.about import About, Why
from reminders.notes import Score


def about(say: Words, about: About, names: Sequence[str]) -> str:
    """A line; nothing for who came by the menu. ``names``: whom, where and when it is about."""
    if about.why is Why.MENU:
        return ""
    told = reasons(say)[about.why]
    if about.score:
        told = f"{told}, {score(say, Score(about.score))}"
    return say("About: {about}", about=f"{', '.join(names)}: {told}" if names else told)


def reasons(say: Words) -> dict[Why, str]:
    return _of_booking(say) | _of_visits(say) | _of_the_bot(say)


def _of_booking(say: Words) -> dict[Why, str]:
    return {
        Why.NO_TIME: say("no time that suits"),
        Why.TAKEN: say("the time was taken"),
        Why.TOO_MANY: say("as many visits ahead as can be booked in the bot"),
        Why.REFUSED: say("it could not be booked in the bot"),
        Why.UNKNOWN: say("a booking whose outcome was not known yet"),
    }


def _of_visits(say: Words) -> dict[Why, str]:
    return {
        Why.LATE: say("wants to move the visit, and it is too late to do so in the bot"),
        Why.MOVE: say("the visit could not be moved in the bot"),
        Why.NOTICE: say("a message about the visit"),
        Why.UNHAPPY: say("an unhappy visit"),
        Why.RATED: say("the rating was changed"),
        Why.CANCEL: say("the visit could not be cancelled in the bot"),
    }


def _of_the_bot(say: Words) -> dict[Why, str]:
    return {
        Why.SILENT: say("the clinic's system was silent"),
        Why.TROUBLE: say("the bot had an error"),
        Why.BUTTON: say("a button that no longer worked"),
        Why.NUMBER: say("the phone number was not accepted"),
        Why.BIRTH_DATE: say("the date of birth did not match the card"),
        Why.REGISTER: say("could not be registered in the bot"),
        Why.FULL: say("no room for one more patient on this phone"),
        Why.CLINIC: say("a question about the clinic"),
    }
