"""Opening a workspace: what stands at the place, and bringing it up to date."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from accord.workspace import Store, WorkspaceError, migrate, schema
from accord.workspace.errors import (
    NotAWorkspace,
    WorkspaceMissing,
    WorkspaceNewer,
    WorkspaceUnusable,
)
from workspace.conftest import address_of_a_server


def _error(path: Path | str, *, create: bool) -> WorkspaceError:
    with pytest.raises(WorkspaceError) as caught:
        Store.open(path, create=create)
    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith("[AC1")
    return caught.value


def test_nothing_is_made_for_who_only_looks(tmp_path: Path) -> None:
    path = tmp_path / "x.accord"
    assert isinstance(_error(path, create=False), WorkspaceMissing)
    assert not path.exists()
    path.touch()
    assert isinstance(_error(path, create=False), WorkspaceMissing)
    assert path.stat().st_size == 0


def test_an_empty_file_becomes_a_workspace(tmp_path: Path) -> None:
    path = tmp_path / "x.accord"
    path.touch()
    Store.open(path).close()
    with Store.open(path, create=False) as store:
        assert len(store.reports()) == 0


@pytest.mark.parametrize("create", [True, False])
def test_what_is_no_workspace_is_left_alone(tmp_path: Path, create: bool) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear editor,")
    assert isinstance(_error(letter, create=create), NotAWorkspace)
    assert letter.read_text() == "Dear editor,"
    assert isinstance(_error(tmp_path, create=create), NotAWorkspace)
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE songs (name)")
    connection.close()
    before = other.read_bytes()
    assert isinstance(_error(other, create=create), NotAWorkspace)
    assert other.read_bytes() == before


def test_a_damaged_workspace_is_one_clear_error(tmp_path: Path) -> None:
    path = tmp_path / "x.accord"
    Store.open(path).close()
    path.write_bytes(path.read_bytes()[:100] + b"\xff" * 5000)
    error = _error(path, create=False)
    assert isinstance(error, WorkspaceUnusable)
    assert "copy" in error.advice  # where it lies and whether its disk is full is beside the point


@pytest.mark.parametrize(
    "address",
    [
        "no/such/folder/x.accord",
        "mysql://host/name",
        "postgresql+asyncpg://host/name",
        "://",
        "a\x00b",
    ],
)
def test_an_unusable_place_is_one_clear_error(address: str) -> None:
    assert isinstance(_error(address, create=True), WorkspaceUnusable)


def test_a_password_is_never_shown() -> None:
    error = _error("postgresql://reader:s3cret@127.0.0.1:1/none?connect_timeout=1", create=True)
    assert "s3cret" not in str(error)


def test_a_server_is_opened_as_a_file_is() -> None:
    with address_of_a_server() as address:
        assert isinstance(_error(address, create=False), WorkspaceMissing)
        with Store.open(address) as store:
            assert len(store.reports()) == 0
        with Store.open(address, create=False) as store:
            assert not store.refresh()


def test_a_newer_workspace_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "x.accord"
    Store.open(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    before = path.read_bytes()
    for create in (True, False):
        assert isinstance(_error(path, create=create), WorkspaceNewer)
    assert path.read_bytes() == before


def test_migrations_end_at_the_tables_that_the_code_uses(tmp_path: Path) -> None:
    path = tmp_path / "x.accord"
    Store.open(path).close()
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": _is_ours})
        assert compare_metadata(context, schema.metadata) == []
    engine.dispose()


def _is_ours(name: str | None, kind: str, _parents: object) -> bool:
    """Leave out the tables that SQLite keeps for text search."""
    return kind != "table" or name is None or "_text" not in name


def test_the_known_revisions_are_those_that_are_there() -> None:
    config = Config()
    config.set_main_option("script_location", "accord.workspace:migrations")
    scripts = ScriptDirectory.from_config(config)
    assert scripts.get_heads() == [schema.HEAD]
    found = [script.revision for script in scripts.walk_revisions()]
    assert tuple(reversed(found)) == migrate.REVISIONS


def test_an_up_to_date_workspace_opens_without_the_migration_engine(tmp_path: Path) -> None:
    path = tmp_path / "x.accord"
    Store.open(path).close()
    code = (
        "import sys; from accord.workspace import Store; "
        f"Store.open({str(path)!r}, create=False).close(); sys.exit('alembic' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
