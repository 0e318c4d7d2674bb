"""Everybody who has a part in handing patients over to reception."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

from bot.cards import Cards
from bot.groups import Groups
from bot.outages import GROUP, Outages
from bot.relay import Relay
from bot.wakeups import Wakeups
from bot.wire import Wire
from clinic.model import Clinic
from db.database import Database
from db.handoff import DialogueStore
from db.relays import RelayStore
from reception.desk import Desk
from reception.handoff.desk import Handoff
from reception.handoff.hours import Hours


@dataclass(frozen=True, slots=True)
class Handing:
    handoff: Handoff
    relay: Relay
    cards: Cards
    sweep: Callable[[], Awaitable[None]]

    def wake_by(self, wakeups: Wakeups) -> None:
        wakeups.every(timedelta(seconds=30), "looking after the queue", self.handoff.look)
        wakeups.every(timedelta(hours=1), "forgetting which message was which", self.sweep)


def handing(database: Database, desk: Desk, groups: Groups, telegram: Wire, outages: Outages) -> Handing:
    dialogues, relays = DialogueStore(database, desk.clock), RelayStore(database, desk.clock)
    has_group = groups.chat() is not None
    handoff = Handoff(dialogues, hours(desk.clinic), desk.clock, lambda: GROUP in outages.away, has_group=has_group)
    cards = Cards(desk, dialogues)
    return Handing(
        handoff,
        Relay(telegram, desk, groups, dialogues, relays, handoff, cards, outages),
        cards,
        relays.sweep,
    )


def hours(clinic: Clinic) -> Hours:
    week = tuple((one.weekday, one.start, one.end) for one in clinic.reception.hours)
    return Hours(week, frozenset(clinic.holidays), clinic.zone)
