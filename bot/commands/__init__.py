"""What ``python -m bot …`` does: each command ends with 0, or says in clear words what is wrong and ends with 1."""

import argparse

from bot.settings import read_settings


async def carry_out(chosen: argparse.Namespace) -> tuple[str, int]:
    """What the command has to say when it has ended, and how the program is to exit.

    Each command imports what it alone needs: a running bot starts sooner and is smaller without it.
    """
    if chosen.command == "check":
        from bot.commands.checking import check_clinic_file, check_set_up

        return (check_clinic_file(chosen.file), 0) if chosen.file else await check_set_up()
    settings = read_settings()
    match chosen.command:
        case "import":
            from bot.commands.importing import import_file

            return await import_file(settings, chosen.file), 0
        case "backup":
            from bot.commands.keeping import back_up_to

            return await back_up_to(settings, chosen.file), 0
        case "restore":
            from bot.commands.keeping import restore_from

            return await restore_from(settings, chosen.file), 0
        case "rekey":
            from bot.commands.rekeying import renew_keys

            return await renew_keys(settings), 0
        case "links":
            from bot.commands.links import list_links

            return await list_links(settings), 0
        case "screens":
            from bot.commands.screens import write_screens

            return await write_screens(settings, chosen.language, chosen.file), 0
    if settings.bot_token:
        from bot.commands.running import run

        await run(settings)
    else:
        from bot.commands.sandboxed import run_sandbox

        await run_sandbox(settings)
    return "", 0
