"""``python -m bot``: the bot with a BOT_TOKEN, without one the sandbox."""

import argparse
import asyncio
import gc
import sys
from pathlib import Path
from typing import Any

from bot.by_hand import add_away, add_visit


def main(arguments: list[str] | None = None) -> int:
    """What each command does stands in bot/commands/; it is imported late, for a quick --help."""
    chosen = _parser().parse_args(arguments)
    try:
        return _run(chosen)
    except KeyboardInterrupt:
        return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bot",
        description="An online front desk for clinics, in Telegram. "
        "Without a command: runs the bot if BOT_TOKEN is set (see .env.example), else the sandbox.",
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    _add_setting_up(commands)
    add_visit(commands)
    add_away(commands)
    _add_keeping(commands)
    _add_looking(commands)
    return parser


def _add_setting_up(commands: Any) -> None:
    checked = commands.add_parser(
        "check",
        help="look at the whole set-up, or at one clinic FILE, and name each fault; changes nothing",
        description="Settings, database, key, clinic file, Telegram, staff chat, webhook and port: one line each, and "
        "exit code 1 if something is wrong. With FILE: every mistake in that clinic file. Nothing is changed.",
    )
    checked.add_argument("file", type=Path, metavar="FILE", nargs="?")
    imported = commands.add_parser("import", help="take a clinic file in: updates what is there, loses no appointment")
    imported.add_argument("file", type=Path, metavar="FILE")
    imported.add_argument(
        "--anyway", action="store_true", help="also where booked visits would be left without a doctor"
    )


def _add_keeping(commands: Any) -> None:
    backup = commands.add_parser(
        "backup",
        help="write all that is kept into FILE, also while the bot runs; the key is not in it",
        description="A consistent copy of the whole database in one compressed file, for its owner only; the bot may "
        "run. Personal data stay sealed and the key is not in it: keep DATA_KEY, or the key file beside a SQLite "
        "database, in another place.",
    )
    backup.add_argument("file", type=Path, metavar="FILE", help="must not be there yet")
    restored = commands.add_parser(
        "restore",
        help="put a backup into an empty database, SQLite or PostgreSQL; all of it or nothing",
        description="Into the database of DATABASE_URL, which must be empty or not there yet, with the key that the "
        "data was sealed with (DATA_KEY, or the key file at its place). A backup made on SQLite goes into PostgreSQL "
        "and back, which is the way to move. An older backup is migrated. Stop the bot first.",
    )
    restored.add_argument("file", type=Path, metavar="FILE")
    commands.add_parser(
        "rekey",
        help="seal everything with the newest key, so that the older ones may go; with the bot stopped",
        description="First put a new key in front of the old one: DATA_KEY=new,old (in a key file too, with a comma "
        "between), and stop the bot. Then this seals everything with the new key and finds people by it. Broken off, "
        "it can be run again. Afterwards the old key may be taken out; backups made before still need it.",
    )


def _add_looking(commands: Any) -> None:
    told = commands.add_parser(
        "notices",
        help="what became of reminders and other messages: counted, or one by one what was not delivered",
        description="How many of each kind are due, sent, skipped or failed within so many days before and after now. "
        "With --undelivered: those of the past that reached nobody, each with its reason. No names, no phones.",
    )
    told.add_argument("--undelivered", action="store_true", help="one by one, with the reasons")
    told.add_argument(
        "--days", type=int, choices=range(1, 31), default=7, metavar="1..30", help="7 where none is named"
    )
    commands.add_parser("links", help="list the deep links to branches, specialties and doctors")
    screens = commands.add_parser("screens", help="draw all screens of a language on one page, to read them through")
    screens.add_argument("language", metavar="LANGUAGE", help="uk, en, pl, it or ru")
    screens.add_argument("file", type=Path, metavar="FILE", help="an HTML page for the browser")


def _run(chosen: argparse.Namespace) -> int:
    gc.disable()  # until all is imported (bot/commands): looking for garbage would cost a quarter of the start
    import uvloop  # noqa: PLC0415 not before --help

    from bot import commands, failures  # noqa: PLC0415 aiogram takes seconds to import

    try:
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            said, code = runner.run(commands.carry_out(chosen))
    except failures.EXPECTED as error:
        print(failures.in_words(error), file=sys.stderr)  # noqa: T201 the reason why nothing runs
        return failures.exit_code(error)
    if said:
        print(said)  # noqa: T201 what was asked for
    return code


if __name__ == "__main__":
    sys.exit(main())
