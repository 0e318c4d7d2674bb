"""What a dialogue with reception is about."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0014"


def upgrade() -> None:
    op.add_column("dialogues", sa.Column("about", sa.LargeBinary))


def downgrade() -> None:
    op.drop_column("dialogues", "about")
