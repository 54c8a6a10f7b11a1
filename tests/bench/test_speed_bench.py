"""`accord bench speed`: both ways are measured on the same reports; the figures hang together."""

from __future__ import annotations

from pathlib import Path

import pytest

from accord.bench import speed
from accord.bench.outcome import BenchDataError
from accord.model import Block, Report, report_id

TEXT = "Ruritania has sent Belmark 200 lorries, its minister said on 3 May 2024."


def _report(text: str) -> Report:
    block = Block(start=0, end=len(text), role="body")
    return Report(id=report_id(text, None, None), text=text, blocks=(block,))


def test_shares_and_rates_hang_together() -> None:
    outcome = speed.run([{"report": _report(TEXT)}, {"report": _report(TEXT * 2)}], rounds=1)
    metrics = outcome.metrics
    assert metrics["reports"] == 2
    assert metrics["tokens"] > 30
    assert sum(metrics["share"].values()) == pytest.approx(1)
    assert list(metrics["share"]) == ["parse", "encode", "find", "assemble", "store", "matters"]
    assert sum(metrics["times_parser"].values()) == pytest.approx(metrics["ratio"])
    rates = metrics["tokens_per_second"]
    assert metrics["ratio"] == pytest.approx(rates["parser_alone"] / rates["whole_way"])


def test_reports_come_from_a_folder_and_broken_ones_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(f"A headline\n\n{TEXT}\n{TEXT}\n", encoding="utf-8")
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    rows = list(speed.load(tmp_path))
    assert len(rows) == 1
    assert "lorries" in rows[0]["report"].text


def test_nothing_to_read_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(BenchDataError, match="no samples/ here"):
        list(speed.load(None))
    with pytest.raises(BenchDataError, match="no report could be read"):
        speed.run([])
