"""Alembic's entry: runs the revisions on the connection that `migrate.upgrade` hands over."""

from __future__ import annotations

from alembic import context

from accord.workspace.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
)
# The caller has begun the transaction (a write lock on SQLite), so none is begun here.
context.run_migrations()
