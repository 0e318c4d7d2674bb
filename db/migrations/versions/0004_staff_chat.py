"""Where reception's group has moved to."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "staff_chat",
        sa.Column("configured_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("now_id", sa.BigInteger, nullable=False),
    )


def downgrade() -> None:
    op.drop_table("staff_chat")
