"""Writing a listing: as a table to read, or in the published formats to work on."""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, TypeVar

import msgspec
import typer

from accord.cli.options import Format, Output
from accord.cli.terminal import Column, clean, is_terminal, plain_lines, print_table

if TYPE_CHECKING:
    from accord.workspace import Listing

T = TypeVar("T", bound=msgspec.Struct)

# JSON may hold these raw; a terminal acts on some of them. Escaped, the value is the same.
_RISKY = re.compile("[\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def write(out: Output, found: Listing[T], columns: Sequence[Column], noun: str) -> None:
    """Write a listing as asked: `noun` is what its rows are, in the plural."""
    rows = found.page(out.limit, out.offset)
    here = out.path is None and is_terminal()
    if out.format is Format.table and here:
        kept = list(rows)
        total = len(found) if out.limit is not None or out.offset else len(kept)
        print_table(columns, kept, _footer(len(kept), total, noun))
        return
    if out.format is Format.parquet and here:
        raise typer.BadParameter(
            "parquet is not for a terminal: name a file with -o, or pipe it on.",
            param_hint="--format",
        )
    with destination(out.path) as file:
        if out.format is Format.parquet:
            from accord.workspace.columns import to_polars

            to_polars(found.shape, rows).write_parquet(file)
        else:
            for text in _texts(out.format, found.shape, rows, columns):
                shown = clean(text) if here and out.format is Format.csv else text
                file.write(shown.encode("utf-8", "replace"))


def _footer(shown: int, total: int, noun: str) -> str:
    if shown == total:
        return f"{total} {noun}" if total else f"no {noun}"
    return f"{shown} of {total} {noun}"


def _texts(
    format: Format, shape: type[T], rows: Iterable[T], columns: Sequence[Column]
) -> Iterator[str]:
    """The listing piece by piece, line ends included."""
    if format is Format.table:
        for text in plain_lines(columns, rows):
            yield text + "\n"
    elif format is Format.csv:
        from accord.workspace.columns import csv_lines

        yield from csv_lines(shape, rows)
    elif format is Format.jsonl:
        for row in rows:
            yield json_text(row) + "\n"
    else:
        before = "["
        for row in rows:
            yield f"{before}\n{json_text(row)}"
            before = ","
        yield "[]\n" if before == "[" else "\n]\n"


def json_text(row: msgspec.Struct) -> str:
    """One row as JSON on one line, every field present, controls and direction marks escaped."""
    text = msgspec.json.encode(row).decode()
    return _RISKY.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


@contextmanager
def destination(path: Path | None) -> Iterator[IO[bytes]]:
    """Standard output, or a file that is there whole or not at all."""
    if path is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    try:
        if path.exists() and not path.is_file():
            # A device or a named pipe cannot be replaced: write straight into it.
            with path.open("wb") as file:
                yield file
            return
        handle, name = tempfile.mkstemp(dir=path.absolute().parent, prefix=f".{path.name}.")
    except OSError as error:
        raise typer.BadParameter(
            f"{path} cannot be written: {error.strerror}.", param_hint="--output"
        ) from error
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
        part.chmod(0o666 & ~_umask())
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _umask() -> int:
    """The process's file mode mask (reading it means setting it for a moment)."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
