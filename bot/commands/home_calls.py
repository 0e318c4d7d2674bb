"""``visit calls``: which doctors were asked to come home."""

from argparse import Namespace
from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.commands.reception import at_the_terminal, full_name
from bot.settings import Settings
from locales.words import words
from reception.phones import show_phone

LATELY = timedelta(days=7)


async def list_calls(settings: Settings, _asked: Namespace) -> str:
    """Urgent ones first, tabs between: when it was asked for, patient, doctor, address, phone, and what was said."""
    async with at_the_terminal(settings) as terminal:
        say, zone = words(terminal.clinic.languages.default), ZoneInfo(terminal.clinic.zone)
        lines = [
            "\t".join(
                (
                    f"{call.asked_at.astimezone(zone):%Y-%m-%d %H:%M}",
                    *(["urgent"] if call.urgent else []),
                    *(full_name(call.patient), say.pick(call.doctor), call.address, show_phone(call.phone)),
                    *filter(None, (call.complaint, call.wanted)),
                )
            )
            for call in await terminal.reception.home_calls(terminal.now - LATELY)
        ]
        return "\n".join(lines) or "There are no home calls."
