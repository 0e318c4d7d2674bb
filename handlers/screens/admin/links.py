"""Links to the bot: which ones there are, and one of them for the clinic's site and for the printer."""

import html
from collections.abc import Mapping

from handlers.admin_taps import AdminPage, Page
from handlers.link_taps import AdminLink, AdminLinks, Lead
from handlers.screen import Button, File, Screen, rows
from handlers.screens.admin.home import to_home
from handlers.screens.admin.values import bold
from handlers.screens.pages import page_of
from locales.sorting import in_order
from locales.words import Words
from reception.destinations import LONGEST_SOURCE, source

PAGE = 12
Names = Mapping[str, str]
# Nothing but HTML, and nobody's server but Telegram's: no script, no font, no picture to load.
SNIPPET = """\
<a href="{link}" lang="{language}" target="_blank" rel="noopener"
  style="position:fixed; right:20px; bottom:20px; z-index:999;
  box-sizing:border-box; max-width:calc(100vw - 40px);
  padding:14px 22px; border-radius:28px; background:#1668b8;
  box-shadow:0 2px 8px rgba(0,0,0,.3); color:#fff;
  font:600 16px/1.3 sans-serif; text-decoration:none">{label}</a>"""


def page(say: Words, links: Mapping[str, Names]) -> Screen:
    """``links``: those of the directory, by their payloads."""
    text = say(
        "Links for your site, posters and doors, each with a QR code to print and a button for a web page. Whoever "
        "opens one comes straight there. Where shall it lead?"
    )
    kinds = ((lead, label) for lead, label in _kinds(say).items() if of_kind(links, lead))
    buttons = [
        Button(say.label("🏥 The clinic"), AdminLinks(to=Lead.CLINIC)),
        *(Button(label, AdminLinks(to=lead)) for lead, label in kinds),
        Button(say.label("📣 A poster or a site, counted apart"), AdminLinks(to=Lead.SOURCE)),
    ]
    heading = bold(say.label("🔳 Links and QR codes"))
    return Screen(f"{heading}\n\n{text}", rows(*buttons, to_home(say)))


def which(say: Words, links: Mapping[str, Names], lead: Lead, number: int) -> Screen:
    """Doctors by name, the others in the clinic's order."""
    there = of_kind(links, lead)
    found = in_order(there, say.language, lambda one: say.pick(there[one])) if lead is Lead.DOCTOR else there
    shown = page_of(found, number, PAGE)
    buttons = [Button(say.pick(there[payload]), AdminLink(payload=payload)) for payload in shown.shown]
    turns = shown.turns(say.label("⬅️ Previous"), say.label("More ➡️"), lambda other: AdminLinks(to=lead, page=other))
    text = say("Where shall the link lead?")
    return Screen(f"{bold(_kinds(say)[lead])}\n\n{text}", (*rows(*buttons), *turns, *_back(say)))


def taken(say: Words, of_site: Words, link: str, payload: str, name: Names) -> Screen:
    """``of_site``: the words in which the clinic's site is likely to be written."""
    counted = say("New people who come by it are counted in 📊 Figures as <code>{word}</code>.", word=source(payload))
    text = (
        f"<b>{say.html(name)}</b>\n<code>{html.escape(link)}</code>",
        *([counted] if payload else []),
        say("The QR code comes as a file: it stays sharp when it is printed."),
        say("For your site: put these lines at the end of a page, and a button will stand in its corner."),
        f'<pre><code class="language-html">{html.escape(snippet(of_site, link, payload, name))}</code></pre>',
    )
    return Screen("\n\n".join(text), _back(say))


def code(say: Words, link: str, payload: str, name: Names, content: bytes) -> File:
    caption = f"<b>{say.html(name)}</b>\n{html.escape(link)}"
    return File(f"qr-{payload or Lead.CLINIC}.png", content, caption)


def snippet(say: Words, link: str, payload: str, name: Names) -> str:
    """HTML for a site. Only what a link shows at once is named: a source is the clinic's own business."""
    label = say.label("📅 Book a visit in Telegram")
    if payload.partition("_")[0] in _kinds(say):
        label = say.label("📅 Book a visit in Telegram: {name}", name=say.pick(name))
    return SNIPPET.format(link=html.escape(link), language=say.language, label=html.escape(label))


def ask_source(say: Words) -> Screen:
    text = say(
        "This link opens the clinic's chat, too, and 📊 Figures tell how many new people came by it. Please type the "
        "word they are counted under, in Latin letters, such as <code>poster</code> or <code>site</code>."
    )
    return Screen(text, _back(say))


def ask_source_again(say: Words) -> Screen:
    text = say(
        "A link in Telegram can't carry this. The word may have Latin letters, digits, - and _, but no spaces, and at "
        "most {most} characters. Please type another one, such as <code>poster-2</code>.",
        most=LONGEST_SOURCE,
    )
    return Screen(text, _back(say))


def _kinds(say: Words) -> dict[str, str]:
    return {
        Lead.BRANCH: say.label("📍 Branches"),
        Lead.SPECIALTY: say.label("🩺 Specialties"),
        Lead.DOCTOR: say.label("👩‍⚕️ Doctors"),
    }


def of_kind(links: Mapping[str, Names], lead: str) -> dict[str, Names]:
    return {payload: name for payload, name in links.items() if payload.startswith(f"{lead}_")}


def _back(say: Words) -> tuple[tuple[Button, ...], ...]:
    return rows(Button(say.label("⬅️ Back"), AdminPage(page=Page.LINKS)), to_home(say), width=2)
