"""The menu, what the Menu button opens, and what is said when something goes wrong."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

from bot.screens.sample import Sample
from handlers.screen import Answer, Button, Line
from handlers.screens import menu, outage
from handlers.taps import Go, To
from reception.people import PhoneState

CODE = "7F3A9C"


def menus(sample: Sample) -> Iterator[Answer]:
    say, clinic = sample.say, sample.clinic
    yield menu.welcome(say)
    yield menu.menu(say)
    yield menu.visitor(say)
    yield menu.settings(say, clinic, sample.person)
    yield menu.settings(say, clinic, replace(sample.person, phone_state=PhoneState.UNVERIFIED))
    yield menu.new_language(say)
    yield menu.commands(say)
    yield menu.help_page(say, clinic)
    yield menu.nothing_to_cancel(say)
    yield menu.not_understood(say, clinic, typed=1)
    yield menu.emergency(say, clinic)


def trouble(sample: Sample) -> Iterator[Answer]:
    say, clinic = sample.say, sample.clinic
    yield menu.one_moment(say)
    yield menu.clinic_silent(say, clinic, Button(say.label("🔁 Try again"), Go(to=To.VISITS)))
    yield menu.trouble(say, clinic, CODE)
    yield menu.too_fast(say)


def to_staff(sample: Sample) -> Iterator[Answer]:
    say, since = sample.say, datetime.now(UTC)
    told = (
        outage.clinic_gone(say, since),
        outage.clinic_back(say, 12),
        outage.database_gone(say, since),
        outage.database_back(say, 75),
        outage.access_gone(say, since, "the password is wrong"),
        outage.access_back(say, 12),
        outage.group_gone(say, since, "Forbidden: bot was kicked"),
        outage.group_back(say, 12),
        outage.goodbye(say),
    )
    yield from map(Line, told)
