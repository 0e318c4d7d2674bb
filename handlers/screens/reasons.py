"""Why something typed could not be taken, and how to write it."""

from locales.words import Words
from reception.dates import Doubt, Why
from reception.names import NameDoubt


def of_date(say: Words, doubt: Doubt) -> str:
    example = say("Please type the date like this: 12.05.1987")
    return f"{_about_date(say, doubt)} {example}"


def _about_date(say: Words, doubt: Doubt) -> str:
    match doubt.why:
        case Why.NO_SUCH_DAY:
            return say("There is no {date}.", date=_named(say, doubt))
        case Why.NO_SUCH_MONTH:
            return say("There is no month number {month}.", month=doubt.month)
        case Why.NO_YEAR | Why.INCOMPLETE:
            return say("I need the day, the month and the year.")
        case Why.IN_FUTURE:
            return say("This day has not come yet.")
        case Why.TOO_LONG_AGO:
            return say("That was very long ago: the year {year}?", year=doubt.year)
        case Why.TWO_DATES:
            return say("I see two dates here; I need just one.")
        case Why.AGE_DIFFERS:
            return say("The date and the age don't agree.")
        case _:
            return say("This doesn't look like a date of birth.")


def _named(say: Words, doubt: Doubt) -> str:
    """ "31 February 1987", with what of it was typed."""
    month = say.month(doubt.month) if doubt.month else ""
    return " ".join(str(part) for part in (doubt.day, month, doubt.year) if part)


def of_name(say: Words, doubt: NameDoubt) -> str:
    match doubt:
        case NameDoubt.EMPTY:
            return say("I don't see any letters here. Please type the name with letters.")
        case NameDoubt.TOO_LONG | NameDoubt.TOO_MANY_WORDS:
            return say("That is too long for a name. Please type just the name, as in the passport.")
        case NameDoubt.COMMAND | NameDoubt.LINK:
            return say("This doesn't look like a name. Please type it as in the passport.")
        case NameDoubt.DIGITS | NameDoubt.SYMBOLS:
            return say("A name has only letters, hyphens and apostrophes. Please type it once more.")
