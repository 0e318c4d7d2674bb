"""The one place that knows everybody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

from aiogram import Bot

from bot.admins import Admins
from bot.databases import own_system
from bot.flood import Flood
from bot.groups import Groups
from bot.handing import handing
from bot.health import Health
from bot.hints import Hints, Hook
from bot.intake import PACE, Intake
from bot.noticing import notices, quiet_hours, zone_of
from bot.notifier import Notifier
from bot.on_behalf import OnBehalf
from bot.outage_news import OutageNews, told_to
from bot.staffing import Staffing
from bot.talking import Talking
from bot.telegram import out_of_reach
from bot.turns import Pace
from bot.vitals import Vitals
from bot.wakeups import Wakeups
from bot.watched import Watched
from bot.wire import Wire
from clinic.model import Clinic
from crm.errors import CrmError
from crm.port import Crm
from db.bookings import BookingStore
from db.catalogue import AvailabilityStore, CatalogueStore
from db.database import Database
from db.drafts import DraftStore
from db.family import FamilyStore
from db.faq import VoteStore
from db.groups import GroupStore
from db.inbox import Inbox
from db.outage import is_away
from db.people import DRAFT_LIFE, PeopleStore
from db.personal.store import PersonalStore
from db.photos import PhotoStore
from db.plans import Plans
from db.requests import RequestStore
from db.visits import VisitStore
from db.watched import WatchedStore
from db.wishes import WishStore
from handlers.dispatching import dispatcher
from handlers.screens.outage import goodbye
from locales.words import words
from reception.booking.bookings import Bookings
from reception.booking.desk import BookingDesk
from reception.booking.finding import Finding
from reception.booking.limits import Ahead
from reception.booking.moving import Moving
from reception.booking.nearest import Nearest
from reception.booking.times import Times
from reception.booking.unknown import UnknownBookings
from reception.budget import Budget
from reception.cancelling import Cancelling
from reception.clock import Clock
from reception.desk import Desk
from reception.faq import Faq
from reception.handoff.desk import Handoff
from reception.identity import Identity
from reception.mirror import Mirror
from reception.privacy import Privacy
from reception.registration import Registration
from reception.rounds import Rounds
from reception.sync import Sync
from reception.visits import Visits
from reception.waitlist.waitlist import Waitlist
from reception.waitlist.watching import Watching
from reminders.pace import Limits
from reminders.pace import Pace as Rhythm
from reminders.plan import plan
from reminders.requests import Requests


@dataclass(frozen=True, slots=True)
class Program:
    """A running bot without its way in: whoever receives updates gives them to ``intake``."""

    bot: Bot
    desk: Desk
    handoff: Handoff
    intake: Intake
    wakeups: Wakeups
    groups: Groups
    health: Health
    vitals: Vitals
    hints: Hints | None

    async def start(self) -> None:
        await self.groups.open()
        await self.desk.mirror.open()
        await self.intake.start()
        self.wakeups.start()

    async def stop(self) -> None:
        await self.wakeups.stop()
        await self.intake.drain()


def build(
    bot: Bot,
    database: Database,
    clinic: Clinic,
    clock: Clock,
    crm: Crm | None = None,
    pace: Pace = PACE,
    flood: Flood | None = None,
    staff_chat_id: int | None = None,
    vitals: Vitals | None = None,
    admin_ids: Sequence[int] = (),
    hook: Hook | None = None,
    limits: Limits | None = None,
    *,
    by_webhook: bool = False,
) -> Program:
    """``crm``: the clinic's system, the built-in one where none is given. ``flood``: else by the machine's own time.

    ``vitals``: those that the bot's own calls are noted in. ``hook``: how the system says that something has changed.
    ``limits``: Telegram's, else those it tells bots. ``by_webhook``: taps are acknowledged as they come in.
    """
    vitals, flood = vitals or Vitals(), flood or Flood()
    system = Watched(crm or own_system(database, clock), vitals)
    desk, rhythm = _desk(database, system, clinic, clock), Rhythm(limits)
    inbox, telegram = Inbox(database, bot.id), Wire(bot, rhythm.counts)
    goodbye_there = goodbye(words(clinic.languages.default))
    groups = Groups(bot, GroupStore(database, clock), staff_chat_id, goodbye_there, clinic.complaints_chat)
    handed = handing(database, desk, groups, telegram, vitals.outages)
    noticed = notices(database, desk, system, groups, telegram, rhythm, vitals.outages, handed)
    talking = Talking(
        telegram=telegram,
        desk=desk,
        notices=noticed.answers,
        handoff=handed.handoff,
        panels=desk.people,
        photos=PhotoStore(database),
        get_photo=system.photo,
        is_away=inbox.is_away,
        flood=flood,
        vitals=vitals,
        acknowledges=not by_webhook,
    )
    unknown = UnknownBookings(system, desk.bookings, desk.people, desk.moving, desk.touch, Notifier(desk, talking))
    on_behalf = OnBehalf(telegram, desk, noticed.answers, handed.handoff, flood)
    staffing = Staffing(telegram, groups, handed.handoff, handed.cards, on_behalf)
    intake = Intake(inbox, partial(_feed, bot, talking, staffing, groups, handed.handoff), pace, vitals, out_of_reach)
    health = Health(inbox, partial(_untold, desk.bookings), noticed.outbox.age, vitals, bot.id)
    wakeups = _wakeups(database, desk, unknown, clock)
    noticed.wake_by(wakeups)
    handed.wake_by(wakeups)
    admins = Admins(bot, admin_ids, groups.say)
    news = OutageNews(vitals.outages, told_to(groups.say, admins.say), clinic)
    hints = Hints(hook, desk.sync.look_again, vitals) if hook else None
    _wake_for_what_is_outside(wakeups, news, hints)
    return Program(bot, desk, handed.handoff, intake, wakeups, groups, health, vitals, hints)


def _desk(database: Database, crm: Crm, clinic: Clinic, clock: Clock) -> Desk:
    bookings, drafts = BookingStore(database, clock), DraftStore(database, clock)
    availability, requests = AvailabilityStore(database), Requests(RequestStore(database, clock), clock)
    budget, times = Budget(clinic.crm.calls_per_minute, clock), Times(crm, bookings, clinic.rules, clock)
    mirror = Mirror(crm, CatalogueStore(database), availability, times, Rounds(budget, clock))
    plans = Plans(database, clock, partial(plan, quiet=quiet_hours(clinic.rules)), partial(zone_of, mirror, clinic))
    people, visits = PeopleStore(database, clock, plans.of_accounts), VisitStore(database, clock, plans.of_patients)
    ahead = Ahead(crm, visits, bookings, clinic.rules, clock)
    own_visits = Visits(crm, visits, ahead, bookings, clinic.rules, clock)
    moving = Moving(crm, visits, own_visits)
    wishes, watched = WishStore(database, clock, bookings.look_at_others), WatchedStore(database, clock)
    is_night, rounds = quiet_hours(clinic.rules).holds, Rounds(budget, clock)
    watching = Watching(wishes, watched, people, ahead, times, rounds, clock, is_night, lambda: mirror.catalogue)

    def touch(doctor: int) -> None:
        mirror.touch(doctor)
        watching.touch(doctor)

    return Desk(
        clinic=clinic,
        clock=clock,
        people=people,
        drafts=drafts,
        family=FamilyStore(database, clock, plans.of_accounts),
        identity=Identity(crm, people, drafts, clinic),
        registration=Registration(crm, people, drafts, clinic),
        mirror=mirror,
        availability=availability,
        times=times,
        finding=Finding(times, clock),
        bookings=bookings,
        booking=BookingDesk(crm, bookings, times, ahead, Nearest(times, availability), moving, touch),
        moving=moving,
        touch=touch,
        visits=own_visits,
        cancelling=Cancelling(crm, visits, own_visits, clock, touch, requests.cancelled_late),
        waitlist=Waitlist(wishes, clinic.rules, clock, touch),
        watching=watching,
        sync=Sync(crm, visits, budget, clock),
        privacy=Privacy(PersonalStore(database, plans.of_accounts), clock, clinic.zone),
        faq=Faq(clinic, VoteStore(database), clock),
    )


def _wakeups(database: Database, desk: Desk, unknown: UnknownBookings, clock: Clock) -> Wakeups:
    wakeups, mirror = Wakeups(_is_told_elsewhere), desk.mirror

    async def sweep() -> None:
        await DraftStore(database, clock).forget(DRAFT_LIFE)
        await PeopleStore(database, clock).forget_tries()
        await desk.bookings.forget_cards(DRAFT_LIFE)
        await VisitStore(database, clock).forget()
        await WishStore(database, clock, desk.bookings.look_at_others).forget()

    wakeups.every(timedelta(seconds=60), "reading the clinic's directory", mirror.refresh_directory)
    wakeups.every(timedelta(seconds=1), "looking again after a booking", mirror.refresh_touched)
    wakeups.every(timedelta(seconds=1), "looking for the earliest free times", mirror.refresh_availability)
    wakeups.every(timedelta(seconds=1), "looking at what others book", desk.bookings.look_at_others)
    wakeups.every(timedelta(seconds=1), "offering times that became free", desk.watching.round)
    wakeups.every(timedelta(seconds=desk.clinic.crm.sync_seconds), "asking what has changed", desk.sync.round)
    wakeups.every(timedelta(seconds=5), "settling unknown bookings", lambda: unknown.resolve(desk.catalogue))
    wakeups.every(timedelta(hours=1), "sweeping old drafts", sweep)
    return wakeups


def _wake_for_what_is_outside(wakeups: Wakeups, news: OutageNews, hints: Hints | None) -> None:
    wakeups.every(timedelta(seconds=5), "telling of outages", news.look)
    if hints:
        wakeups.every(timedelta(seconds=1), "following hints", hints.follow)


def _is_told_elsewhere(error: BaseException) -> bool:
    return isinstance(error, CrmError) or is_away(error) or out_of_reach(error) is not None


async def _untold(bookings: Bookings) -> int:
    return len(await bookings.untold(timedelta(minutes=1)))


async def _feed(
    bot: Bot, talking: Talking, staffing: Staffing, groups: Groups, handoff: Handoff, update: dict[str, Any]
) -> None:
    talks = {"talking": talking, "staffing": staffing}
    await dispatcher.feed_raw_update(bot, update, groups=groups, handoff=handoff, **talks)
