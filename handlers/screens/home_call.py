"""A home call: one question a message, the card to check, and what becomes of it; for patients and for reception."""

from datetime import date
from html import escape

from clinic.model import Clinic
from handlers.home_call_taps import AskForIt, CallStep, FillCall
from handlers.screen import Button, Screen, rows
from handlers.screens import handoff
from handlers.screens.menu import outdated, to_menu, to_reception, with_reception
from locales.words import Words
from reception.home_calls.asking import CallDoubt, call_of
from reception.home_calls.call import Asked, Call, NotAsked, Outcome, State
from reception.people import Draft, Person
from reception.phones import show_phone
from reception.questions import HOME_CALL, Question


def question(say: Words, person: Person, draft: Draft, doctor: str) -> Screen:
    """Whatever the draft asks now, the check card included."""
    call = call_of(person, draft)
    if call:
        return check(say, draft, call, doctor)
    text = {
        Question.ADDRESS: say(
            "🏠 A home call: <b>{doctor}</b>\n\nWhere shall the doctor come? "
            "Write the <b>address</b>: town, street, house, flat.",
            doctor=doctor,
        ),
        Question.ENTRANCE: say("Which <b>entrance and floor</b>? The code of the door helps, too."),
        Question.CALL_PHONE: say("By which <b>phone</b> can reception and the doctor reach you?"),
        Question.COMPLAINT: say(
            "What is the matter? In <b>one line</b>: what hurts, since when, how high the temperature is."
        ),
        Question.WANTED: say("<b>When</b> would suit you? For example: today after 18:00"),
    }[Question(draft.asking)]
    return Screen(text, _answers(say, person, draft) + _way_back(say, draft))


def ask_again(say: Words, clinic: Clinic, person: Person, draft: Draft, why: CallDoubt) -> Screen:
    """The reason an answer could not be taken; the question stays the same."""
    reason = {
        CallDoubt.NO_WORDS: say("I can only read typed words here. Please type the answer."),
        CallDoubt.TOO_LONG: say("That is too long. Please write it shorter, in one line."),
        CallDoubt.NOT_A_PHONE: say("This doesn't look like a phone number. Please write it like this: 050 123 45 67"),
        CallDoubt.NO_SUCH_TIME: say("There is no such time. Please write it like this: today after 18:00"),
    }[why]
    return Screen(with_reception(say, clinic, reason), _answers(say, person, draft) + _way_back(say, draft))


def check(say: Words, draft: Draft, call: Call, doctor: str) -> Screen:
    text = [
        say("⚠️ Not asked for yet"),
        "",
        say("Patient: {name}", name=call.patient),
        say("Doctor: {name}", name=doctor),
        *_said(say, call),
        "",
        say("Is everything right? Then press “Ask for it”."),
    ]
    ask = Button(say.label("✅ Ask for it"), AskForIt(key=call.key), "success")
    fixes = [
        Button("✏️ " + _label(say, one), FillCall(draft=draft.id, step=CallStep.FIX, question=one)) for one in HOME_CALL
    ]
    return Screen("\n".join(text), (*rows(ask), *rows(*fixes, width=2), *_way_back(say, draft)))


def outcome(say: Words, clinic: Clinic, told: Outcome, key: str, today: date) -> Screen:
    match told:
        case Asked():
            return asked(say, clinic, told, today)
        case NotAsked.GONE:
            return outdated(say, clinic)
        case NotAsked.ALREADY:
            return already(say, clinic, has_group=True)
    return not_passed_on(say, clinic, told, key)


def asked(say: Words, clinic: Clinic, told: Asked, today: date) -> Screen:
    """What happens next, and when."""
    text = [
        say("🏠 Asked for: a doctor for {name}.", name=told.call.patient),
        say(
            "Reception will call you: {phone}. Together you agree on when the doctor comes.",
            phone=show_phone(told.call.said.phone),
        ),
    ]
    if told.promise is None:
        return Screen("\n".join((*text, "", handoff.in_a_hurry(say, clinic))), rows(to_menu(say)))
    text += ["", *handoff.what_next(say, clinic, told.promise, today)]
    text += [] if told.promise.opens_at else [handoff.in_a_hurry(say, clinic)]
    text += ["", say("Anything to add? Just write it here, I pass it on.")]
    return Screen("\n".join(text), rows(to_menu(say)))


