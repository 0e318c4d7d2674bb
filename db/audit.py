"""The audit list (reception/audit.py), written in the transaction of what it tells."""

from datetime import datetime

from sqlalchemy import Insert, insert

from db.database import Database
from db.tables import audit
from reception.audit import Deed


def noted(
    database: Database,
    account: int,
    deed: Deed,
    at: datetime,
    before: str | None = None,
    after: str | None = None,
    by: str | None = None,
) -> Insert:
    """To be executed with the change. What can be read of a person is sealed. ``by``: who else than the person."""
    sealed = database.seal({"before": before, "after": after} | ({} if by is None else {"by": by}))
    return insert(audit).values(account_id=account, at=at, what=deed, sealed=sealed)
