"""The command line, run in this process, with a quick stand-in for the reader of claims."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import pytest

from accord.api import Workspace
from accord.cli import main
from accord.workspace import Store
from workspace.factory import PlainExtractor


class Outcome(NamedTuple):
    """What a command came to."""

    status: int
    out: str
    err: str


Run = Callable[..., Outcome]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `accord` with the given words; standard output is a pipe."""
    module = ModuleType("accord.claims.extract")
    module.Extractor = PlainExtractor  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "accord.claims.extract", module)
    monkeypatch.delenv("ACCORD_WORKSPACE", raising=False)
    monkeypatch.setenv("COLUMNS", "100")

    def accord(*words: object) -> Outcome:
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            main([str(word) for word in words])
        captured = capsys.readouterr()
        assert isinstance(left.value.code, int)
        return Outcome(left.value.code, captured.out, captured.err)

    return accord


def _write(folder: Path) -> Path:
    """Two articles, one of which wants to steer the terminal, and a broken file."""
    folder.mkdir()
    (folder / "one.txt").write_text(
        "Lorries came\n\nThe lorries came to Belmark by night with forty crates of fruit.\n"
        "=HYPERLINK is how this sentence about the crates of the convoy begins.\n"
    )
    (folder / "two.txt").write_text(
        "Crates counted\n\nThe crates \x1b]0;owned\x07were \x1b[31mcounted\x1b[0m\u202e at the "
        "border by two officers of the guard.\n",
    )
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4 and no more")
    return folder


@pytest.fixture
def press(tmp_path: Path) -> Path:
    """A folder with two articles and a broken file."""
    return _write(tmp_path / "press")


@pytest.fixture(scope="session")
def pattern(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace that the articles were read into, made once."""
    folder = tmp_path_factory.mktemp("pattern")
    path = folder / "x.accord"
    with Workspace(Store.open(path), extractor=PlainExtractor()) as ws:
        assert ws.read(_write(folder / "press"), published="2024-06-22").anything
    return path


@pytest.fixture
def workspace(pattern: Path, tmp_path: Path) -> Path:
    """A copy of that workspace."""
    return Path(shutil.copy(pattern, tmp_path / "x.accord"))
