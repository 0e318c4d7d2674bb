"""Everybody who has a part in handing patients over to reception."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.cards import Cards
from bot.groups import Groups
from bot.outages import GROUP, Outages
from bot.relay import Relay
from bot.wire import Wire
from clinic.model import Clinic
from crm.port import Crm
from db.database import Database
from db.handoff import DialogueStore
from db.home_calls import HomeCallStore
from db.relays import RelayStore
from reception.closures import instants
from reception.desk import Desk
from reception.handoff.desk import Handoff
from reception.handoff.hours import Hours
from reception.home_calls.asking import Asking
from reception.home_calls.desk import HomeCallDesk


@dataclass(frozen=True, slots=True)
class Handing:
    handoff: Handoff
    home_calls: HomeCallDesk
    relay: Relay
    cards: Cards
    sweep_calls: Callable[[], Awaitable[None]]
    sweep: Callable[[], Awaitable[None]]


def handing(database: Database, desk: Desk, crm: Crm, groups: Groups, telegram: Wire, outages: Outages) -> Handing:
    dialogues, relays = DialogueStore(database, desk.clock), RelayStore(database, desk.clock)
    has_group = groups.chat() is not None
    handoff = Handoff(dialogues, hours(desk.clinic), desk.clock, lambda: GROUP in outages.away, has_group=has_group)
    calls = HomeCallStore(database, desk.clock)
    cards = Cards(desk, dialogues, calls)
    return Handing(
        handoff,
        HomeCallDesk(crm, calls, Asking(desk.drafts, desk.clinic.region), handoff),
        Relay(telegram, desk, groups, dialogues, relays, handoff, cards, outages),
        cards,
        calls.forget,
        relays.sweep,
    )


def hours(clinic: Clinic) -> Hours:
    week = tuple((one.weekday, one.start, one.end) for one in clinic.reception.hours)
    return Hours(week, frozenset(clinic.holidays), clinic.zone, instants(clinic.reception.offline, clinic.zone))
