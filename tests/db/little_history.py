"""A little program's history of its own, with our env.py: what a migration does can be told without ours."""

import shutil
from pathlib import Path

from db import migrations

HEAD = """
import sqlalchemy as sa
from alembic import op
revision = {revision!r}
down_revision = {before!r}
def upgrade():
"""
FIRST = """
    op.create_table("doctors", sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.String(9)))
    op.create_table("visits", sa.Column("id", sa.Integer, primary_key=True),
                    sa.Column("doctor_id", sa.ForeignKey("doctors.id", ondelete="CASCADE"), type_=sa.Integer))
    op.execute("INSERT INTO doctors VALUES (1, 'Koval')")
    op.execute("INSERT INTO visits VALUES (7, 1)")
"""


def founded(folder: Path) -> Path:
    """One revision long: two doctors' worth of tables, one refers to the other."""
    scripts = folder / "migrations"
    (scripts / "versions").mkdir(parents=True)
    shutil.copy(Path(migrations.__path__[0]) / "env.py", scripts)
    return add(scripts, "0001", None, FIRST)


def add(scripts: Path, revision: str, before: str | None, body: str) -> Path:
    (scripts / "versions" / f"{revision}.py").write_text(HEAD.format(revision=revision, before=before) + body)
    return scripts
