"""All that is kept of a person: told, erased, or let go of."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, delete, update

from db.database import Database
from db.in_turn import is_booking
from db.people import Replan
from db.personal import KEEPERS
from db.personal.keeper import Whose
from db.tables import accounts, audit, drafts, patients
from db.visits import of_strangers
from reception.audit import Deed
from reception.people import Person, PhoneState
from reception.privacy import Entry

NOTHING = {"phone_state": PhoneState.NONE, **dict.fromkeys(("phone_lookup", "phone_sealed", "notices_off", "source"))}


class PersonalStore:
    """reception.privacy.Records."""

    def __init__(self, database: Database, replan: Replan = lambda _connection, _accounts: None) -> None:
        """``replan``: what follows when a chat acts for nobody any more (db/plans.py)."""
        self._database = database
        self._replan = replan

    async def all(self, person: Person) -> Mapping[str, Sequence[Entry]]:
        whose = Whose(person.id, person.telegram_id, person.phone)
        return {keeper.name: await keeper.export(self._database, whose) for keeper in KEEPERS if keeper.export}

    async def erase(self, person: Person) -> bool:
        def work(connection: Connection) -> bool:
            if is_booking(connection, [person.id]):
                return False
            connection.execute(delete(accounts).where(accounts.c.id == person.id))
            for keeper in KEEPERS:
                if keeper.erase:
                    keeper.erase(self._database, connection, Whose(person.id, person.telegram_id, person.phone))
            return True

        return await self._database.change(work)

    async def leave(self, person: Person) -> bool:
        def work(connection: Connection) -> bool:
            if is_booking(connection, [person.id]):
                return False
            for table in (patients, drafts):
                connection.execute(delete(table).where(table.c.account_id == person.id))
            connection.execute(delete(audit).where(audit.c.account_id == person.id, audit.c.what != Deed.CONSENT))
            connection.execute(update(accounts).where(accounts.c.id == person.id).values(NOTHING))
            self._replan(connection, [person.id])
            for what_was_theirs in of_strangers():
                connection.execute(what_was_theirs)
            return True

        return await self._database.change(work)
