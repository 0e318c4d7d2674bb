"""Which of the day's patients no reminder has reached."""

from datetime import datetime

from sqlalchemy import case, func, select

from crm.model import Status
from db.database import Database
from db.tables import outbox, outbox_visits, visits
from reminders.outbox import State, Why
from reminders.phone_today import ToPhone, Unreached
from reminders.plan import Kind

SENT, BLOCKED = outbox.c.state == State.SENT, outbox.c.reason == Why.BLOCKED
IS_WAITING = outbox.c.state.in_([State.DUE, State.CLAIMED, State.SENDING, State.UNKNOWN])


class ReachedStore:
    """reminders.phone_today.Reached."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def unreached(self, since: datetime, until: datetime) -> list[Unreached]:
        """Where several chats act for the patient, the first of them is named."""
        query = (
            select(visits.c.patient_id, visits.c.doctor_id, visits.c.branch_id, visits.c.starts_at)
            .add_columns(
                func.min(outbox_visits.c.account_id).label("account"),
                func.max(case((SENT, 1), else_=0)).label("sent"),
                func.max(case((BLOCKED, 1), else_=0)).label("blocked"),
            )
            .select_from(visits.join(outbox_visits, outbox_visits.c.visit_id == visits.c.id).join(outbox))
            .where(visits.c.status == Status.BOOKED, visits.c.starts_at >= since, visits.c.starts_at < until)
            .where(outbox_visits.c.kind == Kind.DAY_BEFORE, outbox_visits.c.starts_at == visits.c.starts_at)
            .group_by(visits.c.id, *(visits.c[name] for name in ("patient_id", "doctor_id", "branch_id", "starts_at")))
            .having(func.count(outbox.c.answer) == 0, func.max(case((IS_WAITING, 1), else_=0)) == 0)
            .order_by(visits.c.starts_at, visits.c.id)
        )
        return [
            Unreached(
                row.account, row.patient_id, row.doctor_id, row.branch_id, row.starts_at, _why(row.sent, row.blocked)
            )
            for row in await self._database.rows(query)
        ]


def _why(sent: int, blocked: int) -> ToPhone:
    if sent:
        return ToPhone.SILENT
    return ToPhone.BLOCKED if blocked else ToPhone.UNDELIVERED
