"""What managers see of patients' dialogues in their group; in the clinic's own language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from html import escape

from handlers.ahead import ALL
from handlers.screen import Button, Line, rows
from handlers.screens.outage import how_long
from handlers.staff_taps import Deal, Deed, SendCanned
from locales.words import Words
from reception.handoff.dialogue import Dialogue, State
from reception.people import Person, PhoneState
from reception.phones import show_phone

LONGEST = 30  # characters of a reply on its button


@dataclass(frozen=True, slots=True)
class Asking:
    """Who writes. ``visits``: those ahead, as they are read. ``earlier``: how often before. ``about``: from where.
    ``calls``: what was asked for in this dialogue by way of home calls, in words."""

    dialogue: Dialogue
    person: Person
    visits: Sequence[str]
    earlier: int
    about: str = ""
    calls: Sequence[str] = ()


def card(say: Words, asking: Asking) -> Line:
    one = asking.dialogue
    text = [*_heads(say, asking), _who(say, asking.person)]
    text += [asking.about] if asking.about else []
    text += [part for call in asking.calls for part in ("", call)]
    text += [""] if asking.calls else []
    text += [say("Visits ahead: {visits}", visits="; ".join(asking.visits))] if asking.visits else []
    text += [say("Wrote before: {number}", number=asking.earlier)] if asking.earlier else []
    return Line("\n".join((*text, "", state(say, one))), _deeds(say, asking))


def _heads(say: Words, asking: Asking) -> list[str]:
    one = asking.dialogue
    heads = [urgent(say).text] if one.urgent else []
    heads += [say("🙁 <b>An unhappy visit</b>")] if one.complaint else []
    heads += [say("🏠 <b>A home call</b>")] if asking.calls else []
    return heads or [say("💬 <b>A question to reception</b>")]


def canned(say: Words, asking: Asking, replies: Mapping[int, str], shown: int) -> Line:
    """The card with the replies for buttons, as the patient will read them."""
    number = asking.dialogue.id
    buttons = [
        Button(_short(text), SendCanned(dialogue=number, reply=reply, shown=shown)) for reply, text in replies.items()
    ]
    back = Button(say.label("⬅️ Back"), Deal(dialogue=number, deed=Deed.CARD))
    return Line(card(say, asking).text, rows(*buttons, back))


def state(say: Words, one: Dialogue) -> str:
    match one.state:
        case State.TAKEN:
            return say("✋ Taken by {name}", name=one.taker or say.label("an admin of the group"))
        case State.CLOSED:
            return say("✅ Closed")
    return say("⏳ Waits for somebody to take it")


def queue(say: Words, waiting: Sequence[tuple[str, timedelta]], *, more: int = 0, raised: bool = False) -> Line:
    """Names, and for how long each has waited; ``more``: how many are not named."""
    if not waiting:
        return Line(say("🎉 Nobody waits."))
    head = say("⏰ <b>Unanswered for more than 10 minutes</b>") if raised else say("⏳ <b>They wait</b>")
    lines = [
        say("• {name}: {how_long}", name=name, how_long=how_long(say, _minutes(waited))) for name, waited in waiting
    ]
    lines += [say.count("… and {n} more person", "… and {n} more people", more)] if more else []
    return Line("\n".join((head, *lines)))


def ended(say: Words) -> Line:
    """By the patient."""
    return Line(say("✖️ The patient has ended the dialogue."))


def urgent(say: Words) -> Line:
    return Line(say("🚑 <b>Urgent: a life may be in danger</b>"))


def blocked(say: Words) -> Line:
    return Line(say("🚫 Not delivered: the patient has blocked the bot. Please call them."))


def refused(say: Words) -> Line:
    return Line(
        say("🚫 Not delivered: Telegram does not take this for the patient. Please say it otherwise, or call them.")
    )


def not_passed_on(say: Words) -> Line:
    """In the place of what Telegram lets nobody copy."""
    return Line(say("❔ Here was a message of a kind that Telegram does not let me pass on, or one deleted meanwhile."))


def take_first(say: Words) -> Line:
    return Line(say("Nobody has taken this dialogue: tap ✋ Take, and what you write goes to the patient."))


def further_down(say: Words) -> Line:
    """In the place of a card that has come anew: two would say different things of one dialogue."""
    return Line(say("⬇️ The card is further down."))


def no_dialogue(say: Words) -> Line:
    return Line(say("This dialogue is closed: the patient does not see what you write here."))


def no_command(say: Words) -> Line:
    """To a mistyped one."""
    return Line(say("What begins with / does not go to the patient. I know /next, /queue and /takeback."))


def taken_back(say: Words) -> Line:
    return Line(say("🗑 Taken back."))


def nothing_to_take_back(say: Words) -> Line:
    return Line(say("Reply with /takeback to a message of yours that went to the patient."))


def too_old(say: Words) -> Line:
    return Line(say("🗑 Telegram does not let me delete it any more: 48 hours have passed."))


def yours(say: Words, name: str) -> Line:
    return Line(say("✋ Yours now: {name}", name=name))


def not_free(say: Words, one: Dialogue | None) -> str:
    """To whoever taps too late."""
    if one is None or one.state is State.CLOSED:
        return say.label("It is closed already.")
    if one.state is State.TAKEN:
        taken, taker = say.label("Already taken"), one.taker or say.label("an admin of the group")
        return f"{taken}: {taker}"
    return say.label("Tap ✋ Take first.")


def done(say: Words) -> str:
    return say.label("Done.")


def changed(say: Words) -> str:
    return say("This has changed meanwhile. This is how it is now:")


def name_of(say: Words, person: Person) -> str:
    """As the topic is called."""
    if person.patients:
        return person.patients[0].details.name
    unknown = say.label("Not registered yet")
    return show_phone(person.phone) if person.phone else f"{unknown}, {person.id}"


def _who(say: Words, person: Person) -> str:
    if not person.phone:
        return say("{name}; the number is unknown", name=name_of(say, person))
    sure = person.phone_state is PhoneState.VERIFIED
    number = say("{phone}, verified", phone=show_phone(person.phone))
    return "\n".join(
        (
            escape(", ".join(one.details.name for one in person.patients) or name_of(say, person), quote=False),
            number if sure else say("{phone}, typed and not verified", phone=show_phone(person.phone)),
        )
    )


def _deeds(say: Words, asking: Asking) -> tuple[tuple[Button, ...], ...]:
    one = asking.dialogue

    def deed(label: str, which: Deed) -> Button:
        return Button(label, Deal(dialogue=one.id, deed=which))

    match one.state:
        case State.CLOSED:
            return ()
        case State.TAKEN:
            return rows(
                deed(say.label("✅ Close"), Deed.CLOSE),
                Button(say.label("📅 Book, move, cancel"), ALL) if asking.person.registered else None,
                deed(say.label("↩️ Back to the queue"), Deed.BACK),
                deed(say.label("🗒 Canned replies"), Deed.CANNED),
            )
    return rows(deed(say.label("✋ Take"), Deed.TAKE), deed(say.label("✅ Close"), Deed.CLOSE))


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _minutes(waited: timedelta) -> int:
    return int(waited.total_seconds()) // 60
