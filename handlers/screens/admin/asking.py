"""One question a message to an admin, and what was wrong with the answer."""

from clinic.model import Clinic
from handlers.admin_taps import AdminDraft, Step
from handlers.screen import Button, Screen, rows
from handlers.screens.admin.home import to_home
from handlers.screens.admin.values import bold, in_short
from handlers.screens.admin.words import field_name, title_within
from locales.words import NAMES, Words
from reception.admin.asking import Asked, Asking
from reception.admin.changes import Json
from reception.admin.hearing import Why, Wrong
from reception.admin.parts import Kind

ROOM = 2500


def question(
    say: Words, clinic: Clinic, draft: int, asking: Asking, asked: Asked, wrong: Wrong | None = None
) -> Screen:
    """``wrong``: why the answer before could not be taken."""
    spot = asking.spot
    whole = title_within(say, clinic, spot.part, spot.of)
    heading = bold(f"{whole} · {field_name(say, spot.part, asked.field.name)}")
    lines = [reason(say, wrong) if wrong else heading, _how(say, asked)]
    if (now := _now(asking, asked)) and not wrong:
        lines.append(say("Now:") + f"\n{in_short(say, asked.field, now, ROOM)}")
    if asked.field.braces:
        names = ", ".join(f"{{{name}}}" for name in asked.field.braces)
        lines.append(say("You can use these in braces: {names}", names=names))
    return Screen("\n\n".join(lines), _buttons(say, draft, asking, asked))


def reason(say: Words, wrong: Wrong) -> str:
    return {
        Why.NOT_TYPED: say("I can only read typed words here."),
        Why.NOT_A_PLACE: say("That is no place on the map."),
        Why.TOO_LONG: say("That is too long: {length} characters.", length=wrong.what),
        Why.BRACES: say("I don't know what to put for {braces}.", braces=wrong.what),
        Why.NEEDED: say("{braces} is missing: nobody would know which visit is meant.", braces=wrong.what),
        Why.LINK: say("That is not a full link."),
        Why.PHONE: say("That doesn't look like a phone number."),
        Why.HOURS: say("I can't read these hours."),
        Why.SPAN: say(
            "I can't make out when that is, or it is over already. For a day far ahead please type the year, too."
        ),
        Why.DAY: say("I can't find that day in the calendar. Please type it with the year, too."),
    }[wrong.why]


def _how(say: Words, asked: Asked) -> str:
    return {
        Kind.TEXTS: say("Please type it in this language: <b>{language}</b>", language=NAMES.get(asked.language, "")),
        Kind.LINK: say("Please type it in full, for example <code>https://your-clinic.example</code>"),
        Kind.PHONE: say("Please type the number, for example <code>+380 48 700 00 00</code>"),
        Kind.HOURS: say("Please type days and hours, for example:\n<code>Mon-Fri 8:00-20:00, Sat 9:00-15:00</code>"),
        Kind.DAY: say("Please type the day, for example <code>25.12.2026</code>"),
        Kind.SPAN: say(
            "Please type a day, or from when until when, for example\n<code>24.12.2026</code>\n"
            "<code>24.12 10:00 - 26.12 14:00</code>\n<code>until 15:00</code>"
        ),
        Kind.PIN: say("Please send the place: 📎 → Location."),
        Kind.SWITCH: "",
    }[asked.field.kind]


def _now(asking: Asking, asked: Asked) -> Json:
    """What stands there before it is asked for anew; of a text in that language."""
    if asking.only is None or not asking.before:
        return None
    if asked.field.kind is not Kind.TEXTS:
        return asking.before
    words = asking.before.get(asked.language)
    return {asked.language: words} if words else None


def _buttons(say: Words, draft: int, asking: Asking, asked: Asked) -> tuple[tuple[Button, ...], ...]:
    skip = rest = None
    if asked.may_skip:
        leave = say.label("Leave it as it is") if _now(asking, asked) else say.label("Skip")
        skip = Button(leave, AdminDraft(draft=draft, step=Step.SKIP))
        rest = Button(say.label("⏭ Skip the other languages"), AdminDraft(draft=draft, step=Step.SKIP_ALL))
    back = Button(say.label("⬅️ Back"), AdminDraft(draft=draft, step=Step.BACK))
    return (*rows(skip, rest), *rows(back, to_home(say), width=2))
