"""What is counted, in words: the same in the text, in the picture and in the table."""

from collections.abc import Mapping

from crm.model import Status
from locales.words import Words
from reception.catalogue import Catalogue
from reception.figures.counts import ASKED, BY_CLINIC, BY_PATIENT, MOVED, NEW, SECONDS, TAKEN, Section, What
from reminders.outbox import State


def whats(say: Words) -> Mapping[What, str]:
    return {
        What.CAME: say.label("New people"),
        What.PEOPLE: say.label("Active people"),
        What.SESSIONS: say.label("Sessions"),
        What.SECTION: say.label("Opened"),
        What.BOOKED: say.label("Booked here"),
        What.CANCELLED: say.label("Cancelled"),
        What.VISIT: say.label("Visits"),
        What.RATED: say.label("Ratings"),
        What.NOTICE: say.label("Reminders and other messages"),
        What.QUEUE: say.label("Writing to reception"),
    }


def which(say: Words, catalogue: Catalogue, what: What, of: str) -> str:
    """Of a count, in words."""
    match what:
        case What.CAME:
            return of or say.label("without a link")
        case What.SECTION:
            return sections(say)[Section(of)]
        case What.BOOKED:
            return bookings(say)[of]
        case What.CANCELLED:
            return cancelled(say)[of]
        case What.VISIT:
            return visits(say)[Status(of)]
        case What.RATED:
            return _rated(say, catalogue, *map(int, of.split(":")))
        case What.NOTICE:
            return notices(say)[State(of)]
        case What.QUEUE:
            return queue(say)[of]
    return of


def sections(say: Words) -> Mapping[Section, str]:
    return {
        Section.BOOK: say.label("Book a visit"),
        Section.VISITS: say.label("My visits"),
        Section.FAMILY: say.label("Me and family"),
        Section.RECEPTION: say.label("Write to reception"),
        Section.ABOUT: say.label("Addresses, prices, questions"),
        Section.QUESTIONS: say.label("Questions and answers"),
        Section.FREE: say.label("Free services"),
        Section.SETTINGS: say.label("Language and reminders"),
        Section.MY_DATA: say.label("What we keep about you"),
        Section.HELP: say.label("Help"),
    }


def bookings(say: Words) -> Mapping[str, str]:
    return {NEW: say.label("new bookings"), MOVED: say.label("moved bookings")}


def cancelled(say: Words) -> Mapping[str, str]:
    return {BY_PATIENT: say.label("cancelled by patients here"), BY_CLINIC: say.label("cancelled by the clinic")}


def visits(say: Words) -> Mapping[Status, str]:
    """What is only booked when its day is over, nobody has marked."""
    return {
        Status.FULFILLED: say.label("visits kept"),
        Status.ARRIVED: say.label("visits begun"),
        Status.NOSHOW: say.label("visits missed"),
        Status.CANCELLED: say.label("visits cancelled"),
        Status.BOOKED: say.label("visits not marked"),
    }


def notices(say: Words) -> Mapping[State, str]:
    return {
        State.SENT: say.label("delivered"),
        State.FAILED: say.label("could not be delivered"),
        State.SKIPPED: say.label("needed no more"),
    }


def queue(say: Words) -> Mapping[str, str]:
    return {
        ASKED: say.label("people who wrote"),
        TAKEN: say.label("taken by managers"),
        SECONDS: say.label("seconds that they had waited, together"),
    }


def doctor(say: Words, catalogue: Catalogue, number: int) -> str:
    known = catalogue.doctors.get(number)
    return say.pick(known.name) if known else say.label("another doctor")


def branch(say: Words, catalogue: Catalogue, number: int) -> str:
    known = catalogue.branches.get(number)
    return say.pick(known.name) if known else say.label("another branch")


def _rated(say: Words, catalogue: Catalogue, whose: int, where: int, mark: int) -> str:
    return f"{doctor(say, catalogue, whose)}, {branch(say, catalogue, where)}: {mark}"
