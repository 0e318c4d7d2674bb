"""Registration: one question a message, and the card to check."""

from datetime import date

from clinic.model import Clinic
from crm.model import Sex
from handlers.screen import Button, Screen, rows
from handlers.screens.family import full, tick
from handlers.screens.menu import to_menu, to_reception, with_reception
from handlers.taps import Fill, Step
from locales.words import Words
from reception.answers import details
from reception.family import lacks_tick
from reception.handoff.about import Why
from reception.people import Draft, PatientOnPhone, Person
from reception.phones import show_phone
from reception.questions import Question
from reception.registration import NotRegistered


def question(say: Words, draft: Draft, person: Person, today: date) -> Screen:
    """Whatever the draft asks now, the check card included."""
    if draft.asking == Question.CHECK:
        return check(say, draft, person, today)
    text = {
        Question.SURNAME: say(
            "What is the patient's <b>surname</b>? You may also write the full name at once, surname first."
        ),
        Question.FIRST_NAME: say("What is the <b>first name</b>?"),
        Question.PATRONYMIC: say("And the <b>patronymic</b>?"),
        Question.BORN_ON: say("When was the patient <b>born</b>? For example: 12.05.1987"),
        Question.SEX: say("Is the patient female or male? The clinic's card needs it."),
    }[Question(draft.asking)]
    return Screen(text, _answers(say, draft) + _way_back(say, draft))


def ask_again(say: Words, clinic: Clinic, reason: str, draft: Draft) -> Screen:
    """The reason an answer could not be taken; the question stays the same."""
    help_here = rows(to_reception(say, Why.REGISTER))
    return Screen(with_reception(say, clinic, reason), _answers(say, draft) + help_here + _way_back(say, draft))


def check(say: Words, draft: Draft, person: Person, today: date) -> Screen:
    patient = details(draft)
    age = patient.age(today)
    born = say.count("{date}, {n} year", "{date}, {n} years", age, date=say.full_date(patient.born_on))
    lines = [
        say("<b>Please check</b>"),
        "",
        say("Surname: <b>{text}</b>", text=patient.surname),
        say("First name: <b>{text}</b>", text=patient.first_name),
        say("Patronymic: <b>{text}</b>", text=patient.patronymic or "—"),
        say("Date of birth: <b>{text}</b>", text=born),
        *([say("Sex: <b>{text}</b>", text=sex)] if (sex := _sex(say, draft)) else []),
        say("Phone: <b>{text}</b>", text=show_phone(person.phone or "")),
        *_acting(say, draft, person),
    ]
    fixes = [Question.SURNAME, Question.FIRST_NAME, Question.PATRONYMIC, Question.BORN_ON]
    fixes += [Question.SEX] if sex else []
    buttons = [Button("✏️ " + label(say, fix), Fill(draft=draft.id, step=Step.FIX, question=fix)) for fix in fixes]
    right = Button(say.label("✅ All correct"), Fill(draft=draft.id, step=Step.RIGHT), "success")
    on = tick(say, draft) if lacks_tick(person, draft) else right
    return Screen("\n".join(lines), (*rows(on), *rows(*buttons, width=2), *_way_back(say, draft)))


def _acting(say: Words, draft: Draft, person: Person) -> list[str]:
    if lacks_tick(person, draft):
        return ["", say("Is everything right? Then please tick that you may act for this person.")]
    return ["", say("☑️ You may act for this person")] if Question.ACTS in draft.answers else []


def label(say: Words, asked: Question) -> str:
    return {
        Question.SURNAME: say.label("Surname"),
        Question.FIRST_NAME: say.label("First name"),
        Question.PATRONYMIC: say.label("Patronymic"),
        Question.BORN_ON: say.label("Date of birth"),
        Question.SEX: say.label("Sex"),
    }[asked]


def registered(say: Words, patient: PatientOnPhone) -> Screen:
    return Screen(say("Registered: <b>{name}</b> ✅", name=patient.details.full_name))


def not_registered(say: Words, clinic: Clinic, why: NotRegistered) -> Screen:
    """RECEPTION tells nothing about whose data was met."""
    if why is NotRegistered.TOO_MANY:
        text, asks = full(say, clinic), Why.FULL
    else:
        asks = Why.REGISTER
        text = say(
            "I can't finish this registration on my own: here reception has to help. "
            "Please call {phone}, it takes a minute.",
            phone=show_phone(clinic.phone),
        )
    return Screen(text, rows(to_reception(say, asks), to_menu(say)))


def _sex(say: Words, draft: Draft) -> str:
    names = {Sex.FEMALE: say("female"), Sex.MALE: say("male")}
    chosen = draft.answers.get(Question.SEX)
    return names[Sex(chosen)] if chosen else ""


def _answers(say: Words, draft: Draft) -> tuple[tuple[Button, ...], ...]:
    """Buttons that answer for the person."""
    if draft.asking == Question.PATRONYMIC:
        return rows(_answer(say.label("No patronymic"), draft, ""))
    if draft.asking == Question.SEX:
        return rows(
            _answer(say.label("Female"), draft, Sex.FEMALE), _answer(say.label("Male"), draft, Sex.MALE), width=2
        )
    return ()


def _answer(text: str, draft: Draft, value: str) -> Button:
    return Button(text, Fill(draft=draft.id, step=Step.ANSWER, question=Question(draft.asking), value=value))


def _way_back(say: Words, draft: Draft) -> tuple[tuple[Button, ...], ...]:
    back = Button(say.label("⬅️ Back"), Fill(draft=draft.id, step=Step.BACK, question=Question(draft.asking)))
    return rows(back, to_menu(say), width=2)
