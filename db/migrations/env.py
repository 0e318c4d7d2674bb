"""Alembic's door. ``db.migrate`` hands over a connection that is already inside its transaction and lock."""

from alembic import context

from db.metadata import metadata

# Our naming convention holds in migrations as well: op.create_table takes the names from here.
context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
