"""The one place that knows everybody."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

from aiogram import Bot

from bot.admins import Admins
from bot.clinics import is_demo
from bot.counting import counting, write_the_last
from bot.databases import edits, own_system
from bot.desks import Keeping
from bot.flood import Flood
from bot.groups import Groups
from bot.health import Health
from bot.hints import Hints, Hook
from bot.intake import PACE, Intake
from bot.live import Live
from bot.outage_news import OutageNews, told_to
from bot.serving import Lasting, serve
from bot.telegram import out_of_reach
from bot.turns import Pace
from bot.vitals import Vitals
from bot.wakeups import Wakeups
from bot.waking import wakeups_of
from bot.wire import Wire
from clinic.model import Clinic
from crm.errors import CrmError
from crm.port import Crm
from db.admins import AdminStore
from db.bookings import BookingStore
from db.clinic_file import ClinicStore
from db.closed import BookedStore
from db.database import Database
from db.drafts import DraftStore
from db.groups import GroupStore
from db.inbox import Inbox
from db.outage import is_away
from db.outbox import OutboxStore
from db.photos import PhotoStore
from handlers.dispatching import dispatcher
from handlers.screens.outage import goodbye
from locales.words import words
from reception.admin import who
from reception.admin.desk import AdminDesk
from reception.admin.papers import Papers
from reception.admin.publishing import Publishing
from reception.booking.bookings import Bookings
from reception.budget import Budget
from reception.clock import Clock
from reception.desk import Desk
from reception.handoff.desk import Handoff
from reminders.pace import Limits
from reminders.pace import Pace as Rhythm


@dataclass(frozen=True, slots=True)
class Program:
    """A running bot without its way in: whoever receives updates gives them to ``intake``."""

    bot: Bot
    live: Live
    intake: Intake
    wakeups: Wakeups
    groups: Groups
    health: Health
    vitals: Vitals
    hints: Hints | None

    @property
    def desk(self) -> Desk:
        return self.live.now.desk

    @property
    def handoff(self) -> Handoff:
        return self.live.now.handed.handoff

    async def start(self) -> None:
        await self.groups.open()
        await self.desk.mirror.open()
        await self.intake.start()
        self.wakeups.start()

    async def stop(self) -> None:
        await self.wakeups.stop()
        await self.intake.drain()
        await write_the_last(self.desk.tally)


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
    whole: bool = True,
    real: bool = False,
) -> Program:
    """``crm``: the clinic's system, the built-in one where none is given. ``flood``: else by the machine's own time.

    ``vitals``: those that the bot's own calls are noted in. ``hook``: how the system says that something has changed.
    ``limits``: Telegram's, else those it tells bots. ``by_webhook``: taps are acknowledged as they come in.
    ``whole``: the clinic describes all there is, for the built-in system; else it adds to what ``crm`` says.
    ``real``: patients may come, who should not meet the demo clinic.
    """
    vitals, flood, rhythm = vitals or Vitals(), flood or Flood(), Rhythm(limits)
    system = crm or own_system(database, clock)
    inbox, telegram, outbox = Inbox(database, bot.id), Wire(bot, rhythm.counts), OutboxStore(database, clock)
    goodbye_there = goodbye(words(clinic.languages.default))
    chats = (staff_chat_id, goodbye_there, clinic.complaints_chat)
    groups = Groups(bot, GroupStore(database, clock), vitals.outages, *chats)
    counted, budget = counting(database, clock, clinic.zone), Budget(clinic.crm.calls_per_minute, clock)
    keeping = Keeping(database, clock, budget, BookingStore(database, clock), counted)
    admins = who.Admins(AdminStore(database, clock), admin_ids)

    async def go_live() -> None:
        await live.look()

    admin = _admin_desk(database, clock, admins, go_live, whole=whole, real=real)

    lasting = Lasting(
        system=system,
        telegram=telegram,
        groups=groups,
        keeping=keeping,
        admin=admin,
        outbox=outbox,
        photos=PhotoStore(database),
        rhythm=rhythm,
        flood=flood,
        vitals=vitals,
        is_away=inbox.is_away,
        acknowledges=not by_webhook,
        whole=whole,
    )
    served = partial(serve, lasting)
    live = Live(ClinicStore(database, clock), served(clinic), served)
    intake = Intake(inbox, partial(_feed, bot, live, groups), pace, vitals, out_of_reach)
    health = Health(inbox, partial(_untold, keeping.bookings), outbox.age, vitals, bot.id)
    wakeups = wakeups_of(live, outbox, keeping, Wakeups(_is_told_elsewhere))
    counted.wake_by(wakeups)
    told = Admins(bot, admin_ids, groups.say, admins.invited)
    news = OutageNews(vitals.outages, told_to(groups.say, told.say), clinic)
    hints = Hints(hook, partial(_look_again, live), vitals) if hook else None
    _wake_for_what_is_outside(wakeups, groups, news, hints)
    return Program(bot, live, intake, wakeups, groups, health, vitals, hints)


def _admin_desk(
    database: Database,
    clock: Clock,
    admins: who.Admins,
    go_live: Callable[[], Awaitable[None]],
    *,
    whole: bool,
    real: bool,
) -> AdminDesk:
    changes, drafts, booked = (
        edits(database, clock, whole=whole),
        DraftStore(database, clock),
        BookedStore(database, clock),
    )
    publishing = Publishing(changes, clock, go_live)
    papers = Papers(changes, drafts, booked, whole=whole)
    warns_of = is_demo if real else (lambda _clinic: False)
    return AdminDesk(admins, changes, drafts, publishing, papers, booked, clock, warns_of)


def _wake_for_what_is_outside(wakeups: Wakeups, groups: Groups, news: OutageNews, hints: Hints | None) -> None:
    wakeups.every(timedelta(seconds=60), "looking at reception's group", groups.look)
    wakeups.every(timedelta(seconds=5), "telling of outages", news.look)
    if hints:
        wakeups.every(timedelta(seconds=1), "following hints", hints.follow)


def _is_told_elsewhere(error: BaseException) -> bool:
    return isinstance(error, CrmError) or is_away(error) or out_of_reach(error) is not None


async def _untold(bookings: Bookings) -> int:
    return len(await bookings.untold(timedelta(minutes=1)))


async def _look_again(live: Live, visit: str) -> None:
    await live.now.desk.sync.look_again(visit)


async def _feed(bot: Bot, live: Live, groups: Groups, update: dict[str, Any]) -> None:
    now = live.now
    talks = {"talking": now.talking, "staffing": now.staffing}
    await dispatcher.feed_raw_update(bot, update, groups=groups, handoff=now.handed.handoff, **talks)
