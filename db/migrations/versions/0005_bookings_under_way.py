"""Bookings under way and outcomes that nobody has heard yet are found without a look at all that were ever made."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

IN_FLIGHT = sa.text("state IN ('sending', 'unknown')")


def upgrade() -> None:
    op.create_index(
        "ix_bookings_in_flight", "bookings", ["doctor_id"], postgresql_where=IN_FLIGHT, sqlite_where=IN_FLIGHT
    )
    op.create_index(
        "ix_bookings_untold",
        "bookings",
        ["changed_at"],
        postgresql_where=sa.text("told IS false"),
        sqlite_where=sa.text("told IS 0"),
    )


def downgrade() -> None:
    op.drop_index("ix_bookings_untold", "bookings")
    op.drop_index("ix_bookings_in_flight", "bookings")
