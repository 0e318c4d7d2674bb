"""The admin's menu: a page is a button of ``_pages``, or a part of the clinic in PARTS (docs/admin.md)."""

from clinic.model import Clinic
from handlers.admin_taps import AdminFile, AdminList, AdminPage, Page, Paper
from handlers.figures_taps import FiguresOf
from handlers.screen import Button, Screen, rows
from handlers.screens.admin.words import title
from handlers.screens.menu import to_menu
from locales.words import Words
from reception.admin.parts import Part
from reception.figures.period import Span

PARTS = (Part.CATEGORIES, Part.FREE, Part.LINKS, Part.ABOUT, Part.TEXTS, Part.BRANCHES, Part.RECEPTION)


def home(say: Words, clinic: Clinic, *, demo: bool = False) -> Screen:
    """``demo``: whose patients would meet a clinic that does not exist."""
    text = say("<b>{clinic}</b>\n\nWhat would you like to change?", clinic=say.pick(clinic.name))
    if demo:
        warning = say("⚠️ This is the demo clinic. Take yours in with <code>python -m bot import FILE</code>.")
        text = f"{warning}\n\n{text}"
    parts = [Button(title(say, part), AdminList(part=part)) for part in PARTS]
    return Screen(text, (*rows(*parts, *_pages(say), width=2), *rows(to_menu(say))))


def _pages(say: Words) -> tuple[Button, ...]:
    return (
        Button(title(say, Part.FILE), AdminFile(act=Paper.PAGE)),
        Button(say.label("🔳 Links and QR codes"), AdminPage(page=Page.LINKS)),
        Button(say.label("📊 Figures"), FiguresOf(span=Span.THIS_WEEK)),
        Button(say.label("👥 Admins"), AdminPage(page=Page.ADMINS)),
        Button(say.label("📜 Last changes"), AdminPage(page=Page.CHANGES)),
    )


def to_home(say: Words) -> Button:
    return Button(say.label("⚙️ Admin menu"), AdminPage(page=Page.HOME))


def changed_meanwhile(say: Words) -> Screen:
    return Screen(say("This has changed meanwhile. This is how it is now:"))


def nothing_changed(say: Words) -> Screen:
    return Screen(say("All stays as it was."))
