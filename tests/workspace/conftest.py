"""A store on each database: SQLite always, PostgreSQL where a server is named."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, text

from accord.workspace import Store

SERVER = os.environ.get("ACCORD_TEST_POSTGRES")
"""Address of a PostgreSQL database that tests may make schemas in."""


@contextmanager
def address_of_a_server() -> Iterator[str]:
    """An address on the server with a schema of its own, which goes when the test is done."""
    if SERVER is None:
        pytest.skip("no PostgreSQL server is named in ACCORD_TEST_POSTGRES: only SQLite is tested")
    schema = f"accord_{uuid4().hex}"
    engine = create_engine(SERVER)
    with engine.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {schema}"))
    try:
        yield f"{SERVER}{'&' if '?' in SERVER else '?'}options=-csearch_path%3D{schema}"
    finally:
        with engine.begin() as connection:
            connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
        engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"] if SERVER else ["sqlite"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty store; every test that uses it runs on both databases where there are two."""
    if request.param == "sqlite":
        with Store.open(tmp_path / "x.accord") as opened:
            yield opened
        return
    with address_of_a_server() as address, Store.open(address) as opened:
        yield opened
