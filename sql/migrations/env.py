"""Alembic's entry: migrates on the connection and in the transaction it is given.

Run through ``dangbo db upgrade`` (processing.store.upgrade); to write a new one see
docs/sql.md.
"""

from __future__ import annotations

from alembic import context

from processing.store.tables import metadata

connection = context.config.attributes.get("connection")
if connection is None:
    raise SystemExit("run migrations with: dangbo db upgrade")

context.configure(
    connection=connection,
    target_metadata=metadata,
    version_table_schema="core",
    include_schemas=True,
)
context.run_migrations()
