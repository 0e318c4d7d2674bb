"""Who is asked for first and since when somebody acts for them; what was done with a person's data, and when."""

import sqlalchemy as sa
from alembic import op

from db.columns import BigKey, Instant

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.add_column("patients", sa.Column("default_since", Instant))
    op.add_column("patients", sa.Column("acting_since", Instant))
    op.add_column("patients", sa.Column("acting_version", sa.String(40)))
    op.create_table(
        "audit",
        sa.Column("id", BigKey, primary_key=True),
        sa.Column("account_id", BigKey, sa.ForeignKey("accounts.id", ondelete="CASCADE"), index=True),
        sa.Column("at", Instant, nullable=False),
        sa.Column("what", sa.String(24), nullable=False),
        sa.Column("sealed", sa.LargeBinary),
    )


def downgrade() -> None:
    op.drop_table("audit")
    op.drop_column("patients", "acting_version")
    op.drop_column("patients", "acting_since")
    op.drop_column("patients", "default_since")
