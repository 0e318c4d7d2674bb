"""A visit has one entry in a phone's calendar for its whole life, and is changed from one place at a time."""

from uuid import uuid4

import sqlalchemy as sa
from alembic import op

from db.columns import Instant

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.add_column("visits", sa.Column("uid", sa.String(64), nullable=False, server_default="-"))
    op.add_column("visits", sa.Column("sequence", sa.Integer, nullable=False, server_default="0"))
    op.add_column("visits", sa.Column("cancelling_at", Instant))
    _name_those_that_are_there()


def downgrade() -> None:
    for column in ("cancelling_at", "sequence", "uid"):
        op.drop_column("visits", column)


def _name_those_that_are_there() -> None:
    """As in the files that phones have read already: by the booking's key."""
    visits = sa.table("visits", sa.column("id"), sa.column("uid"), sa.column("appointment_id"))
    bookings = sa.table("bookings", sa.column("key"), sa.column("appointment_id"), sa.column("state"))
    booked = sa.select(bookings.c.appointment_id, sa.func.max(bookings.c.key)).where(bookings.c.state == "booked")
    connection = op.get_bind()
    named = connection.execute(booked.group_by(bookings.c.appointment_id))
    keys = {row[0]: row[1] for row in named}
    for row in connection.execute(sa.select(visits.c.id, visits.c.appointment_id)).all():
        uid = f"{keys[row.appointment_id]}@reception" if row.appointment_id in keys else str(uuid4())
        connection.execute(sa.update(visits).where(visits.c.id == row.id).values(uid=uid))
