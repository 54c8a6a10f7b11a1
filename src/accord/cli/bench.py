"""`accord bench`: measure Accord on a public benchmark."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from accord.bench import Outcome, Table

PIPE_WIDTH = 160
"""Columns used where the output is not a terminal: nothing is folded in a pipe."""


def bench(
    name: Annotated[
        str | None, typer.Argument(help="Which question to measure; without it, all are listed.")
    ] = None,
    data: Annotated[
        Path | None,
        typer.Argument(help="Gold data: .jsonl, .jsonl.gz or - (matters: a folder too)."),
    ] = None,
    json: Annotated[
        bool, typer.Option("--json", help="Print the figures as one JSON object.")
    ] = False,
    predictions: Annotated[
        Path | None, typer.Option(metavar="OUT.jsonl", help="Write what was predicted, row by row.")
    ] = None,
) -> None:
    """Measure Accord on gold data and print the figures.

    Gold data is read strictly: the first row that cannot be understood ends the run with status 2
    and is named by file and line.
    """
    from accord.model import AccordError

    try:
        if name is None:
            _list_names()
        else:
            _measure(name, data, json, predictions)
    except AccordError as error:
        typer.echo(f"accord bench: {error}", err=True)
        raise typer.Exit(2) from error


def _list_names() -> None:
    """Print each benchmark with its one line."""
    from accord.bench import NAMES, find

    width = max(map(len, NAMES))
    for name in NAMES:
        typer.echo(f"{name:<{width}}  {find(name).SUMMARY}")


def _measure(name: str, data: Path | None, json: bool, predictions: Path | None) -> None:
    """Run one benchmark, write its predictions, print its figures."""
    from accord.bench import BenchDataError, find, records

    benchmark = find(name)
    if data is not None and str(data) != "-" and not data.exists():
        raise BenchDataError(f"there is no file {data}.")
    if predictions is not None and (predictions.is_dir() or not predictions.parent.is_dir()):
        raise BenchDataError(f"predictions cannot be written to {predictions}.")
    rows = _Counted(records(benchmark, data))
    outcome = benchmark.run(rows)
    if predictions is not None:
        _write(outcome.predictions, predictions)
    if json:
        _print_json(outcome, data, rows.count)
    else:
        _print_tables(outcome, data, rows.count)


class _Counted:
    """Rows that are counted as they pass."""

    def __init__(self, rows: Iterable[dict[str, Any]]) -> None:
        self.rows = rows
        self.count = 0

    def __iter__(self) -> Iterator[dict[str, Any]]:
        for row in self.rows:
            self.count += 1
            yield row


def _write(rows: list[dict[str, Any]], out: Path) -> None:
    """Write predictions as JSON Lines."""
    import msgspec

    encoder = msgspec.json.Encoder()
    with out.open("wb") as file:
        for row in rows:
            file.write(encoder.encode(row) + b"\n")


def _print_json(outcome: Outcome, data: Path | None, count: int) -> None:
    """Print the figures with the facts of the command; a figure that is not a number is null."""
    import msgspec

    from accord import __version__

    facts = {
        "name": outcome.name,
        "data": data.name if data else None,
        "n": count,
        "accord": __version__,
        "metrics": outcome.metrics,
    }
    typer.echo(msgspec.json.format(msgspec.json.encode(facts), indent=2).decode())


def _print_tables(outcome: Outcome, data: Path | None, count: int) -> None:
    """Print small tables: ruled in a terminal, plain columns in a pipe."""
    from rich.console import Console

    from accord.bench import Table

    console = Console(highlight=False)
    if not console.is_terminal:
        console = Console(highlight=False, width=PIPE_WIDTH, no_color=True)
    source = f" on {data.name}" if data else ""
    console.print(f"{outcome.name}{source}: {count:,} rows", markup=False)
    tables = outcome.tables or [
        Table(title="", columns=("figure", "value"), rows=tuple(_flat(outcome.metrics)))
    ]
    for table in tables:
        console.print()
        _print_table(console, table)
    for note in outcome.notes:
        console.print(f"\n{note}", markup=False)


def _print_table(console: Console, table: Table) -> None:
    """Print one table; numbers stand to the right."""
    from rich import box
    from rich.markup import escape
    from rich.table import Table as RichTable

    shown = RichTable(
        title=escape(table.title) or None,
        title_justify="left",
        box=box.SIMPLE_HEAD if console.is_terminal else None,
        pad_edge=False,
    )
    for at, column in enumerate(table.columns):
        words = any(isinstance(row[at], str) for row in table.rows)
        shown.add_column(escape(column), justify="left" if words else "right")
    for row in table.rows:
        shown.add_row(*(escape(_cell(value)) for value in row))
    console.print(shown)


def _cell(value: str | float | None) -> str:
    """One cell as words."""
    if value is None or value != value:
        return "–"
    if isinstance(value, (bool, str)):
        return str(value)
    return f"{value:,}" if isinstance(value, int) else f"{value:,.3f}"


def _flat(metrics: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Nested figures as rows of a dotted name and a value."""
    for key, value in metrics.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value
