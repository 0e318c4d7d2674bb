"""What ``python -m bot …`` does: each command ends with 0, or says in clear words what is wrong and ends with 1."""

import argparse

from bot.commands.importing import check_file, import_file
from bot.commands.links import list_links
from bot.commands.running import run
from bot.commands.sandboxed import run_sandbox
from bot.settings import read_settings


async def carry_out(chosen: argparse.Namespace) -> str:
    """What the command has to say, when it has ended."""
    if chosen.command == "check":
        return check_file(chosen.file)
    settings = read_settings()
    match chosen.command:
        case "import":
            return await import_file(settings, chosen.file)
        case "links":
            return await list_links(settings)
    await (run(settings) if settings.bot_token else run_sandbox(settings))
    return ""
