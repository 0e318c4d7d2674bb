"""The desk as one state of the clinic makes it; what does not hang on the clinic goes from one to the next."""

from dataclasses import dataclass
from functools import partial

from bot.counting import Counting
from bot.noticing import quiet_hours, zone_of
from clinic.model import Clinic
from crm.port import Crm
from db.bookings import BookingStore
from db.catalogue import AvailabilityStore, CatalogueStore
from db.database import Database
from db.drafts import DraftStore
from db.family import FamilyStore
from db.faq import VoteStore
from db.people import PeopleStore
from db.personal.store import PersonalStore
from db.plans import Plans
from db.requests import RequestStore
from db.visits import VisitStore
from db.watched import WatchedStore
from db.wishes import WishStore
from reception.admin.desk import AdminDesk
from reception.booking.desk import BookingDesk
from reception.booking.finding import Finding
from reception.booking.limits import Ahead
from reception.booking.moving import Moving
from reception.booking.nearest import Nearest
from reception.booking.times import Times
from reception.budget import Budget
from reception.cancelling import Cancelling
from reception.clock import Clock
from reception.closures import OpenOnly, closures
from reception.desk import Desk
from reception.faq import Faq
from reception.identity import Identity
from reception.mirror import Mirror
from reception.privacy import Privacy
from reception.registration import Registration
from reception.rounds import Rounds
from reception.sync import Sync
from reception.visits import Visits
from reception.waitlist.waitlist import Waitlist
from reception.waitlist.watching import Watching
from reminders.plan import plan
from reminders.requests import Requests


@dataclass(frozen=True, slots=True)
class Keeping:
    """What each desk has from the one before it: it does not hang on the clinic."""

    database: Database
    clock: Clock
    budget: Budget
    bookings: BookingStore
    counted: Counting


def desk_of(keeping: Keeping, crm: Crm, clinic: Clinic, admin: AdminDesk, before: Desk | None = None) -> Desk:
    database, clock, budget, bookings = keeping.database, keeping.clock, keeping.budget, keeping.bookings
    drafts, closed, counted = DraftStore(database, clock), closures(clinic), keeping.counted
    times, requests = Times(crm, bookings, clinic.rules, clock, closed), Requests(RequestStore(database, clock), clock)
    availability = OpenOnly(AvailabilityStore(database), closed, lambda: mirror.catalogue)
    first = Mirror(crm, CatalogueStore(database), availability, times, Rounds(budget, clock))
    mirror = before.mirror.handed_on(crm, times) if before else first
    plans = Plans(database, clock, partial(plan, quiet=quiet_hours(clinic.rules)), partial(zone_of, mirror, clinic))
    people, visits = PeopleStore(database, clock, plans.of_accounts), VisitStore(database, clock, plans.of_patients)
    ahead = Ahead(crm, visits, bookings, clinic.rules, clock)
    own_visits = Visits(crm, visits, ahead, bookings, clinic.rules, clock, closed)
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
        cancelling=Cancelling(crm, visits, own_visits, clock, touch, requests.cancelled_late, counted.cancelled),
        waitlist=Waitlist(wishes, clinic.rules, clock, touch),
        watching=watching,
        sync=Sync(crm, visits, budget, clock),
        privacy=Privacy(PersonalStore(database, plans.of_accounts), clock, clinic.zone),
        faq=Faq(clinic, VoteStore(database), clock),
        tally=counted.tally,
        books=counted.books,
        admin=admin,
    )
