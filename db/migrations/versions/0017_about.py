"""What a dialogue with reception is about."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    op.add_column("dialogues", sa.Column("complaint_of", sa.BigInteger))
    op.add_column("dialogues", sa.Column("about", sa.LargeBinary))
    op.execute("DELETE FROM outbox WHERE kind = 'talk'")  # a dialogue is opened in its place


def downgrade() -> None:
    for column in ("about", "complaint_of"):
        op.drop_column("dialogues", column)
