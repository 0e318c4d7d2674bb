"""How the parts of the clinic and their fields are called. One entry of reception/admin/parts.py, one line here."""

from collections.abc import Sequence

from clinic.contents import number_of
from clinic.model import Branch, Category, Clinic
from locales.words import Words
from reception.admin.parts import Part


def title(say: Words, part: Part) -> str:
    return {
        Part.CATEGORIES: say.label("❓ Questions and answers"),
        Part.ENTRIES: say.label("❓ Questions"),
        Part.FREE: say.label("🎁 Free services"),
        Part.LINKS: say.label("🔗 Links"),
        Part.ABOUT: say.label("⭐️ About the clinic"),
        Part.TEXTS: say.label("💬 Texts"),
        Part.BRANCHES: say.label("📍 Branches"),
        Part.RECEPTION: say.label("🕗 Reception"),
        Part.HOLIDAYS: say.label("🎄 Holidays"),
        Part.CANNED: say.label("⚡️ Canned replies"),
        Part.CLOSED: say.label("⛔ Branch closed"),
        Part.OFFLINE: say.label("🌙 Reception offline"),
        Part.FILE: say.label("📦 As a file"),
    }[part]


def title_within(say: Words, clinic: Clinic, part: Part, of: int) -> str:
    """With the branch or the category that the list stands in, as long as it is there."""
    lists: dict[Part, Sequence[Branch | Category]] = {Part.ENTRIES: clinic.faq, Part.CLOSED: clinic.branches}
    names = (say.pick(one.name) for one in lists.get(part, ()) if number_of(one.id) == of)
    return " · ".join((title(say, part), *names))


def field_name(say: Words, part: Part, name: str) -> str:
    if not name:
        names = {Part.HOLIDAYS: say.label("Day"), Part.CANNED: say.label("Reply")}
        return names.get(part) or say.label("From when until when")
    return _named(say)[name]


def field_called(say: Words, name: str) -> str:
    """Of any field of the clinic file: those that admins edit by their names, the others as they stand there."""
    return _named(say).get(name, name)


def _named(say: Words) -> dict[str, str]:
    return {
        "name": say.label("Name"),
        "question": say.label("Question"),
        "answer": say.label("Answer"),
        "what": say.label("What it is"),
        "how": say.label("How to get it"),
        "label": say.label("Label"),
        "url": say.label("Web address"),
        "advantages": say.label("What we are proud of"),
        "greeting": say.label("Greeting"),
        "day_before": say.label("Reminder a day before"),
        "two_hours": say.label("Reminder two hours before"),
        "rating": say.label("Question after a visit"),
        "thanks": say.label("Thanks for a rating"),
        "address": say.label("Address"),
        "hours": say.label("Hours"),
        "phone": say.label("Phone"),
        "pin": say.label("Place on the map"),
        "accepts_patients": say.label("Open for booking"),
    }


def about(say: Words, part: Part) -> str:
    """What an admin should know of a part, in a line; empty where its name says it all."""
    return {
        Part.TEXTS: say("Where you leave one empty, our own words are used. Buttons and details of the visit stay."),
        Part.HOLIDAYS: say("On these days no doctor sees patients and reception does not answer."),
        Part.CLOSED: say(
            "When nobody is seen here, whatever the hours say. Everybody who is booked then is told, with other times "
            "to choose from."
        ),
        Part.OFFLINE: say(
            "When reception answers nobody, whatever the hours say. Whoever writes then is told when it answers again, "
            "and nobody is hurried meanwhile."
        ),
        Part.CANNED: say("Answers that reception gives by a tap. {name} is the patient's first name.", name="{name}"),
        Part.RECEPTION: say("When reception answers in the chat. Without hours: at any time."),
        Part.CATEGORIES: say("Patients see a category once there is a question in it."),
    }.get(part, "")
