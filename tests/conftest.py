"""Things that tests of several folders need: the shared reports, a parser and an encoder."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from accord.claims.encoder import Encoder
from accord.claims.parse import Parser

REPOSITORY = Path(__file__).resolve().parents[1]
SHARED = REPOSITORY.parent / "shared"


@cache
def _parser() -> Parser:
    return Parser()


@pytest.fixture(scope="session")
def parser() -> Parser:
    """The spaCy pipeline, loaded once for all tests."""
    return _parser()


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    """The trained encoder, loaded once for all tests."""
    return Encoder()


@pytest.fixture(scope="session")
def shared_reports() -> dict[str, Path]:
    """The two published articles by the first three digits of their names; skips without them."""
    files = {path.name[:3]: path for path in sorted((SHARED / "reports").glob("*.txt"))}
    if not {"000", "004"} <= set(files):
        pytest.skip("the shared reports are not beside this checkout")
    return files
