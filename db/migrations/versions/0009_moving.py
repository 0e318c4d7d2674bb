"""A booking may take the place of a visit, which is moved to one place at a time."""

import sqlalchemy as sa
from alembic import op

from db.columns import Instant

revision = "0009"
down_revision = "0008"

IN_FLIGHT = sa.text("state IN ('sending', 'unknown')")


def upgrade() -> None:
    op.add_column("bookings", sa.Column("moving", sa.BigInteger))
    op.add_column("bookings", sa.Column("instead_of", Instant))
    op.create_index(
        "ix_bookings_moving", "bookings", ["moving"], unique=True, postgresql_where=IN_FLIGHT, sqlite_where=IN_FLIGHT
    )


def downgrade() -> None:
    op.drop_index("ix_bookings_moving", "bookings")
    op.drop_column("bookings", "instead_of")
    op.drop_column("bookings", "moving")
