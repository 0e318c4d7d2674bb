"""Notices: what people know of their visits, what has to be said, how it ended, and how it went at the doctor's."""

import sqlalchemy as sa
from alembic import op

from db.columns import BigKey, Instant

revision = "0007"
down_revision = "0006"

TO_SEND, ON_THE_WAY = sa.text("state IN ('due', 'unknown')"), sa.text("state IN ('claimed', 'sending')")
UNTOLD = sa.text("changed_at IS NOT NULL")
STATES = "state IN ('due', 'claimed', 'sending', 'sent', 'unknown', 'skipped', 'failed', 'dropped')"


def upgrade() -> None:
    op.add_column("accounts", sa.Column("notices_off", sa.String(64)))
    op.add_column("accounts", sa.Column("unreachable_at", Instant))
    _visits()
    _outbox()
    op.create_table(
        "ratings",
        sa.Column("account_id", BigKey, sa.ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("visit_id", BigKey, sa.ForeignKey("visits.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("score", sa.String(12), nullable=False),
        sa.Column("sealed", sa.LargeBinary),
        sa.Column("at", Instant, nullable=False),
    )


def downgrade() -> None:
    for table in ("ratings", "outbox_log", "outbox_visits", "outbox"):
        op.drop_table(table)
    op.drop_index("ix_visits_changed", "visits")
    with op.batch_alter_table("visits") as visits:
        for column in ("known_at", "told_starts_at", "told_doctor_id", "told_branch_id", "told_status", "changed_at"):
            visits.drop_column(column)
    with op.batch_alter_table("accounts") as accounts:
        accounts.drop_column("unreachable_at")
        accounts.drop_column("notices_off")


def _visits() -> None:
    """What was seen before is known: nobody is told of old changes."""
    op.execute("DELETE FROM visits")
    op.execute("DELETE FROM looks")
    with op.batch_alter_table("visits") as visits:
        visits.add_column(sa.Column("known_at", Instant, nullable=False))
        visits.add_column(sa.Column("told_starts_at", Instant, nullable=False))
        visits.add_column(sa.Column("told_doctor_id", sa.String(200), nullable=False))
        visits.add_column(sa.Column("told_branch_id", sa.String(200)))
        visits.add_column(sa.Column("told_status", sa.String(12), nullable=False))
        visits.add_column(sa.Column("changed_at", Instant))
    op.create_index("ix_visits_changed", "visits", ["changed_at"], postgresql_where=UNTOLD, sqlite_where=UNTOLD)


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", BigKey, primary_key=True),
        sa.Column("account_id", BigKey, sa.ForeignKey("accounts.id", ondelete="CASCADE")),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("key", sa.String(100), unique=True),
        sa.Column("due_at", Instant, nullable=False),
        sa.Column("expires_at", Instant, nullable=False),
        sa.Column("urgent_at", Instant, nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("reason", sa.String(64)),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("owner", sa.String(32)),
        sa.Column("lease_until", Instant),
        sa.Column("sealed", sa.LargeBinary),
        sa.Column("message_id", sa.BigInteger),
        sa.Column("answer", sa.String(12)),
        sa.Column("answered_at", Instant),
        sa.Column("created_at", Instant, nullable=False),
        sa.Column("settled_at", Instant),
        sa.CheckConstraint(STATES, name="state"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_outbox_to_send", "outbox", ["due_at"], postgresql_where=TO_SEND, sqlite_where=TO_SEND)
    op.create_index(
        "ix_outbox_on_the_way", "outbox", ["lease_until"], postgresql_where=ON_THE_WAY, sqlite_where=ON_THE_WAY
    )
    op.create_index("ix_outbox_account_id", "outbox", ["account_id"])
    op.create_index("ix_outbox_settled_at", "outbox", ["settled_at"])
    op.create_table(
        "outbox_visits",
        sa.Column("outbox_id", BigKey, sa.ForeignKey("outbox.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("visit_id", BigKey, sa.ForeignKey("visits.id", ondelete="CASCADE"), primary_key=True, index=True),
        sa.Column("starts_at", Instant, nullable=False),
        sa.Column("account_id", BigKey, sa.ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.UniqueConstraint("account_id", "visit_id", "kind", "starts_at"),
    )
    op.create_table(
        "outbox_log",
        sa.Column("id", BigKey, primary_key=True),
        sa.Column("outbox_id", BigKey, sa.ForeignKey("outbox.id", ondelete="CASCADE"), nullable=False, index=True),
        sa.Column("at", Instant, nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("reason", sa.String(64)),
    )
