"""The Python API: open, read, ask, print."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import ModuleType

import polars as pl
import pytest

import accord
from accord.workspace.errors import FilterError, UnknownReport, WorkspaceMissing
from workspace.factory import PlainExtractor

TEXT = "Lorries came\n\nThe lorries came to Belmark by night with forty crates of fruit.\n"


@pytest.fixture(autouse=True)
def stand_in(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A quick stand-in for the reader of claims, so that no parser is loaded."""
    module = ModuleType("accord.claims.extract")
    module.Extractor = PlainExtractor  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "accord.claims.extract", module)
    return module


@pytest.fixture
def press(tmp_path: Path) -> Path:
    """A folder with two articles and a broken file."""
    folder = tmp_path / "press"
    folder.mkdir()
    (folder / "one.txt").write_text(TEXT)
    (folder / "two.txt").write_text(TEXT.replace("forty", "fifty"))
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4 and no more")
    return folder


def test_the_way_from_files_to_a_brief(tmp_path: Path, press: Path) -> None:
    with accord.open(tmp_path / "x.accord") as ws:
        summary = ws.read([press], published="2024-06-22", publisher="The Gazette")
        assert (len(summary.read), len(summary.set_aside)) == (2, 1)
        assert summary.claims == len(ws.claims()) > 0
        assert [line.publisher for line in ws.reports()] == ["The Gazette"] * 2
        assert [line.published for line in ws.reports()] == ["2024-06-22"] * 2
        assert ws.report(summary.read[0]).text.startswith("Lorries came")
        frame = ws.claims(actor="PRK").to_polars()
        assert isinstance(frame, pl.DataFrame)
        assert frame.height == len(ws.claims())
        assert {line.id for line in ws.actors()} == {"PRK", "RUS"}
        assert len(ws.timeline()) == len(ws.timeline(everything=True)) == len(ws.claims())
        assert len(ws.transfers()) == 0
        assert len(ws.search("crates", publisher="the gazette")) == 2
        assert len(ws.matters()) > 0
        assert [one.origin for one in ws.set_aside()] == [str(press / "broken.pdf")]
        page = ws.brief(tmp_path / "brief.html")
        assert (tmp_path / "brief.html").read_text() == page
        assert "The Gazette" in ws.brief(format="md")
        assert "The Gazette" not in ws.brief(format="md", publisher="Nobody")


def test_reading_again_changes_nothing(tmp_path: Path, press: Path) -> None:
    with accord.open(tmp_path / "x.accord") as ws:
        first = ws.read(press)
        before = ws.claims().to_json(), ws.reports().to_json()
        second = ws.read([str(press)])
        assert sorted(second.known) == sorted(first.read)
        assert second.read == ()
        assert (ws.claims().to_json(), ws.reports().to_json()) == before


def test_known_documents_are_not_even_parsed(
    tmp_path: Path, press: Path, stand_in: ModuleType
) -> None:
    def refuse() -> None:
        raise AssertionError("the reader of claims was loaded for nothing")

    with accord.open(tmp_path / "x.accord") as ws:
        ws.read(press)
    stand_in.Extractor = refuse  # type: ignore[attr-defined]
    with accord.open(tmp_path / "x.accord") as ws:
        assert len(ws.read(press).known) == 2
        assert len(ws.read(press, again=False).known) == 2


def test_a_date_given_later_replaces_the_earlier_reading(tmp_path: Path, press: Path) -> None:
    with accord.open(tmp_path / "x.accord") as ws:
        first = ws.read(press / "one.txt")
        second = ws.read(press / "one.txt", published="2024-06-20")
        assert second.replaced == first.read
        assert [line.published for line in ws.reports()] == ["2024-06-20"]
        assert ws.read(press / "one.txt", published="2024-06-20").known == second.read
        assert ws.read(press / "one.txt").known == second.read


def test_a_workspace_does_not_read_itself(press: Path) -> None:
    with accord.open(press / "x.accord") as ws:
        assert len(ws.read(press).set_aside) == 1
        assert len(ws.read(press).set_aside) == 1


def test_wrong_values_are_errors_before_anything_is_done(tmp_path: Path, press: Path) -> None:
    with pytest.raises(WorkspaceMissing):
        accord.open(tmp_path / "none.accord", create=False)
    with accord.open(tmp_path / "x.accord") as ws:
        with pytest.raises(FilterError):
            ws.read(press, published="soon")
        with pytest.raises(FilterError):
            ws.claims(since="soon")
        with pytest.raises(UnknownReport):
            ws.report("r_0")
        assert len(ws.reports()) == 0


def test_two_workspaces_stand_apart(tmp_path: Path, press: Path) -> None:
    with accord.open(tmp_path / "a.accord") as one, accord.open(tmp_path / "b.accord") as other:
        one.read(press)
        assert len(one.reports()) == 2
        assert len(other.reports()) == 0


def test_importing_and_opening_load_no_parser(tmp_path: Path) -> None:
    code = (
        "import sys, accord\n"
        f"accord.open({str(tmp_path / 'x.accord')!r}).close()\n"
        "heavy = ('spacy', 'polars', 'altair', 'trafilatura')\n"
        "sys.exit(any(name in sys.modules for name in heavy))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
