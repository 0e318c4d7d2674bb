"""What reception types where it has no other program, ``visit …`` and ``away …``; it imports nothing, for --help."""

from typing import Any

NUMBER = "as ``visit list`` shows it"
AT = 'on the branch\'s own clock, like "2026-12-01 14:30"'
DAY = "like 2026-12-01"


class NotDone(Exception):
    """What was asked for cannot be done: the message is one line that says why, and what would be right."""


def add_visit(commands: Any) -> None:
    visit = commands.add_parser(
        "visit",
        help="list, book, move, cancel and mark visits in the built-in system; list home calls",
        description="Reception's own hands in the built-in system (CRM=embedded), also while the bot runs.",
    )
    verbs = visit.add_subparsers(dest="verb", metavar="VERB", required=True)
    _add_list(verbs)
    _add_book(verbs)
    moved = verbs.add_parser("move", help="to another time; doctor, branch and service stay")
    moved.add_argument("number", metavar="NUMBER", help=NUMBER)
    moved.add_argument("--at", required=True, help=AT)
    verbs.add_parser("cancel", help="the time is free again").add_argument("number", metavar="NUMBER", help=NUMBER)
    verbs.add_parser("calls", help="which doctors were asked to come home in the last seven days")
    marked = verbs.add_parser("mark", help="what became of a visit")
    marked.add_argument("number", metavar="NUMBER", help=NUMBER)
    marked.add_argument("status", choices=["arrived", "fulfilled", "noshow", "booked"], metavar="STATUS")


def add_away(commands: Any) -> None:
    away = commands.add_parser(
        "away",
        help="a doctor is ill, or is not there for part of a day: their visits then are cancelled",
        description="In the built-in system (CRM=embedded). Without --yes it lists the visits that would be cancelled, "
        "changes nothing and ends with 1. With it nobody can book there any more, and the visits are cancelled; the "
        "bot tells its patients and offers other times.",
    )
    away.add_argument("doctor", metavar="DOCTOR", help="an id of the clinic file")
    away.add_argument("first", metavar="DATE", help=DAY)
    away.add_argument("last", metavar="DATE", nargs="?", help="until this day, it included")
    away.add_argument("--from", dest="begins", metavar="HH:MM", help="on each of these days; else from midnight")
    away.add_argument("--until", dest="ends", metavar="HH:MM", help="on each of these days; else until midnight")
    sure = away.add_mutually_exclusive_group()
    sure.add_argument("--yes", action="store_true", help="do it")
    sure.add_argument("--back", action="store_true", help="take back what was entered; cancelled visits stay so")


def _add_list(verbs: Any) -> None:
    listed = verbs.add_parser("list", help="what is not over yet, or what is on one day")
    listed.add_argument("--on", metavar="DATE", help=f"{DAY}: all of that day, whatever became of it")
    listed.add_argument("--phone", help="of the patients on this number")


def _add_book(verbs: Any) -> None:
    booked = verbs.add_parser(
        "book",
        help="at any time, also outside the doctor's hours, as long as nobody is in two places",
        description="For the patient on this number. Several are told apart by --name; for a new one a card is made "
        "of --name and --born.",
    )
    booked.add_argument("--phone", required=True, help="like +380501234567")
    booked.add_argument("--name", metavar='"SURNAME FIRST"', help="with the patronymic, if there is one")
    booked.add_argument("--born", metavar="DATE", help="like 1987-05-12")
    for what in ("doctor", "service", "branch"):
        booked.add_argument(f"--{what}", required=True, metavar="ID", help="as in the clinic file")
    booked.add_argument("--at", required=True, help=AT)
