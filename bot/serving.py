"""All that serves people, made from one state of the clinic; and what lasts from one state to the next."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.desks import Keeping, desk_of
from bot.flood import Flood
from bot.groups import Groups
from bot.handing import handing
from bot.live import Served
from bot.noticing import notices
from bot.notifier import Notifier
from bot.on_behalf import OnBehalf
from bot.staffing import Staffing
from bot.talking import Talking
from bot.vitals import Vitals
from bot.watched import Watched
from bot.wire import Wire
from clinic.model import Clinic
from crm.described import Described
from crm.port import Crm
from db.outbox import OutboxStore
from handlers.show import Photos
from reception.admin.desk import AdminDesk
from reception.booking.unknown import UnknownBookings
from reception.desk import Desk
from reminders.pace import Pace


@dataclass(frozen=True, slots=True)
class Lasting:
    """``whole``: the clinic describes all there is; else it adds to what ``system`` says."""

    system: Crm
    telegram: Wire
    groups: Groups
    keeping: Keeping
    admin: AdminDesk
    outbox: OutboxStore
    photos: Photos
    rhythm: Pace
    flood: Flood
    vitals: Vitals
    is_away: Callable[[BaseException], bool]
    acknowledges: bool
    whole: bool


def serve(lasting: Lasting, clinic: Clinic, before: Desk | None = None) -> Served:
    """``before``: the desk that this one goes on from."""
    database, telegram, groups = lasting.keeping.database, lasting.telegram, lasting.groups
    outages, flood = lasting.vitals.outages, lasting.flood
    crm = Watched(lasting.system if lasting.whole else Described(lasting.system, clinic), lasting.vitals)
    desk = desk_of(lasting.keeping, crm, clinic, lasting.admin, before)
    handed = handing(database, desk, crm, groups, telegram, outages)
    noticed = notices(database, lasting.outbox, desk, crm, groups, telegram, lasting.rhythm, outages, handed)
    talking = Talking(
        telegram=telegram,
        desk=desk,
        notices=noticed.answers,
        handoff=handed.handoff,
        home_calls=handed.home_calls,
        panels=desk.people,
        photos=lasting.photos,
        get_photo=crm.photo,
        is_away=lasting.is_away,
        flood=flood,
        vitals=lasting.vitals,
        acknowledges=lasting.acknowledges,
    )
    unknown = UnknownBookings(crm, desk.bookings, desk.people, desk.moving, desk.touch, Notifier(desk, talking))
    on_behalf = OnBehalf(telegram, desk, noticed.answers, handed.handoff, handed.home_calls, flood)
    staffing = Staffing(telegram, groups, handed.handoff, handed.cards, on_behalf)
    return Served(desk, talking, staffing, noticed, handed, unknown)
