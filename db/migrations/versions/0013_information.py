"""Whether answers help, by day: nobody's own vote."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.create_table(
        "faq_votes",
        sa.Column("entry", sa.String(32), primary_key=True),
        sa.Column("on", sa.Date, primary_key=True),
        sa.Column("helpful", sa.Boolean, primary_key=True),
        sa.Column("votes", sa.Integer, nullable=False),
    )


def downgrade() -> None:
    op.drop_table("faq_votes")
