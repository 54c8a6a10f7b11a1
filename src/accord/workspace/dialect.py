"""Where SQLite and PostgreSQL differ: addresses, opening, locking. Text search is in `search.py`.

A workspace's address is a path (one SQLite file) or `postgresql+psycopg://user@host/name`.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError

from accord.workspace.errors import NotAWorkspace, WorkspaceMissing, WorkspaceUnusable

APPLICATION_ID = 0x4143_4344
"""Stands in the header of a workspace's SQLite file ("ACCD"), so that `file` and we know it."""

BUSY_SECONDS = 30
"""How long one process waits for another's write to end before it gives up."""

_LOCK = 0x4143_4344
"""Key of PostgreSQL's advisory lock: one writer at a time, as on SQLite."""

_MAGIC = b"SQLite format 3\x00"


def is_server(address: str) -> bool:
    """Whether the address is that of a database server rather than a file."""
    return "://" in address


def name_of(engine: Engine) -> str:
    """What to call an engine's database in a message: its path, or its address without password."""
    if engine.dialect.name == "sqlite":
        return str(engine.url.database)
    return engine.url.render_as_string(hide_password=True)


def make_engine(address: str, *, create: bool) -> Engine:
    """An engine for the address; nothing is read or made yet but the file's first bytes.

    Raises `WorkspaceMissing` if there is nothing and `create` is False, `NotAWorkspace` if what is
    there is no SQLite file, `WorkspaceUnusable` if its place cannot be used.
    """
    if is_server(address):
        return _server_engine(address)
    if not address or "\x00" in address:
        raise WorkspaceUnusable("this is not the name of a file.")
    path = Path(address)
    _check_file(path, create=create)
    engine = create_engine(URL.create("sqlite", database=str(path.absolute())))
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _url(address: str) -> URL:
    """The parsed address of a server. Raises `WorkspaceUnusable` if it is none that we know."""
    try:
        url = make_url(address)
    except (ArgumentError, ValueError) as error:
        raise WorkspaceUnusable(f"'{address}' is not the address of a database.") from error
    if url.drivername in ("postgresql", "postgres"):
        url = url.set(drivername="postgresql+psycopg")
    if url.drivername != "postgresql+psycopg":
        raise WorkspaceUnusable(
            f"a workspace cannot be kept in '{url.drivername}'.",
            remedy="Use a path, or postgresql+psycopg://user@host/name.",
        )
    return url


def _server_engine(address: str) -> Engine:
    """An engine for PostgreSQL."""
    url = _url(address)
    try:
        return create_engine(url, pool_pre_ping=True)
    except ImportError as error:
        raise WorkspaceUnusable(
            "the PostgreSQL driver is not installed.", remedy="pip install 'accord[postgres]'."
        ) from error


def _check_file(path: Path, *, create: bool) -> None:
    """Look at what stands at `path` before SQLite touches it."""
    try:
        if path.is_dir():
            raise NotAWorkspace(f"{path} is a folder, not a workspace.")
        if not path.exists():
            _check_absent(path, create=create)
        elif not path.is_file():
            raise NotAWorkspace(f"{path} is not a file.")
        elif path.stat().st_size:
            with path.open("rb") as file:
                if file.read(len(_MAGIC)) != _MAGIC:
                    raise NotAWorkspace(f"{path} is not a workspace.")
        elif not create:
            raise WorkspaceMissing(f"{path} is empty.")
    except (OSError, ValueError) as error:
        raise WorkspaceUnusable(f"{path} cannot be opened: {_reason(error)}.") from error


def _check_absent(path: Path, *, create: bool) -> None:
    """Raise what stands in the way of making a workspace at `path`."""
    if not create:
        raise WorkspaceMissing(f"there is no workspace at {path}.")
    if not path.absolute().parent.is_dir():
        raise WorkspaceUnusable(f"there is no folder {path.absolute().parent}.")


def _reason(error: Exception) -> str:
    """An operating-system error in its own few words."""
    return (error.strerror or str(error)) if isinstance(error, OSError) else str(error)


def _prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    """Settings that SQLite keeps per connection. We begin transactions ourselves."""
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = NORMAL")


def _begin_sqlite(connection: Connection) -> None:
    """Begin at once as a writer where a write is to come: two writers then queue, never collide."""
    writing = connection.get_execution_options().get("accord_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def adopt(connection: Connection) -> None:
    """Before the first migration: make a new SQLite file a workspace, or refuse another's file.

    Runs inside the migration's transaction. Raises `NotAWorkspace` for a database with tables that
    are not ours.
    """
    if connection.dialect.name != "sqlite":
        return
    owner = connection.exec_driver_sql("PRAGMA application_id").scalar()
    tables = connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar()
    if tables and owner != APPLICATION_ID:
        raise NotAWorkspace(
            f"{name_of(connection.engine)} is a database of another program, not a workspace."
        )
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")


def use_wal(engine: Engine) -> None:
    """Let readers of an SQLite file go on while one writes; the setting stays with the file."""
    if engine.dialect.name != "sqlite":
        return
    raw = engine.raw_connection()
    try:
        raw.cursor().execute("PRAGMA journal_mode = WAL")
    finally:
        raw.close()


def lock_for_writing(connection: Connection) -> None:
    """Wait for other writers. SQLite has done so at BEGIN IMMEDIATE; PostgreSQL does here."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