def stays(say: Words, clinic: Clinic) -> Screen:
    """To whoever ends the dialogue before reception has answered."""
    text = say("🏠 Reception has your home call and will phone you: until then the dialogue stays open.")
    return Screen(with_reception(say, clinic, text), rows(to_menu(say)))


def already(say: Words, clinic: Clinic, *, has_group: bool) -> Screen:
    text = say("🏠 A home call for this patient is already asked for: the clinic has it.")
    if not has_group:
        return Screen(with_reception(say, clinic, text), rows(to_menu(say)))
    more = say("Has anything changed? Tell reception.")
    return Screen(f"{text}\n\n{more}", rows(to_reception(say), to_menu(say)))


def not_passed_on(say: Words, clinic: Clinic, why: NotAsked, key: str) -> Screen:
    """Nobody is sure to have it: a phone call is the way."""
    text = (
        say("The clinic's system has not said yet whether it has your call. Please phone reception to be sure.")
        if why is NotAsked.NOT_KNOWN
        else say("The home call could not be passed on. Please phone reception, they will arrange it.")
    )
    again = Button(say.label("🔁 Try again"), AskForIt(key=key))
    return Screen("\n\n".join((text, handoff.in_a_hurry(say, clinic))), rows(again, to_menu(say)))


def for_staff(say: Words, call: Call, doctor: str) -> str:
    """What stands on reception's card."""
    system = {
        State.ENTERED: say("✅ The clinic's system has it."),
        State.NOT_ENTERED: say("⚠️ The clinic's system has not got it: please enter it there."),
    }.get(call.state, say("❔ It is not known whether the clinic's system has it: please look there."))
    who = [say("Patient: {name}", name=call.patient), say("Doctor: {name}", name=doctor)]
    return "\n".join((*who, *_said(say, call), system))


def _said(say: Words, call: Call) -> list[str]:
    said = call.said
    told = {
        Question.ADDRESS: said.address,
        Question.ENTRANCE: said.entrance or "—",
        Question.CALL_PHONE: show_phone(said.phone),
        Question.COMPLAINT: said.complaint or "—",
        Question.WANTED: said.wanted or say.label("as soon as possible"),
    }
    return [f"{escape(_label(say, one), quote=False)}: <b>{escape(told[one], quote=False)}</b>" for one in HOME_CALL]


def _label(say: Words, asked_for: Question) -> str:
    return {
        Question.ADDRESS: say.label("Address"),
        Question.ENTRANCE: say.label("Entrance, floor"),
        Question.CALL_PHONE: say.label("Phone"),
        Question.COMPLAINT: say.label("What is the matter"),
        Question.WANTED: say.label("When"),
    }[asked_for]


def _answers(say: Words, person: Person, draft: Draft) -> tuple[tuple[Button, ...], ...]:
    """What a button answers for the person."""
    labels = {
        Question.ENTRANCE: say.label("It is a private house"),
        Question.CALL_PHONE: show_phone(person.phone) if person.phone else "",
        Question.COMPLAINT: say.label("Skip"),
        Question.WANTED: say.label("As soon as possible"),
    }
    asking = Question(draft.asking)
    label = labels.get(asking)
    return rows(Button(label, FillCall(draft=draft.id, step=CallStep.ANSWER, question=asking)) if label else None)


def _way_back(say: Words, draft: Draft) -> tuple[tuple[Button, ...], ...]:
    step = FillCall(draft=draft.id, step=CallStep.BACK, question=Question(draft.asking))
    return rows(Button(say.label("⬅️ Back"), step), to_menu(say), width=2)
