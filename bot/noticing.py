"""Everybody who has a part in what the bot says of its own accord."""

from dataclasses import dataclass
from functools import partial

from bot.groups import Groups
from bot.handing import Handing
from bot.outages import Outages
from bot.teller import Teller
from bot.wire import Wire
from clinic.model import Clinic
from clinic.rules import Rules
from crm.port import Crm
from db.changes import ChangeStore
from db.closed import ClosedStore
from db.database import Database
from db.notes import NoteStore
from db.outbox import OutboxStore
from db.reached import ReachedStore
from db.requests import RequestStore
from db.visits import VisitStore
from reception.booking.nearest import Nearest
from reception.closures import closures
from reception.desk import Desk
from reception.mirror import Mirror
from reminders.answers import Answers
from reminders.changes import settle
from reminders.closing import Closing
from reminders.delivery import Delivery
from reminders.pace import Pace
from reminders.phone_today import PhoneToday
from reminders.quiet import Quiet, awake
from reminders.recheck import Recheck
from reminders.requests import Requests


@dataclass(frozen=True, slots=True)
class Notices:
    answers: Answers
    delivery: Delivery
    changes: ChangeStore
    closing: Closing
    phone_today: PhoneToday


def notices(
    database: Database,
    outbox: OutboxStore,
    desk: Desk,
    crm: Crm,
    groups: Groups,
    telegram: Wire,
    pace: Pace,
    outages: Outages,
    handed: Handing,
) -> Notices:
    clinic, clock, people = desk.clinic, desk.clock, desk.people
    requests, mirror = RequestStore(database, clock), VisitStore(database, clock)
    closing = Closing(closed_visits(database, desk), Requests(requests, clock), people, mirror, lambda: desk.catalogue)
    teller = Teller(telegram, desk, groups, Nearest(desk.times, desk.availability), outages, handed.relay, closing)
    return Notices(
        answers=Answers(
            crm,
            mirror,
            NoteStore(database, clock),
            Requests(requests, clock),
            people,
            lambda: desk.catalogue,
            clock,
            handed.handoff,
            complaints_apart=groups.complaints_apart,
        ),
        delivery=Delivery(outbox, Recheck(crm, mirror, clock), teller, pace, clock),
        changes=ChangeStore(
            database, clock, partial(settle, quiet=quiet_hours(clinic.rules)), partial(zone_of, desk.mirror, clinic)
        ),
        closing=closing,
        phone_today=PhoneToday(ReachedStore(database), requests, people, clock, clinic.zone),
    )


def closed_visits(database: Database, desk: Desk) -> ClosedStore:
    clinic, due = desk.clinic, partial(awake, quiet=quiet_hours(desk.clinic.rules))
    return ClosedStore(database, desk.clock, closures(clinic), due, partial(zone_of, desk.mirror, clinic))


def quiet_hours(rules: Rules) -> Quiet:
    return Quiet(rules.quiet_from, rules.quiet_until, rules.ratings_from)


def zone_of(mirror: Mirror, clinic: Clinic, branch_id: str | None) -> str:
    """A branch's, by its id in the clinic's system; of one that the directory never held the clinic's."""
    branch = mirror.catalogue.branch_id(branch_id)
    return mirror.catalogue.branches[branch].zone if branch else clinic.zone
