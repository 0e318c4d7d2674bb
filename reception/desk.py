"""The front desk: everything that a conversation may ask for, in one place."""

from dataclasses import dataclass
from datetime import date

from clinic.model import Clinic
from reception.booking.bookings import Bookings
from reception.booking.desk import BookingDesk
from reception.booking.moving import Moving
from reception.booking.times import Times
from reception.booking.way import Options
from reception.cancelling import Cancelling
from reception.catalogue import AvailabilityStore, Catalogue
from reception.clock import Clock, today
from reception.faq import Faq
from reception.identity import Identity
from reception.mirror import Mirror
from reception.people import Drafts, People, Person
from reception.registration import Registration
from reception.sync import Sync
from reception.visits import Visits


@dataclass(frozen=True, slots=True)
class Desk:
    """Built once, by bot/wiring.py."""

    clinic: Clinic
    clock: Clock
    people: People
    drafts: Drafts
    identity: Identity
    registration: Registration
    mirror: Mirror
    availability: AvailabilityStore
    times: Times
    bookings: Bookings
    booking: BookingDesk
    moving: Moving
    visits: Visits
    cancelling: Cancelling
    sync: Sync
    faq: Faq

    @property
    def catalogue(self) -> Catalogue:
        return self.mirror.catalogue

    def today(self) -> date:
        """By the clinic's own calendar."""
        return today(self.clock, self.clinic.zone)

    def options(self, person: Person) -> Options:
        return Options(self.catalogue, person, self.today())

    def language(self, code: str | None) -> str:
        """The language for a stranger: Telegram's own setting where the clinic follows it, else the clinic's."""
        code = (code or "").split("-")[0].lower()
        return code if code in self.clinic.languages.follow_telegram else self.clinic.languages.default
