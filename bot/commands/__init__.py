"""What ``python -m bot …`` does: each command ends with 0, or says in clear words what is wrong and ends with 1."""

import argparse
import gc
from collections.abc import Awaitable, Callable
from functools import partial

from bot.lean import import_aiogram
from bot.settings import Settings, read_settings

SPEAK_WITH_TELEGRAM = {None, "check", "screens"}
Said = str | tuple[str, int] | None  # with a code to exit with, where it may be another than 0


async def carry_out(chosen: argparse.Namespace) -> tuple[str, int]:
    """What the command has to say when it has ended, and how the program is to exit."""
    command = _imported(chosen)
    gc.freeze()  # what was imported stays for good
    gc.enable()
    said = await command()
    return said if isinstance(said, tuple) else (said or "", 0)


def _imported(chosen: argparse.Namespace) -> Callable[[], Awaitable[Said]]:
    """Each command imports what it alone needs: a running bot starts sooner and is smaller without it."""
    if chosen.command in SPEAK_WITH_TELEGRAM:
        import_aiogram()
    if chosen.command == "check":
        from bot.commands.checking import check_clinic_file, check_set_up

        return partial(check_clinic_file, chosen.file) if chosen.file else check_set_up
    settings = read_settings()
    return _named(settings, chosen) if chosen.command else _running(settings)


def _named(settings: Settings, chosen: argparse.Namespace) -> Callable[[], Awaitable[Said]]:
    match chosen.command:
        case "import":
            from bot.commands.importing import import_file

            return partial(import_file, settings, chosen.file, anyway=chosen.anyway)
        case "visit":
            from bot.commands.visits import VERBS

            return partial(VERBS[chosen.verb], settings, chosen)
        case "away":
            from bot.commands.away import go_away

            return partial(go_away, settings, chosen)
        case "backup":
            from bot.commands.keeping import back_up_to

            return partial(back_up_to, settings, chosen.file)
        case "restore":
            from bot.commands.keeping import restore_from

            return partial(restore_from, settings, chosen.file)
        case "rekey":
            from bot.commands.rekeying import renew_keys

            return partial(renew_keys, settings)
        case "notices":
            from bot.commands.notices import tell_notices

            return partial(tell_notices, settings, chosen.days, undelivered=chosen.undelivered)
        case "links":
            from bot.commands.links import list_links

            return partial(list_links, settings)
        case "screens":
            from bot.commands.screens import write_screens

            return partial(write_screens, settings, chosen.language, chosen.file)
    raise AssertionError(chosen.command)


def _running(settings: Settings) -> Callable[[], Awaitable[Said]]:
    if settings.bot_token:
        from bot.commands.running import run

        return partial(run, settings)
    from bot.commands.sandboxed import run_sandbox

    return partial(run_sandbox, settings)
