"""Bringing a workspace to the shape that this program reads and writes."""

from __future__ import annotations

from sqlalchemy import Connection, Engine, inspect, text

from accord.workspace import dialect, schema
from accord.workspace.errors import WorkspaceMissing, WorkspaceNewer

REVISIONS = ("0001",)
"""Every revision that this program knows, oldest first. A workspace at another one is newer."""


def prepare(engine: Engine, *, create: bool) -> None:
    """Run the migrations that `engine`'s database still lacks, in one transaction.

    A workspace that is up to date is only looked at: Alembic is not loaded, nothing is written.
    Raises `WorkspaceMissing` where there is none and `create` is False, `WorkspaceNewer` for one of
    a newer program, `NotAWorkspace` for another program's database.
    """
    with engine.connect() as connection:
        found = _revision(connection)
    if found == schema.HEAD:
        return
    if found is None and not create and not _has_tables(engine):
        raise WorkspaceMissing(f"there is no workspace in {dialect.name_of(engine)}.")
    with engine.connect().execution_options(accord_write=True) as connection, connection.begin():
        dialect.lock_for_writing(connection)
        if _revision(connection) is None:
            dialect.adopt(connection)
        # Another process may have made it while we waited; then Alembic does nothing.
        _upgrade(connection)
    dialect.use_wal(engine)


def _has_tables(engine: Engine) -> bool:
    with engine.connect() as connection:
        return bool(inspect(connection).get_table_names())


def _revision(connection: Connection) -> str | None:
    """The revision a database stands at; None where no migration ever ran."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if found is not None and found not in REVISIONS:
        raise WorkspaceNewer(
            f"this workspace has the shape {found}; this Accord knows shapes up to {schema.HEAD}."
        )
    return found


def _upgrade(connection: Connection) -> None:
    """Run Alembic on an open transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "accord.workspace:migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, schema.HEAD)
