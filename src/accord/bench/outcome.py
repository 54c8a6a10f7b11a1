"""What a benchmark takes and gives: records with a place in a file, and an outcome.

A benchmark is a module in this folder with `NAME`, `SUMMARY` and `run(records) -> Outcome`. Gold
data is read strictly: a row that cannot be understood stops the run and is named by file and line,
because a figure over the rows that happened to be readable would not be the figure asked for.
"""

from __future__ import annotations

import gzip
import json
import sys
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any, Protocol, TypeVar

import msgspec

from accord.model import AccordError

T = TypeVar("T")
Cell = str | int | float | None


class BenchDataError(AccordError):
    """Benchmark data is missing, or a row of it cannot be understood."""

    code = "AC070"
    remedy = ""


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """A small table for printing. Floats are shown with three decimals, None as a dash."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What a benchmark measured.

    `metrics` is a dictionary of numbers, nested as deep as it reads well (`--json` prints it);
    `predictions` are rows for `--predictions`, in the order of the data; `tables` are for people;
    `notes` are sentences that a reader of the figures needs (what is left out, what was measured).
    """

    name: str
    metrics: dict[str, Any]
    predictions: list[dict[str, Any]] = []
    tables: list[Table] = []
    notes: list[str] = []


class Benchmark(Protocol):
    """The shape of a benchmark module. It may have `load` too: see `accord.bench.records`."""

    NAME: str
    SUMMARY: str

    def run(self, records: Iterable[dict[str, Any]]) -> Outcome:
        """Measure on `records`, one dictionary for each row of the data."""


class Record(dict[str, Any]):
    """A row of benchmark data that knows where it stands: a missing field names file and line."""

    place: str = ""

    def __missing__(self, key: str) -> Any:
        raise BenchDataError(f"{self.place}: no field {key!r}.")

    def need(self, key: str, kind: type[T]) -> T:
        """The field `key`, which must be a `kind`. Raises `BenchDataError` naming file and line."""
        value = self[key]
        if not isinstance(value, kind):
            raise BenchDataError(
                f"{self.place}: field {key!r} is {type(value).__name__}, not {kind.__name__}."
            )
        return value


def read_records(data: Path) -> Iterator[Record]:
    """Read JSON Lines from a file, a gzip file (`.gz`), or standard input (`-`), lazily.

    Blank lines are passed over. Raises `BenchDataError` for a file that cannot be read, for the
    first line that is not a JSON object, and for data without any row.
    """
    count = 0
    name = "standard input" if str(data) == "-" else data.name
    try:
        with _open(data) as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    count += 1
                    yield _record(line, f"{name}, line {number}")
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        raise BenchDataError(f"{name} cannot be read: {error}.") from error
    if not count:
        raise BenchDataError(f"{name} holds no rows.")


def _open(data: Path) -> IO[str]:
    """Open `data` as text."""
    if str(data) == "-":
        return sys.stdin
    if data.name.endswith(".gz"):
        return gzip.open(data, "rt", encoding="utf-8")
    return data.open(encoding="utf-8")


def _record(line: str, place: str) -> Record:
    """Parse one line; every object in it, nested ones too, becomes a `Record` with its place."""

    def placed(pairs: dict[str, Any]) -> Record:
        record = Record(pairs)
        record.place = place
        return record

    try:
        value = json.loads(line, object_hook=placed)
    except (ValueError, RecursionError) as error:
        raise BenchDataError(f"{place}: not JSON ({error}).") from error
    if not isinstance(value, Record):
        raise BenchDataError(f"{place}: a JSON object is wanted, this is another kind of value.")
    return value
