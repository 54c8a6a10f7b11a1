"""Listings: every format, clean in a pipe, harmless on a terminal."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import msgspec
import polars as pl
import pytest

from accord.model import Claim, Report
from accord.workspace import Store
from cli.conftest import Run

VERBS = ["reports", "claims", "events", "actors", "timeline", "transfers", "search crates"]
UNCLEAN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2500-\u257f]")


def test_json_is_the_published_shape(run: Run, workspace: Path) -> None:
    out = run("claims", "-w", workspace, "--format", "json").out
    rows = json.loads(out)
    assert rows
    for row in rows:
        assert list(row) == list(Claim.__struct_fields__)
        assert all(isinstance(row["passage"][side], int) for side in (0, 1))
    with Store.open(workspace) as store:
        assert msgspec.json.decode(out, type=list[Claim]) == list(store.claims())
        for row in rows:
            text = store.report(row["report"]).text
            assert text[row["start"] : row["end"]] == row["quote"]


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_every_format(run: Run, workspace: Path, tmp_path: Path, verb: str) -> None:
    words = (*verb.split(), "-w", workspace)
    rows = json.loads(run(*words, "-f", "json").out)
    lines = run(*words, "-f", "jsonl").out.splitlines()
    assert [json.loads(line) for line in lines] == rows
    assert len(list(csv.reader(io.StringIO(run(*words, "-f", "csv").out)))) == len(rows) + 1
    assert run(*words, "-o", tmp_path / "x.parquet").out == ""
    assert pl.read_parquet(tmp_path / "x.parquet").height == len(rows)
    table = run(*words).out.splitlines()
    assert len(table) == len(rows) + 1
    assert not UNCLEAN.search("".join(table))


@pytest.mark.parametrize("verb", VERBS)
def test_paging(run: Run, workspace: Path, verb: str) -> None:
    words = (*verb.split(), "-w", workspace, "-f", "jsonl")
    every = run(*words).out.splitlines()
    assert run(*words, "--limit", 1).out.splitlines() == every[:1]
    assert run(*words, "--offset", 1).out.splitlines() == every[1:]
    assert run(*words, "--limit", 0).out == ""


def test_an_empty_list_is_still_json(run: Run, workspace: Path) -> None:
    assert run("claims", "-w", workspace, "--actor", "Ruritania", "-f", "json").out == "[]\n"
    assert run("claims", "-w", workspace, "--actor", "Ruritania", "-f", "jsonl").out == ""


def test_csv_cells_are_no_formulas(run: Run, workspace: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run("claims", "-w", workspace, "-f", "csv").out)))
    quotes = [row["quote"] for row in rows]
    assert any(quote.startswith("'=HYPERLINK") for quote in quotes)
    assert not any(quote.startswith("=") for quote in quotes)


def test_filters_are_those_of_the_api(run: Run, workspace: Path) -> None:
    def count(*words: str) -> int:
        return len(run("claims", "-w", workspace, "-f", "jsonl", *words).out.splitlines())

    assert count() == 3
    assert count("--actor", "North Korea", "--actor", "RUS", "--event", "AID") == 3
    assert count("--actor", "CHN") == 0
    assert count("--since", "2024-06", "--until", "2024-06-01") == 3
    assert count("--until", "2023") == 0
    assert count("--text", "lorries OR guard") == 2
    assert count("--certainty", "alleged") == 0
    assert count("--published-since", "2024", "--publisher", "Nobody") == 0


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--since", "soon"), "AC106"),
        (("--certainty", "sure"), "AC106"),
        (("--kind", "rumour"), "AC106"),
    ],
)
def test_a_wrong_filter_is_one_line_and_status_2(
    run: Run, workspace: Path, words: tuple[str, ...], code: str
) -> None:
    outcome = run("claims", "-w", workspace, *words)
    assert outcome.status == 2
    assert outcome.out == ""
    assert outcome.err.startswith(f"[{code}] ")
    assert outcome.err.count("\n") == 1


def test_an_unusable_workspace_is_one_line_and_status_2(run: Run, tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear editor,")
    for place in (tmp_path / "none.accord", tmp_path, letter, "mysql://host/x"):
        outcome = run("claims", "-w", place)
        assert outcome.status == 2
        assert outcome.err.startswith("[AC10")
        assert outcome.err.count("\n") == 1
    assert run("claims", "-w", tmp_path / "none.accord", "-f", "xml").status == 2
    assert not (tmp_path / "none.accord").exists()


def test_a_file_that_cannot_be_written_is_status_2(run: Run, workspace: Path) -> None:
    outcome = run("claims", "-w", workspace, "-o", workspace.parent / "no" / "x.csv")
    assert outcome.status == 2
    assert "cannot be written" in outcome.err


def test_the_end_of_a_name_says_the_format_and_a_failure_leaves_no_file(
    run: Run, workspace: Path, tmp_path: Path
) -> None:
    run("claims", "-w", workspace, "-o", tmp_path / "x.jsonl")
    assert len((tmp_path / "x.jsonl").read_text().splitlines()) == 3
    run("claims", "-w", workspace, "-o", tmp_path / "x.json", "-f", "csv")
    assert (tmp_path / "x.json").read_text().startswith("id,report")
    kept = sorted(path.name for path in tmp_path.iterdir() if "x.json" in path.name)
    assert kept == ["x.json", "x.jsonl"]


def test_the_workspace_may_come_from_the_environment(
    run: Run, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ACCORD_WORKSPACE", str(workspace))
    assert len(run("reports", "-f", "jsonl").out.splitlines()) == 2


def test_a_report_by_the_beginning_of_its_id(run: Run, workspace: Path) -> None:
    with Store.open(workspace) as store:
        report = next(store.full_reports())
    text = run("report", report.id[:9], "-w", workspace).out
    assert report.id in text
    assert "given" in text
    assert text.count("North Korea → Russia") == 2
    assert not UNCLEAN.search(text.replace("\n", ""))
    whole = run("report", report.id, "-w", workspace, "-f", "jsonl").out
    assert msgspec.json.decode(whole, type=Report) == report
    unknown = run("report", "r_nothing", "-w", workspace)
    assert (unknown.status, unknown.err[:7]) == (2, "[AC105]")


def test_what_was_set_aside_can_be_listed(run: Run, workspace: Path) -> None:
    rows = run("reports", "--set-aside", "-w", workspace, "-f", "jsonl").out.splitlines()
    assert [json.loads(row)["origin"].rsplit("/")[-1] for row in rows] == ["broken.pdf"]


def test_a_brief_to_a_file_and_to_a_pipe(run: Run, workspace: Path, tmp_path: Path) -> None:
    outcome = run("brief", "-w", workspace, "-o", tmp_path / "brief.html")
    assert outcome.status == 0
    assert str(tmp_path / "brief.html") in outcome.err
    assert (tmp_path / "brief.html").read_text().lower().startswith("<!doctype html>")
    run("brief", "-w", workspace, "-o", tmp_path / "brief.md")
    assert (tmp_path / "brief.md").read_text().startswith("#")
    assert run("brief", "-w", workspace, "-f", "md").out.startswith("#")


def test_a_reader_that_goes_away_early_is_no_error_message(workspace: Path) -> None:
    code = f"from accord.cli import main; main(['claims', '-w', {str(workspace)!r}, '-f', 'json'])"
    process = subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(timeout=60) == 141


def _on_terminal(*words: str, colour: bool = True, **extra: str) -> tuple[int, str]:
    """A command with a terminal for standard output, 80 columns wide and very high."""
    near, far = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "80", "LINES": "500", **extra}
    environment.pop("NO_COLOR", None)
    if not colour:
        environment["NO_COLOR"] = "1"
    code = f"from accord.cli import main; main({list(words)!r})"
    process = subprocess.Popen([sys.executable, "-c", code], stdout=far, env=environment)
    os.close(far)
    out = b""
    while True:
        try:
            piece = os.read(near, 65536)
        except OSError:  # the other end is closed
            break
        if not piece:
            break
        out += piece
    os.close(near)
    return process.wait(timeout=60), out.decode().replace("\r\n", "\n")


@pytest.mark.parametrize("verb", ["claims", "search counted", "report", "claims -f csv"])
def test_a_report_does_not_steer_the_terminal(workspace: Path, verb: str) -> None:
    words = verb.split()
    if verb == "report":
        with Store.open(workspace) as store:
            words.append(store.search("counted")[0].report)
    status, out = _on_terminal(*words, "-w", str(workspace), colour=False)
    assert status == 0
    assert "counted" in out
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", out)
    assert all(len(line) <= 80 for line in out.splitlines()) or "csv" in verb


def test_colours_only_on_a_terminal_that_wants_them(workspace: Path) -> None:
    assert "\x1b[" in _on_terminal("claims", "-w", str(workspace))[1]
    assert "\x1b" not in _on_terminal("claims", "-w", str(workspace), colour=False)[1]


def test_what_is_longer_than_the_screen_goes_through_the_pager(
    workspace: Path, tmp_path: Path
) -> None:
    seen = tmp_path / "seen.txt"
    pager = f"cat > {seen}"
    status, out = _on_terminal("claims", "-w", str(workspace), LINES="5", PAGER=pager)
    assert (status, out) == (0, "")
    assert "3 claims" in seen.read_text()
    seen.unlink()
    assert "3 claims" in _on_terminal("claims", "-w", str(workspace), PAGER=pager)[1]
    assert not seen.exists()


def test_parquet_and_pages_are_not_for_a_terminal(workspace: Path) -> None:
    assert _on_terminal("claims", "-w", str(workspace), "-f", "parquet")[0] == 2
    assert _on_terminal("brief", "-w", str(workspace))[0] == 2


@pytest.mark.parametrize("option", ["--limit", "--offset"])
def test_a_count_beyond_all_bounds_is_wrong_usage(run: Run, workspace: Path, option: str) -> None:
    outcome = run("claims", "-w", workspace, option, 10**30)
    assert (outcome.status, outcome.out) == (2, "")
    assert option in outcome.err


def test_claims_of_a_report_stand_apart_from_its_text(run: Run, workspace: Path) -> None:
    """A line of a report that looks like a claim's is not indented, as a claim's always is."""
    with Store.open(workspace) as store:
        report = store.reports()[0]
    text = run("report", report.id, "-w", workspace).out
    assert text.count("\n  > ") == report.claims
    assert "\n> " not in text


def test_events_are_exported_to_a_file_and_to_a_pipe(
    run: Run, workspace: Path, tmp_path: Path
) -> None:
    outcome = run("export", "-w", workspace, "-f", "polecat")
    lines = outcome.out.splitlines()
    assert lines[0].startswith("Event ID\tEvent Date\t")
    assert len(lines) == 4
    assert outcome.err.startswith("3 rows for 3 events")
    saved = run("export", "-w", workspace, "-f", "GDELT", "-o", tmp_path / "g.csv")
    assert (saved.status, saved.out) == (0, "")
    assert str(tmp_path / "g.csv") in saved.err
    rows = [line.split("\t") for line in (tmp_path / "g.csv").read_text().splitlines()]
    assert {len(row) for row in rows} == {61 + 16}
    assert run("export", "-w", workspace, "-f", "gdelt", "--header", "--actor", "CHN").out.count(
        "\n"
    ) == 1  # fmt: skip


@pytest.mark.parametrize(
    "words", [("export",), ("export", "-f", "acled"), ("events", "--ontology", "weis")]
)
def test_an_unknown_layout_or_ontology_is_wrong_usage(
    run: Run, workspace: Path, words: tuple[str, ...]
) -> None:
    outcome = run(*words, "-w", workspace)
    assert (outcome.status, outcome.out) == (2, "")


def test_events_in_cameo_have_its_codes(run: Run, workspace: Path) -> None:
    rows = json.loads(run("events", "-w", workspace, "--ontology", "cameo", "-f", "json").out)
    assert {row["code"] for row in rows} == {"070"}
    assert {row["name"] for row in rows} == {"Provide aid, not specified below"}
