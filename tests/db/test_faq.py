"""Votes on answers are counted by day, and nobody's own."""

import asyncio
from datetime import date

from sqlalchemy import select

from db.database import Database
from db.faq import VoteStore
from db.tables import faq_votes

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)


async def test_votes_are_counted_by_answer_and_day(database: Database) -> None:
    votes = VoteStore(database)
    await asyncio.gather(*(votes.count("parking", MONDAY, helpful=True) for _ in range(5)))
    await votes.count("parking", MONDAY, helpful=False)
    await votes.count("parking", TUESDAY, helpful=True)
    await votes.count("hours", MONDAY, helpful=True)
    rows = await database.rows(select(faq_votes))
    assert sorted(map(tuple, rows)) == [
        ("hours", MONDAY, True, 1),
        ("parking", MONDAY, False, 1),
        ("parking", MONDAY, True, 5),
        ("parking", TUESDAY, True, 1),
    ]
