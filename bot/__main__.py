"""``python -m bot``: the bot with a BOT_TOKEN, without one the sandbox."""

import argparse
import asyncio
import sys
from pathlib import Path


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
    for name, told in {
        "import": "take a clinic file in: updates what is there, loses no appointment",
        "check": "read a clinic file and name every mistake in it; changes nothing",
    }.items():
        commands.add_parser(name, help=told).add_argument("file", type=Path, metavar="FILE")
    commands.add_parser("links", help="list the deep links to branches, specialties and doctors")
    return parser


def _run(chosen: argparse.Namespace) -> int:
    from bot import commands, failures  # noqa: PLC0415 aiogram takes seconds to import

    try:
        if said := asyncio.run(commands.carry_out(chosen)):
            print(said)  # noqa: T201 what was asked for
    except failures.EXPECTED as error:
        print(failures.in_words(error), file=sys.stderr)  # noqa: T201 the reason why nothing runs
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
