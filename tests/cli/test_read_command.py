"""`accord read`: what it says and how it leaves."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from accord.workspace import Store
from cli.conftest import Run

TESTS = Path(__file__).resolve().parents[1]


def test_a_summary_and_a_line_for_each_document_set_aside(
    run: Run, press: Path, tmp_path: Path
) -> None:
    path = tmp_path / "x.accord"
    first = run("read", press, "-w", path)
    assert first.status == 0
    assert first.out == "2 reports read (3 claims), 0 already known, 1 set aside\n"
    (line,) = first.err.splitlines()
    assert line.startswith(f"set aside: {press / 'broken.pdf'}: ")
    again = run("read", press, "-w", path)
    assert again.status == 0
    assert again.out == "0 reports read, 2 already known, 1 set aside\n"
    renewed = run("read", press, "-w", path, "--again")
    assert "2 read again (3 claims)" in renewed.out


def test_nothing_read_is_status_1(run: Run, press: Path, tmp_path: Path) -> None:
    path = tmp_path / "x.accord"
    for source in (press / "broken.pdf", tmp_path / "no such file"):
        outcome = run("read", source, "-w", path)
        assert outcome.status == 1
        assert outcome.err.count("\n") == 1
        assert "0 reports read" in outcome.out


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("x.txt", "--published", "22 June"),
        ("x.txt", "--published", "2024-06-31"),
        ("x.txt", "--max-bytes", "many"),
        ("x.txt", "--time-limit", "0"),
        ("x.txt", "--no-such-option"),
    ],
)
def test_wrong_usage_is_status_2_and_makes_nothing(
    run: Run, tmp_path: Path, words: tuple[str, ...]
) -> None:
    path = tmp_path / "x.accord"
    outcome = run("read", *words, "-w", path)
    assert outcome.status == 2
    assert outcome.out == ""
    assert "Traceback" not in outcome.err
    assert not path.exists()


def test_overrides_and_bounds(run: Run, press: Path, tmp_path: Path) -> None:
    path = tmp_path / "x.accord"
    outcome = run("read", press, "-w", path, "--max-bytes", "0.1K", "--publisher", "The Gazette")
    assert outcome.status == 1
    assert outcome.err.count("larger") == 2
    run("read", press, "-w", path, "--publisher", "The Gazette", "--published", "2024-06")
    with Store.open(path) as store:
        assert {(line.publisher, line.published) for line in store.reports()} == {
            ("The Gazette", "2024-06")
        }


def test_standard_input(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = b"Lorries came\n\nThe lorries came to Belmark by night with forty crates of fruit.\n"
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(text)))
    assert run("read", "-", "-w", tmp_path / "x.accord").status == 0
    assert "Lorries came" in run("reports", "-w", tmp_path / "x.accord").out


def test_a_private_address_is_not_fetched(run: Run, tmp_path: Path) -> None:
    outcome = run("read", "http://127.0.0.1:9/", "-w", tmp_path / "x.accord")
    assert outcome.status == 1
    assert "private" in outcome.err


def test_a_hostile_name_does_not_steer_the_terminal(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "odd"
    folder.mkdir()
    (folder / "a\x1b[2Jb\nc.pdf").write_bytes(b"%PDF-1.4 and no more")
    outcome = run("read", folder, "-w", tmp_path / "x.accord")
    assert "\x1b" not in outcome.err
    assert outcome.err.count("\n") == 1


INTERRUPTED = """
import sys, time
from types import ModuleType
from workspace.factory import PlainExtractor
class Slow(PlainExtractor):
    def extract_many(self, reports):
        for number, pair in enumerate(super().extract_many(reports)):
            if number:
                print("ready", flush=True)
                time.sleep(60)
            yield pair
module = ModuleType("accord.claims.extract")
module.Extractor = Slow
sys.modules["accord.claims.extract"] = module
from accord.cli import main
main(["read", sys.argv[1], "-w", sys.argv[2]])
"""


def test_an_interrupt_leaves_a_whole_workspace_and_status_130(
    run: Run, press: Path, tmp_path: Path
) -> None:
    path = tmp_path / "x.accord"
    process = subprocess.Popen(
        [sys.executable, "-c", INTERRUPTED, str(press), str(path)], cwd=TESTS,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ},
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert err.strip().splitlines()[-1].startswith("Interrupted.")
    assert "Traceback" not in err
    with Store.open(path) as store:
        assert len(store.reports()) == 1
    assert run("read", press, "-w", path).out.startswith("1 report read (")
