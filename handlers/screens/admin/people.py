"""Who are the admins."""

import html
from collections.abc import Sequence

from handlers.admin_taps import AdminOff, AdminOffSurely, AdminPage, Page
from handlers.screen import Button, Screen, rows
from handlers.screens.admin.home import to_home
from locales.words import Words
from reception.admin.who import Colleague


def admins(say: Words, everybody: Sequence[Colleague], *, may_go: bool) -> Screen:
    """``may_go``: whether one who was invited may be taken off; the last one may not."""
    lines = [_line(say, one) for one in everybody]
    text = "\n".join((say("<b>👥 Admins</b>"), "", *lines))
    invite = Button(say.label("➕ Invite an admin"), AdminPage(page=Page.INVITE), "primary")
    off = [_off(say, one) for one in everybody if may_go and not one.fixed]
    return Screen(text, rows(invite, *off, to_home(say)))


def invited(say: Words, link: str) -> Screen:
    text = say(
        "Send this link to whoever is to be an admin. It works once, for 24 hours:\n\n<code>{link}</code>\n\n"
        "Whoever opens it may change everything here.",
        link=link,
    )
    return Screen(text, rows(_back(say), to_home(say), width=2))


def welcome(say: Words) -> Screen:
    return Screen(say("Welcome! You are an admin now: /admin"), rows(to_home(say)))


def off_check(say: Words, whom: Colleague) -> Screen:
    text = say("Remove <b>{name}</b> from the admins?", name=whom.name)
    surely = Button(say.label("🚪 Yes, remove"), AdminOffSurely(account=whom.account), "danger")
    return Screen(text, rows(surely, _back(say)))


def is_off(say: Words) -> Screen:
    return Screen(say("Done: no longer an admin."), rows(_back(say), to_home(say), width=2))


def stays(say: Words) -> Screen:
    return Screen(say("This has changed meanwhile: nobody was taken off."), rows(_back(say), to_home(say), width=2))


def _line(say: Words, one: Colleague) -> str:
    if one.fixed:
        return say("• {id}, named in ADMIN_IDS", id=one.telegram_id)
    return f"• {html.escape(one.name)}"


def _off(say: Words, one: Colleague) -> Button:
    return Button(say.label("🚪 Remove: {name}", name=one.name), AdminOff(account=one.account))


def _back(say: Words) -> Button:
    return Button(say.label("⬅️ Back"), AdminPage(page=Page.ADMINS))
