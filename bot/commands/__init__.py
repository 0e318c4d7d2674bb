"""What ``python -m bot …`` does: each command ends with 0, or says in clear words what is wrong and ends with 1."""

import argparse

from bot.commands.checking import check_clinic_file, check_set_up
from bot.commands.importing import import_file
from bot.commands.keeping import back_up_to, restore_from
from bot.commands.links import list_links
from bot.commands.rekeying import renew_keys
from bot.commands.running import run
from bot.commands.sandboxed import run_sandbox
from bot.settings import read_settings


async def carry_out(chosen: argparse.Namespace) -> tuple[str, int]:
    """What the command has to say when it has ended, and how the program is to exit."""
    if chosen.command == "check":
        return (check_clinic_file(chosen.file), 0) if chosen.file else await check_set_up()
    settings = read_settings()
    match chosen.command:
        case "import":
            return await import_file(settings, chosen.file), 0
        case "backup":
            return await back_up_to(settings, chosen.file), 0
        case "restore":
            return await restore_from(settings, chosen.file), 0
        case "rekey":
            return await renew_keys(settings), 0
        case "links":
            return await list_links(settings), 0
        case "screens":
            from bot.commands.screens import write_screens  # noqa: PLC0415 a running bot needs none of it

            return await write_screens(settings, chosen.language, chosen.file), 0
    await (run(settings) if settings.bot_token else run_sandbox(settings))
    return "", 0
