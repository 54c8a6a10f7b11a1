"""Several processes at one workspace, and processes that are killed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from accord.workspace import Store
from workspace.factory import make_report, plain_claims

TESTS = Path(__file__).resolve().parents[1]

WRITER = """
import sys
from accord.workspace import Store
from workspace.factory import make_report, plain_claims
with Store.open(sys.argv[1]) as store:
    for number in range(int(sys.argv[2]), int(sys.argv[3])):
        report = make_report(f"Lorry {number} came.\\nLorry {number} left.")
        store.add(report, plain_claims(report))
        print(number, flush=True)
    store.refresh()
"""

READER = """
import sys
from accord.workspace import Store
with Store.open(sys.argv[1], create=False) as store:
    print("ready", flush=True)
    before = 0
    while before < int(sys.argv[2]):
        lines = list(store.reports())
        assert len(lines) >= before, (len(lines), before)
        assert all(line.claims == 2 for line in lines), lines
        assert all(len(hit.claims) == 1 for hit in store.search("came"))
        before = len(lines)
"""

DIES = """
import os, sys
from accord.workspace import Store, writing
from workspace.factory import make_report, plain_claims
whole = writing.put_claims
def half(connection, report, found):
    whole(connection, report, found)
    os._exit(9)
with Store.open(sys.argv[1]) as store:
    report = make_report("Lorry one came.")
    store.add(report, plain_claims(report))
    writing.put_claims = half
    report = make_report("Lorry two came.")
    store.add(report, plain_claims(report))
"""


def _start(code: str, *arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        stdout=subprocess.PIPE, text=True, cwd=TESTS,
    )  # fmt: skip


def test_two_writers_and_two_readers_at_once(tmp_path: Path) -> None:
    path = tmp_path / "x.accord"
    Store.open(path).close()
    readers = [_start(READER, path, 16) for _ in range(2)]
    for reader in readers:
        assert reader.stdout is not None
        assert reader.stdout.readline() == "ready\n"
    # Eight reports are written by both: each is kept once.
    writers = [_start(WRITER, path, 0, 12), _start(WRITER, path, 4, 16)]
    for process in (*writers, *readers):
        process.communicate(timeout=60)
        assert process.returncode == 0
    with Store.open(path) as store:
        assert len(store.reports()) == 16
        assert len(store.claims()) == 32
        assert not store.refresh()
        assert all(claim.matter for claim in store.claims())


def test_two_processes_make_one_workspace(tmp_path: Path) -> None:
    path = tmp_path / "x.accord"
    writers = [_start(WRITER, path, 0, 2) for _ in range(3)]
    for writer in writers:
        writer.communicate(timeout=60)
        assert writer.returncode == 0
    with Store.open(path) as store:
        assert len(store.reports()) == 2


def test_a_process_that_dies_within_a_write_leaves_nothing_of_it(tmp_path: Path) -> None:
    path = tmp_path / "x.accord"
    dying = _start(DIES, path)
    dying.communicate(timeout=60)
    assert dying.returncode == 9
    with Store.open(path) as store:
        assert [report.text for report in store.full_reports()] == ["Lorry one came."]
        assert [hit.text for hit in store.search("lorry")] == ["Lorry one came."]
        report = make_report("Lorry two came.")
        assert store.add(report, plain_claims(report))
        assert store.refresh()
        assert len(store.claims()) == 2


@pytest.mark.parametrize("after", [1, 3])
def test_a_killed_process_leaves_whole_reports_and_a_second_run_the_rest(
    tmp_path: Path, after: int
) -> None:
    path = tmp_path / "x.accord"
    writer = _start(WRITER, path, 0, 6)
    assert writer.stdout is not None
    for _ in range(after):
        writer.stdout.readline()
    writer.kill()
    writer.communicate(timeout=60)
    with Store.open(path) as store:
        assert len(store.reports()) >= after
        assert all(line.claims == 2 for line in store.reports())
    again = _start(WRITER, path, 0, 6)
    again.communicate(timeout=60)
    with Store.open(path) as store:
        assert len(store.reports()) == 6
        assert all(claim.matter for claim in store.claims())
