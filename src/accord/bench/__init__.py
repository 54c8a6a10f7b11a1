"""Public benchmarks: one module for each measured question, loaded only when it is asked for.

A module here has `NAME`, `SUMMARY` (one line) and `run(records) -> Outcome`. It may also have
`load(data: Path | None) -> Iterable[dict]` where its data is not one JSON Lines file.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Any, cast

from accord.bench.outcome import BenchDataError, Benchmark, Outcome, Record, Table, read_records

__all__ = [
    "NAMES",
    "BenchDataError",
    "Benchmark",
    "Outcome",
    "Record",
    "Table",
    "find",
    "read_records",
    "records",
]

NAMES: Mapping[str, str] = MappingProxyType(
    {
        "attribution": "attribution",
        "certainty": "certainty",
        "events": "events",
        "coding": "coding",
        "actors": "actors",
        "time": "times",
        "quantities": "quantities",
        "matters": "matters",
        "speed": "speed",
    }
)
"""Names that `accord bench` knows, and the module of this folder that measures each."""


def find(name: str) -> Benchmark:
    """The benchmark called `name`. Raises `BenchDataError` for a name that is not known."""
    if name not in NAMES:
        near = difflib.get_close_matches(name, NAMES, n=1)
        hint = f" Did you mean {near[0]!r}?" if near else ""
        raise BenchDataError(
            f"there is no benchmark called {name!r}.{hint}", remedy=f"Known: {', '.join(NAMES)}."
        )
    return cast(Benchmark, import_module(f"accord.bench.{NAMES[name]}"))


def records(benchmark: Benchmark, data: Path | None) -> Iterable[dict[str, Any]]:
    """The rows of `data` as `benchmark` reads them: its own `load`, else JSON Lines."""
    load = getattr(benchmark, "load", None)
    if load is not None:
        return cast(Iterable[dict[str, Any]], load(data))
    if data is None:
        raise BenchDataError(f"{benchmark.NAME} needs data.", remedy="Give a .jsonl file, or -.")
    if data.is_dir():
        raise BenchDataError(
            f"{data.name} is a folder.", remedy=f"Benchmark {benchmark.NAME} reads one .jsonl file."
        )
    return read_records(data)
