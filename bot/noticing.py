"""Everybody who has a part in what the bot says of its own accord."""

from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from bot.groups import Groups
from bot.handing import Handing
from bot.outages import Outages
from bot.teller import Teller
from bot.wakeups import Wakeups
from bot.wire import Wire
from clinic.model import Clinic
from clinic.rules import Rules
from crm.port import Crm
from db.changes import ChangeStore
from db.database import Database
from db.notes import NoteStore
from db.outbox import OutboxStore
from db.reached import ReachedStore
from db.requests import RequestStore
from db.visits import VisitStore
from reception.booking.nearest import Nearest
from reception.desk import Desk
from reception.mirror import Mirror
from reminders.answers import Answers
from reminders.changes import settle
from reminders.delivery import Delivery
from reminders.pace import Pace
from reminders.phone_today import PhoneToday
from reminders.quiet import Quiet
from reminders.recheck import Recheck
from reminders.requests import Requests


@dataclass(frozen=True, slots=True)
class Notices:
    answers: Answers
    outbox: OutboxStore
    delivery: Delivery
    changes: ChangeStore
    phone_today: PhoneToday

    def wake_by(self, wakeups: Wakeups) -> None:
        wakeups.every(timedelta(seconds=1), "telling what the clinic has changed", self.changes.tell)
        wakeups.every(timedelta(seconds=1), "sending what is due", self.delivery.run)
        wakeups.every(timedelta(seconds=20), "holding on to what is being sent", self.outbox.renew)
        wakeups.every(timedelta(seconds=20), "freeing what dead processes left", self.outbox.sweep)
        wakeups.every(timedelta(seconds=60), "listing whom to phone today", self.phone_today.look)


def notices(
    database: Database,
    desk: Desk,
    crm: Crm,
    groups: Groups,
    telegram: Wire,
    pace: Pace,
    outages: Outages,
    handed: Handing,
) -> Notices:
    clinic, clock, people = desk.clinic, desk.clock, desk.people
    outbox, requests = OutboxStore(database, clock), RequestStore(database, clock)
    teller = Teller(telegram, desk, groups, Nearest(desk.times, desk.availability), outages, handed.relay)
    mirror = VisitStore(database, clock)
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
            complaints_apart=clinic.complaints_chat is not None,
        ),
        outbox=outbox,
        delivery=Delivery(outbox, Recheck(crm, mirror, clock), teller, pace, clock),
        changes=ChangeStore(
            database, clock, partial(settle, quiet=quiet_hours(clinic.rules)), partial(zone_of, desk.mirror, clinic)
        ),
        phone_today=PhoneToday(ReachedStore(database), requests, people, clock, clinic.zone),
    )


def quiet_hours(rules: Rules) -> Quiet:
    return Quiet(rules.quiet_from, rules.quiet_until, rules.ratings_from)


def zone_of(mirror: Mirror, clinic: Clinic, branch_id: str | None) -> str:
    """A branch's, by its id in the clinic's system; of one that the directory never held the clinic's."""
    branch = mirror.catalogue.branch_id(branch_id)
    return mirror.catalogue.branches[branch].zone if branch else clinic.zone
