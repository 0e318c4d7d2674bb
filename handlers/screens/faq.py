"""What people ask, category by category, and whether the answer helped."""

from clinic.model import Category, Clinic, Entry
from handlers.information_taps import Helpful, Look, Of
from handlers.screen import Button, Screen, rows
from handlers.screens.information import back_to, below, turns
from handlers.screens.menu import to_about, to_menu, to_reception, with_reception
from handlers.screens.pages import page_of
from locales.words import Words
from reception.handoff.about import Why

PAGE = 12


def categories(say: Words, clinic: Clinic, page: int = 0) -> Screen:
    filled = [one for one in clinic.faq if one.entries]
    if not filled:
        text = with_reception(say, clinic, say("There are no answers here yet, but reception knows them all."))
        return Screen(text, rows(to_reception(say, Why.CLINIC), to_about(say), to_menu(say)))
    shown = page_of(filled, page, PAGE)
    buttons = [Button(say.pick(one.name), Look(of=Of.CATEGORY, number=one.number)) for one in shown.shown]
    text = say("<b>Questions and answers</b>\n\nChoose below, or just type your question.")
    return Screen(text, (*rows(*buttons), *turns(say, Of.QUESTIONS, shown), *below(say)))


def category(say: Words, one: Category, page: int = 0) -> Screen:
    shown = page_of(one.entries, page, PAGE)
    buttons = [Button(say.pick(entry.question), Look(of=Of.ENTRY, number=entry.number)) for entry in shown.shown]
    more = turns(say, Of.CATEGORY, shown, one.number)
    return Screen(f"<b>{say.html(one.name)}</b>", (*rows(*buttons), *more, *below(say, back_to(say, Of.QUESTIONS))))


def answer(say: Words, entry: Entry, category: Category) -> Screen:
    votes = rows(
        Button(say.label("👍 Yes"), Helpful(entry=entry.number, yes=True)),
        Button(say.label("👎 No"), Helpful(entry=entry.number, yes=False)),
        width=2,
    )
    return Screen(_with(say, entry, say("<i>Was this helpful?</i>")), (*votes, *_on(say, category)))


def counted(say: Words, clinic: Clinic, entry: Entry, category: Category, *, helpful: bool) -> Screen:
    """The vote in place of the question; whom to ask, for those whom the answer did not help."""
    if helpful:
        return Screen(_with(say, entry, say("Glad it helped! 💚")), _on(say, category))
    text = with_reception(say, clinic, say("Thank you for telling me. Reception will know more."))
    return Screen(_with(say, entry, text), (*rows(to_reception(say, Why.CLINIC)), *_on(say, category)))


def _with(say: Words, entry: Entry, below: str) -> str:
    return f"<b>{say.html(entry.question)}</b>\n\n{say.html(entry.answer)}\n\n{below}"


def _on(say: Words, category: Category) -> tuple[tuple[Button, ...], ...]:
    return below(say, back_to(say, Of.CATEGORY, category.number))
