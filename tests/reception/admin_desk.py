"""The admins' desk without Telegram: the real stores, the demo clinic, a clock that stands still."""

from dataclasses import dataclass, field

from bot.databases import edits, take_in
from clinic.model import Clinic
from db.admins import AdminStore
from db.clinic_file import ClinicStore
from db.closed import BookedStore
from db.database import Database
from db.drafts import DraftStore
from db.people import PeopleStore
from reception.admin.changes import Json
from reception.admin.desk import AdminDesk
from reception.admin.edits import Admin
from reception.admin.hearing import Heard, Wrong
from reception.admin.papers import Papers
from reception.admin.parts import Spot, entry_of
from reception.admin.publishing import Outcome, Publishing
from reception.admin.who import Admins
from reception.people import Draft, Person
from tests.reception.front_desk import Clock

MARTA, PETRO = 301, 302


@dataclass
class AdminsDesk:
    """``lives``: how often the program was told to go by the newest; if it ``stumbles``, in vain."""

    database: Database
    clock: Clock = field(default_factory=Clock)
    lives: int = 0
    stumbles: bool = False
    typed: int = 0

    def __post_init__(self) -> None:
        self.people, self.drafts = PeopleStore(self.database, self.clock), DraftStore(self.database, self.clock)
        store = edits(self.database, self.clock, whole=True)
        self.admins = Admins(AdminStore(self.database, self.clock), [MARTA])
        publishing, booked = Publishing(store, self.clock, self._lives), BookedStore(self.database, self.clock)
        papers = Papers(store, self.drafts, booked, whole=True)
        self.desk = AdminDesk(self.admins, store, self.drafts, publishing, papers, booked, self.clock)

    async def opens(self, clinic: Clinic) -> None:
        await take_in(self.database, clinic, self.clock)

    async def person(self, telegram_id: int = MARTA) -> Person:
        return await self.people.arrive(telegram_id, "uk", "")

    async def admin(self, telegram_id: int = MARTA) -> Admin:
        return Admin((await self.person(telegram_id)).id, telegram_id, {MARTA: "Марта", PETRO: "Петро"}[telegram_id])

    async def types(self, draft: Draft, *texts: str | None, by: int = MARTA) -> Draft:
        """One answer after another; None skips all that may be skipped."""
        person = await self.person(by)
        for text in texts:
            self.typed += 1
            told: Draft | Wrong | None = await (
                self.desk.skip(person, draft, all_of_them=True)
                if text is None
                else self.desk.hear(person, draft, Heard(text), self.typed)
            )
            assert isinstance(told, Draft), told
            draft = told
        return draft

    async def changes(self, spot: Spot, name: str, *texts: str | None, by: int = MARTA) -> Draft:
        """As far as the preview."""
        return await self.types(await self.desk.ask_field(await self.person(by), spot, name), *texts, by=by)

    async def publishes(self, draft: Draft, by: int = MARTA) -> Outcome | Draft:
        return await self.desk.publish(await self.admin(by), await self.person(by), draft)

    async def stands(self, spot: Spot) -> Json:
        return entry_of(await self.desk.body(), spot)

    async def revision(self) -> int:
        return await ClinicStore(self.database, self.clock).revision()

    async def _lives(self) -> None:
        self.lives += 1
        if self.stumbles:
            raise OSError("the database is away")


def refused(told: object) -> Wrong:
    assert isinstance(told, Wrong), told
    return told
