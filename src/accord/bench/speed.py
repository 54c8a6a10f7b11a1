"""`accord bench speed`: what the whole way costs beside the parser alone.

Both are measured in one run, report by report in turn, so that a busy machine slows both alike.
The parser alone is the spaCy pipeline as its package has it, with all its components (entities too)
and none of Accord's, over the blocks that are parsed. The whole way is parsing, encoding, asking
every question, putting claims together, storing them in a workspace on disk, and bringing them
together into matters. Reading files is not in it: formats differ too much.

Times are seconds of this process's CPU on all its threads; beside them stands the time on the
clock, which tells how much ran side by side (one thread takes at least as long on the clock).
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from accord.bench.outcome import BenchDataError, Outcome, Table
from accord.model import Report

T = TypeVar("T")

NAME = "speed"
SUMMARY = "tokens a second for the whole way beside the parser alone, and the share of each step"

ROUNDS = 3
"""Times that every report is measured; the first reports are run once before, to warm up."""

SAMPLES = Path("samples")


def load(data: Path | None) -> Iterator[dict[str, Any]]:
    """Reports from a file or folder; without one, from `samples/` in the current folder."""
    from accord.reports import read_reports

    place = data or SAMPLES
    if data is None and not place.is_dir():
        raise BenchDataError("there is no samples/ here.", remedy="Name a file or folder to read.")
    for outcome in read_reports([str(place)]):
        if isinstance(outcome, Report):
            yield {"report": outcome}


@dataclass(slots=True)
class _Clock:
    """CPU seconds of each step in the order in which they come, and seconds on the clock."""

    spent: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    passed: float = 0.0

    def time(self, step: str, run: Callable[[], T]) -> T:
        """Run one step and add what it took."""
        wall, cpu = time.perf_counter(), time.process_time()
        result = run()
        self.spent[step] += time.process_time() - cpu
        self.passed += time.perf_counter() - wall
        return result


def run(records: Iterable[dict[str, Any]], *, rounds: int = ROUNDS) -> Outcome:
    """Measure on the reports in `records` ({"report": Report})."""
    import spacy

    from accord.claims.extract import Extractor

    reports = [row["report"] for row in records]
    if not reports:
        raise BenchDataError("no report could be read.")
    extractor = Extractor()
    plain = spacy.load(extractor.parser.model)
    for report in reports[:2]:
        _parse_alone(plain, report)
        extractor.extract(report)
    alone, whole = [], []
    for number in range(rounds):
        parser, way = _round(plain, extractor, reports, parser_first=number % 2 == 0)
        alone.append(parser)
        whole.append(way)
    tokens = sum(_parse_alone(plain, report) for report in reports)
    return _outcome(tokens, len(reports), alone, whole)


def _round(
    plain: Any, extractor: Any, reports: list[Report], *, parser_first: bool
) -> tuple[_Clock, _Clock]:
    """Every report once by each, in turn; who goes first alternates."""
    from accord.workspace import Store

    parser, way = _Clock(), _Clock()
    with (
        tempfile.TemporaryDirectory() as folder,
        Store.open(Path(folder) / "speed.accord") as store,
    ):
        for at, report in enumerate(reports):
            first = (at % 2 == 0) == parser_first
            if first:
                parser.time("parse", partial(_parse_alone, plain, report))
            _whole_way(extractor, store, report, way)
            if not first:
                parser.time("parse", partial(_parse_alone, plain, report))
        way.time("matters", store.refresh)
    return parser, way


def _parse_alone(plain: Any, report: Report) -> int:
    """Run the pipeline over a report's blocks; the number of tokens."""
    texts = [report.text[block.start : block.end] for block in report.blocks]
    return sum(len(doc) for doc in plain.pipe(texts))


def _whole_way(extractor: Any, store: Any, report: Report, clock: _Clock) -> None:
    """One report from its text to the workspace; the steps are those timed here."""
    reading = clock.time("parse", lambda: extractor.parser.read(report))
    encoded = clock.time("encode", lambda: extractor.encode(reading))
    findings = clock.time("find", lambda: extractor.find(reading, encoded))
    claims = clock.time("assemble", lambda: extractor.claims_of(findings))
    clock.time("store", lambda: store.add(report, claims))


def _outcome(tokens: int, reports: int, alone: list[_Clock], whole: list[_Clock]) -> Outcome:
    """Medians over the rounds, as figures and tables."""
    parser = statistics.median(sum(clock.spent.values()) for clock in alone)
    way = statistics.median(sum(clock.spent.values()) for clock in whole)
    ratio = statistics.median(
        sum(mine.spent.values()) / sum(theirs.spent.values())
        for mine, theirs in zip(whole, alone, strict=True)
    )
    steps = {
        step: statistics.median(clock.spent[step] for clock in whole) for step in whole[0].spent
    }
    total = sum(steps.values())
    metrics = {
        "tokens": tokens,
        "reports": reports,
        "rounds": len(whole),
        "tokens_per_second": {"parser_alone": tokens / parser, "whole_way": tokens / way},
        "ratio": ratio,
        "share": {step: spent / total for step, spent in steps.items()},
        "times_parser": {step: spent / parser for step, spent in steps.items()},
        "cpu_per_clock": sum(sum(clock.spent.values()) for clock in (*alone, *whole))
        / sum(clock.passed for clock in (*alone, *whole)),
    }
    return Outcome(
        name=NAME, metrics=metrics, tables=_tables(metrics, parser, way, steps),
        notes=[
            f"CPU seconds, medians of {len(whole)} rounds; CPU time over clock time is "
            f"{metrics['cpu_per_clock']:.2f} (above 1 would be more than one thread).",
        ],
    )  # fmt: skip


def _tables(
    metrics: dict[str, Any], parser: float, way: float, steps: dict[str, float]
) -> list[Table]:
    """The two rates, and the shares of the steps."""
    rates = metrics["tokens_per_second"]
    return [
        Table(
            title=f"{metrics['tokens']:,} tokens in {metrics['reports']} reports",
            columns=("", "seconds", "tokens/s", "times the parser"),
            rows=(
                ("parser alone", parser, round(rates["parser_alone"]), 1.0),
                ("whole way", way, round(rates["whole_way"]), metrics["ratio"]),
            ),
        ),
        Table(
            title="Of the whole way",
            columns=("step", "seconds", "share", "times the parser"),
            rows=tuple(
                (step, spent, metrics["share"][step], metrics["times_parser"][step])
                for step, spent in steps.items()
            ),
        ),
    ]
