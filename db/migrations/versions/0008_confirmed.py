"""Of the built-in system: that a patient said they will come, and days off that reception has entered by hand."""

import sqlalchemy as sa
from alembic import op

from db.columns import Instant

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Without a rebuild of the tables: on SQLite that would lose the triggers against overlap."""
    op.add_column("crm_appointments", sa.Column("confirmed_at", Instant))
    op.add_column("crm_days_off", sa.Column("entered_at", Instant))


def downgrade() -> None:
    op.drop_column("crm_days_off", "entered_at")
    op.drop_column("crm_appointments", "confirmed_at")
