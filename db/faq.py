"""How often an answer has helped, and how often not."""

from datetime import date

from db.database import Database
from db.tables import faq_votes


class VoteStore:
    """reception.faq.Votes."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def count(self, entry: str, on: date, *, helpful: bool) -> None:
        first = self._database.insert(faq_votes).values(entry=entry, on=on, helpful=helpful, votes=1)
        count = first.on_conflict_do_update(
            index_elements=["entry", "on", "helpful"], set_={"votes": faq_votes.c.votes + 1}
        )
        async with self._database.write() as connection:
            await connection.execute(count)
