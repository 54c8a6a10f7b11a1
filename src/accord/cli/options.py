"""Options that verbs share, put on a verb by a decorator and handed to it as one value."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import wraps
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Annotated, Any, get_type_hints

import typer

if TYPE_CHECKING:
    from accord.workspace import Filter, Store

DEFAULT_WORKSPACE = "accord.accord"

MOST_ROWS = 2**63 - 1
"""The largest count that a database takes."""


class Format(StrEnum):
    """How a listing is written."""

    table = "table"
    json = "json"
    jsonl = "jsonl"
    csv = "csv"
    parquet = "parquet"


WorkspaceOption = Annotated[
    str,
    typer.Option(
        "-w",
        "--workspace",
        envvar="ACCORD_WORKSPACE",
        metavar="WORKSPACE",
        help="The workspace: a file, or postgresql+psycopg://user@host/name.",
    ),
]


@dataclass(frozen=True, slots=True)
class Output:
    """Where a listing comes from and where it goes."""

    workspace: str
    format: Format
    path: Path | None
    limit: int | None
    offset: int

    def store(self) -> Store:
        """The workspace to list from; it has to be there."""
        from accord.workspace import Store

        return Store.open(self.workspace, create=False)


_Verb = Callable[..., None]

_OUTPUT: dict[str, tuple[Any, Any]] = {
    "workspace": (WorkspaceOption, DEFAULT_WORKSPACE),
    "format": (
        Annotated[
            Format | None,
            typer.Option(
                "-f", "--format", case_sensitive=False,
                help="How to write it; by default a table, or what the output file's name ends in.",
            ),
        ],
        None,
    ),
    "output": (
        Annotated[
            str,
            typer.Option("-o", "--output", metavar="FILE", help="Where to write it; - is stdout."),
        ],
        "-",
    ),
    "limit": (
        Annotated[int | None, typer.Option(min=0, max=MOST_ROWS, help="At most so many rows.")],
        None,
    ),
    "offset": (
        Annotated[
            int, typer.Option(min=0, max=MOST_ROWS, help="Leave out so many rows first.")
        ],
        0,
    ),
}  # fmt: skip


def _several(metavar: str, help: str) -> tuple[Any, Any]:
    return Annotated[list[str] | None, typer.Option(metavar=metavar, help=help)], None


def _one(metavar: str, help: str) -> tuple[Any, Any]:
    return Annotated[str | None, typer.Option(metavar=metavar, help=help)], None


_REPORT_FILTERS: dict[str, tuple[Any, Any]] = {
    "report": _several("ID", "Only this report (its id or the beginning of it)."),
    "publisher": _several("NAME", "Only reports of this publisher."),
    "published_since": _one("DATE", "Only reports published on this date or later."),
    "published_until": _one("DATE", "Only reports published on this date or earlier."),
}

_CLAIM_FILTERS: dict[str, tuple[Any, Any]] = {
    "actor": _several(
        "ACTOR", "Only claims that involve this actor, by id or name; given twice, both of them."
    ),
    "event": _several("TYPE", "Only this PLOVER event type, for example AID or CONSULT."),
    "kind": _several(
        "KIND",
        "Only this kind: event, state, quantity, commitment, assessment, forecast or conditional.",
    ),
    "claimant": _several(
        "NAME", "Only what this actor or source says; 'outlet' for the outlets' own voice."
    ),
    "since": _one("DATE", "Only what is about this date or later: 2024, 2024-06 or 2024-06-22."),
    "until": _one("DATE", "Only what is about this date or earlier."),
    "certainty": _several(
        "LEVEL", "Only this level: asserted, probable, possible, alleged or hypothetical."
    ),
    "polarity": _several("POLARITY", "Only positive, negative or unknown."),
    "category": _several("CATEGORY", "Only transfers of this category, for example arms."),
    "matter": _several("ID", "Only claims of this matter."),
    **_REPORT_FILTERS,
    "text": _one(
        "QUERY", 'Only quotes with these words; "phrases", AND, OR, NOT and prefix* work.'
    ),
}


def listing(verb: _Verb) -> _Verb:
    """Give a verb the options of every listing; it gets them as `out`, an `Output`."""
    return _with_options(verb, "out", _OUTPUT, _output)


def filtered(verb: _Verb) -> _Verb:
    """Give a verb the filters on claims; it gets them as `asked`, a checked `Filter`."""
    return _with_options(verb, "asked", _CLAIM_FILTERS, _filter)


def filtered_reports(verb: _Verb) -> _Verb:
    """Give a verb the filters on reports alone; it gets them as `asked`, a checked `Filter`."""
    return _with_options(verb, "asked", _REPORT_FILTERS, _filter)


def filtered_search(verb: _Verb) -> _Verb:
    """Give a verb the filters on claims but `--text`, which is what it searches for itself."""
    options = {name: option for name, option in _CLAIM_FILTERS.items() if name != "text"}
    return _with_options(verb, "asked", options, _filter)


def _with_options(
    verb: _Verb, name: str, options: dict[str, tuple[Any, Any]], make: Callable[..., Any]
) -> _Verb:
    """A verb whose parameter `name` is made from options that the command line sees instead."""
    signature = inspect.signature(verb)
    hints = _hints(verb, name)
    kept = [parameter for parameter in signature.parameters.values() if parameter.name in hints]
    added = [
        inspect.Parameter(option, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=hint)
        for option, (hint, default) in options.items()
    ]

    @wraps(verb)
    def wrapped(**values: Any) -> None:
        made = make(**{option: values.pop(option) for option in options})
        verb(**values, **{name: made})

    parts = [
        one.replace(kind=inspect.Parameter.KEYWORD_ONLY, annotation=hints[one.name]) for one in kept
    ]
    wrapped.__signature__ = signature.replace(parameters=[*parts, *added])  # type: ignore[attr-defined]
    wrapped.__annotations__ = {**hints, **{option: hint for option, (hint, _) in options.items()}}
    return wrapped


def _hints(verb: _Verb, made: str) -> dict[str, Any]:
    """Types of a verb's parameters, evaluated, but for the one that is made from options.

    That one's type is not loaded yet: it stands for the very modules that a quick `--help` avoids.
    """
    written = {
        name: hint
        for name, hint in verb.__annotations__.items()
        if name not in (made, "return") and hint not in ("Filter", "Output")
    }
    source = SimpleNamespace(__annotations__=written)
    names = inspect.unwrap(verb).__globals__
    return get_type_hints(source, globalns=names, include_extras=True)


def _output(
    workspace: str, format: Format | None, output: str, limit: int | None, offset: int
) -> Output:
    """The output asked for. A file's ending says the format where none was given."""
    path = None if output == "-" else Path(output)
    endings = {f".{one.value}": one for one in Format if one is not Format.table}
    if format is None:
        format = endings.get(path.suffix.lower(), Format.table) if path else Format.table
    return Output(workspace=workspace, format=format, path=path, limit=limit, offset=offset)


def _filter(**fields: Any) -> Filter:
    from accord.workspace import make_filter

    return make_filter(**{name: value for name, value in fields.items() if value})
