"""The connection to the database ends in the middle of a change: it is done or not, never twice, and nobody is told
what is not so. On PostgreSQL it is really cut; SQLite has none, so its disk fails.

Other faults of a database: test_transactions.py beside, tests/faults/. As a table: docs/faults.md.
"""

import sqlite3
from collections.abc import Callable
from enum import Enum
from typing import Any

import pytest
from sqlalchemy import event

from crm.errors import OutcomeUnknown
from db.database import Database
from tests.crm.deeds import VERBS, Deeds
from tests.crm.story import Story


class Moment(Enum):
    """When it ends, and whether the change is kept."""

    WRITING = ("before a row is written", False)
    KEEPING = ("before all is kept", False)
    KEPT = ("after all is kept", True)

    @property
    def kept(self) -> bool:
        return self.value[1]


def cut(connection: Any, *, is_sqlite: bool) -> None:
    """``connection``: as SQLAlchemy has it of the driver, which finds out with what is sent next."""
    if is_sqlite:
        raise sqlite3.OperationalError("disk I/O error")
    connection.driver_connection.terminate()


def breaks(database: Database, moment: Moment, patch: pytest.MonkeyPatch) -> Callable[[], None]:
    """The next change; call what is returned to mend it."""
    engine = database.engine.sync_engine
    commit = engine.dialect.do_commit

    def commits(connection: Any) -> None:
        if moment is Moment.KEPT:
            commit(connection)
        cut(connection, is_sqlite=database.is_sqlite)
        connection.cursor().execute("COMMIT")

    def writes(connection: Any, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith(("INSERT INTO crm_", "UPDATE crm_appointments")):
            cut(connection.connection, is_sqlite=database.is_sqlite)

    if moment is Moment.WRITING:
        event.listen(engine, "before_cursor_execute", writes)
        return lambda: event.remove(engine, "before_cursor_execute", writes)
    patch.setattr(engine.dialect, "do_commit", commits)
    return patch.undo


@pytest.mark.parametrize("moment", Moment, ids=lambda moment: moment.name)
@pytest.mark.parametrize("verb", VERBS)
async def test_it_is_done_once_whenever_the_connection_ends(
    story: Story, database: Database, verb: str, moment: Moment, monkeypatch: pytest.MonkeyPatch
) -> None:
    deed = await Deeds(story).next(verb)
    mended = breaks(database, moment, monkeypatch)
    with pytest.raises(OutcomeUnknown):
        await deed.begins(story.crm)
    mended()
    assert await deed.times(story.crm) == moment.kept
    after = await deed.goes_on(story.crm)
    assert await deed.goes_on(story.crm) == after
    assert await deed.times(story.crm) == 1
