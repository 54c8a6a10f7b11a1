"""`accord bench`: reading gold data strictly, printing, and what goes wrong in one line."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from accord import bench as benches
from accord.bench import NAMES, BenchDataError, Outcome, Table, find, read_records
from accord.cli.bench import bench

APP = typer.Typer()
APP.command()(bench)
RUNNER = CliRunner()


def _run(records: Iterable[dict[str, Any]]) -> Outcome:
    rows = list(records)
    share = sum(row["right"] for row in rows) / len(rows)
    return Outcome(
        name="toy",
        metrics={"share": share, "by": {"none": float("nan")}},
        predictions=[{"id": row["id"]} for row in rows],
        tables=[Table(title="", columns=("what", "share", "n"), rows=(("[all]", share, 1234),))],
        notes=["A note."],
    )


@pytest.fixture(autouse=True)
def toy(monkeypatch: pytest.MonkeyPatch) -> None:
    """A benchmark under the name of a real one, so that the command is tested by itself."""
    module = ModuleType("accord.bench.toy")
    vars(module).update(NAME="toy", SUMMARY="A toy.", run=_run)
    monkeypatch.setitem(__import__("sys").modules, "accord.bench.toy", module)
    monkeypatch.setattr(benches, "NAMES", {**NAMES, "toy": "toy"})


@pytest.fixture
def data(tmp_path: Path) -> Path:
    path = tmp_path / "gold.jsonl"
    path.write_text('{"id": 1, "right": 1}\n\n{"id": 2, "right": 0}\n', encoding="utf-8")
    return path


def test_tables_are_plain_in_a_pipe(data: Path) -> None:
    result = RUNNER.invoke(APP, ["toy", str(data)])
    assert result.exit_code == 0
    assert "toy on gold.jsonl: 2 rows" in result.output
    assert "[all]  0.500  1,234" in result.output
    assert "A note." in result.output
    assert "\x1b" not in result.output


def test_json_is_the_figures_with_the_facts(data: Path) -> None:
    result = RUNNER.invoke(APP, ["toy", str(data), "--json"])
    found = json.loads(result.output)
    assert {key: found[key] for key in ("name", "data", "n")} == {
        "name": "toy", "data": "gold.jsonl", "n": 2,
    }  # fmt: skip
    assert found["metrics"] == {"share": 0.5, "by": {"none": None}}
    assert found["accord"]


def test_predictions_are_written_row_by_row(data: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    assert RUNNER.invoke(APP, ["toy", str(data), "--predictions", str(out)]).exit_code == 0
    assert [json.loads(line) for line in out.read_text().splitlines()] == [{"id": 1}, {"id": 2}]


def test_gzip_and_standard_input_read_alike(data: Path, tmp_path: Path) -> None:
    packed = tmp_path / "gold.jsonl.gz"
    packed.write_bytes(gzip.compress(data.read_bytes()))
    assert list(read_records(packed)) == list(read_records(data))
    result = RUNNER.invoke(APP, ["toy", "-", "--json"], input=data.read_text())
    assert json.loads(result.output)["n"] == 2


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["toy"], "toy needs data"),
        (["toy", "nowhere.jsonl"], "there is no file nowhere.jsonl"),
        (["toy", "."], "is a folder"),
        (["attributoin", "x"], "Did you mean 'attribution'?"),
        (["toy", "-", "--predictions", "no/such/folder/out.jsonl"], "cannot be written"),
    ],
)
def test_wrong_usage_is_one_line_and_status_2(arguments: list[str], message: str) -> None:
    result = RUNNER.invoke(APP, arguments)
    assert result.exit_code == 2
    assert message in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b'{"id": 1, "right": 1}\n{"id": 2,\n', "bad.jsonl, line 2: not JSON"),
        (b'{"id": 1, "right": 1}\n[1]\n', "bad.jsonl, line 2: a JSON object is wanted"),
        (b'{"id": 1, "right": 1}\n{"id": 2}\n', "bad.jsonl, line 2: no field 'right'"),
        (b"\n\n", "bad.jsonl holds no rows"),
        (b"\xff\xfe\n", "bad.jsonl cannot be read"),
        (b"[" * 100_000, "bad.jsonl, line 1: not JSON"),
    ],
)
def test_the_first_bad_row_is_named(tmp_path: Path, content: bytes, message: str) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_bytes(content)
    result = RUNNER.invoke(APP, ["toy", str(bad)])
    assert (result.exit_code, message in result.stderr) == (2, True), result.output
    assert len(result.stderr.strip().splitlines()) == 1


def test_a_broken_gzip_is_said_in_one_line(tmp_path: Path) -> None:
    bad = tmp_path / "bad.jsonl.gz"
    bad.write_bytes(gzip.compress(b'{"id": 1, "right": 1}\n' * 100)[:-20])
    result = RUNNER.invoke(APP, ["toy", str(bad)])
    assert result.exit_code == 2
    assert "cannot be read" in result.stderr


def test_nested_fields_name_their_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO('{"a": [{"b": 1}]}\n'))
    [record] = read_records(Path("-"))
    assert record["a"][0]["b"] == 1
    with pytest.raises(BenchDataError, match="standard input, line 1: no field 'c'"):
        record["a"][0]["c"]
    with pytest.raises(BenchDataError, match="field 'a' is list, not str"):
        record.need("a", str)


@pytest.mark.parametrize("name", sorted(NAMES))
def test_every_benchmark_is_there_and_says_what_it_measures(name: str) -> None:
    module = find(name)
    assert name == module.NAME
    assert module.SUMMARY
    assert "\n" not in module.SUMMARY
    assert callable(module.run)


def test_all_are_listed() -> None:
    result = RUNNER.invoke(APP, [])
    assert result.exit_code == 0
    listed = [line.split()[0] for line in result.output.splitlines()]
    assert listed == [*NAMES, "toy"]
