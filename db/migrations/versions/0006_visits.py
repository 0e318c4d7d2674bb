"""The visits of people's patients as the clinic's system showed them last, and which system that is."""

import sqlalchemy as sa
from alembic import op

from db.columns import BigKey, Instant

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "visits",
        sa.Column("id", BigKey, primary_key=True),
        sa.Column("appointment_id", sa.String(200), nullable=False, unique=True),
        sa.Column("patient_id", sa.String(200), nullable=False),
        sa.Column("doctor_id", sa.String(200), nullable=False),
        sa.Column("branch_id", sa.String(200)),
        sa.Column("service_id", sa.String(200)),
        sa.Column("starts_at", Instant, nullable=False),
        sa.Column("ends_at", Instant, nullable=False),
        sa.Column("status", sa.String(12), nullable=False),
        sa.Column("version", sa.String(200), nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_visits_patient_id_starts_at", "visits", ["patient_id", "starts_at"])
    op.create_index("ix_visits_starts_at", "visits", ["starts_at"])
    op.create_table(
        "looks",
        sa.Column("patient_id", sa.String(200), primary_key=True),
        sa.Column("at", Instant, nullable=False, index=True),
    )
    op.create_table(
        "feed",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("cursor", sa.String, nullable=False),
        sa.Column("at", Instant, nullable=False),
    )
    op.create_table(
        "clinics_system",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.String(700), nullable=False),
    )
    op.create_index("ix_patients_crm_id", "patients", ["crm_id"])


def downgrade() -> None:
    op.drop_index("ix_patients_crm_id", "patients")
    for table in ("clinics_system", "feed", "looks", "visits"):
        op.drop_table(table)
