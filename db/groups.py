"""Where reception's group is now: one that becomes a supergroup changes its id, the setting stays as it was."""

from sqlalchemy import Connection, select, update

from db.database import Database
from db.relays import RelayStore
from db.tables import dialogues, staff_chat, topics
from reception.clock import Clock
from reception.handoff.dialogue import State
from reminders.plan import Kind


class GroupStore:
    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._relays = RelayStore(database, clock)

    async def now_id(self, configured_id: int) -> int | None:
        """None: it has not moved."""
        own = select(staff_chat.c.now_id).where(staff_chat.c.configured_id == configured_id)
        async with self._database.read() as connection:
            return (await connection.execute(own)).scalar_one_or_none()

    async def keep(self, configured_id: int, old_id: int, now_id: int) -> None:
        """What was written stays behind in the old one: whoever waits, or is talked with, has a card in the new one."""
        keep = self._database.insert(staff_chat).values(configured_id=configured_id, now_id=now_id)
        keep = keep.on_conflict_do_update(index_elements=["configured_id"], set_={"now_id": now_id})
        there = select(topics.c.account_id).where(topics.c.chat_id == old_id)
        carded = dialogues.c.account_id.in_(there) & dialogues.c.card_id.is_not(None)
        anew = update(dialogues).where(carded, dialogues.c.state != State.CLOSED).values(card_id=None)
        anew = anew.returning(dialogues.c.id, dialogues.c.account_id)

        def move(connection: Connection) -> None:
            connection.execute(keep)
            for dialogue, account in connection.execute(anew).all():
                self._relays.line(connection, Kind.CARD, account, {"dialogue": dialogue}, out=False)

        await self._database.change(move)
