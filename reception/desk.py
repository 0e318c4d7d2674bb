"""The front desk: everything that a conversation may ask for, in one place."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from clinic.model import Clinic
from reception.admin.desk import AdminDesk
from reception.booking.bookings import Bookings
from reception.booking.desk import BookingDesk
from reception.booking.finding import Finding
from reception.booking.moving import Moving
from reception.booking.times import Times
from reception.booking.way import Options
from reception.cancelling import Cancelling
from reception.catalogue import AvailabilityStore, Catalogue
from reception.clock import Clock, today
from reception.family import Family
from reception.faq import Faq
from reception.figures.bookkeeping import Bookkeeping
from reception.figures.tally import Tally
from reception.identity import Identity
from reception.mirror import Mirror
from reception.people import Drafts, People, Person
from reception.privacy import Privacy
from reception.registration import Registration
from reception.sync import Sync
from reception.visits import Visits
from reception.waitlist.waitlist import Waitlist
from reception.waitlist.watching import Watching


@dataclass(frozen=True, slots=True)
class Desk:
    """Built by bot/wiring.py, once for each state of the clinic. ``touch``: a doctor's times have just changed."""

    clinic: Clinic
    clock: Clock
    people: People
    drafts: Drafts
    family: Family
    identity: Identity
    registration: Registration
    mirror: Mirror
    availability: AvailabilityStore
    times: Times
    finding: Finding
    bookings: Bookings
    booking: BookingDesk
    moving: Moving
    visits: Visits
    cancelling: Cancelling
    privacy: Privacy
    sync: Sync
    waitlist: Waitlist
    watching: Watching
    faq: Faq
    tally: Tally
    books: Bookkeeping
    admin: AdminDesk
    touch: Callable[[int], None]

    @property
    def catalogue(self) -> Catalogue:
        return self.mirror.catalogue

    def today(self) -> date:
        """By the clinic's own calendar."""
        return today(self.clock, self.clinic.zone)

    def options(self, person: Person, *, by_reception: bool = False) -> Options:
        return Options(self.catalogue, person, self.today(), by_reception=by_reception)

    def language(self, code: str | None) -> str:
        """The language for a stranger: Telegram's own setting where the clinic follows it, else the clinic's."""
        code = (code or "").split("-")[0].lower()
        return code if code in self.clinic.languages.follow_telegram else self.clinic.languages.default
