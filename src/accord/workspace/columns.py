"""Columnar export: Polars frames with the published names, and flat rows for CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

import msgspec
import polars as pl

from accord.workspace.cells import cell, plain, taken
from accord.workspace.listing import to_dict

T = TypeVar("T", bound=msgspec.Struct)

_PLAIN: Mapping[Any, type[pl.DataType]] = {
    str: pl.String,
    int: pl.Int64,
    float: pl.Float64,
    bool: pl.Boolean,
}

_APART = "; "


def to_polars(shape: type[T], rows: Iterable[T]) -> pl.DataFrame:
    """Rows of one type as a frame; column types follow from the type, whatever the rows hold."""
    dicts = [to_dict(row) for row in rows]
    return pl.DataFrame(dicts, schema=polars_schema(shape), strict=False)


def polars_schema(shape: type[msgspec.Struct]) -> dict[str, pl.DataType]:
    """Column types of a struct's fields: structs nest, sequences and spans become lists."""
    hints = get_type_hints(shape)
    return {name: _dtype(hints[name]) for name in shape.__struct_fields__}


def _dtype(hint: Any) -> pl.DataType:
    origin, args = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return _dtype(next(arg for arg in args if arg is not NoneType))
    if origin is Literal:
        return pl.String()
    if origin in (tuple, list):
        return pl.List(_dtype(args[0]))
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        return pl.Struct(polars_schema(hint))
    return _PLAIN[hint]()


def flat(row: msgspec.Struct) -> dict[str, Any]:
    """One row with nested fields as columns of their own ("certainty_level", "time_start").

    A list of plain values, or of structs, becomes one text column per field, its values apart by
    "; " (a place is kept for each item where any has a value). A nested claim's columns come last.
    """
    found: dict[str, Any] = {}
    _flatten(found, "", type(row), row)
    return found


def _flatten(into: dict[str, Any], prefix: str, shape: type[Any], value: Any) -> None:
    """Add the columns of a struct (or, for None, empty ones) to `into`."""
    hints = get_type_hints(shape)
    for name in shape.__struct_fields__:
        inner = _inner(hints[name])
        part = None if value is None else getattr(value, name)
        column = f"{prefix}{name}"
        if get_origin(inner) is tuple and _is_struct(_inner(get_args(inner)[0])):
            _flatten_many(into, f"{column}_", _inner(get_args(inner)[0]), part or ())
        elif _is_struct(inner):
            _flatten(into, f"{column}_", inner, part)
        elif get_origin(inner) is tuple and ... not in get_args(inner):
            first, last = part or (None, None)
            into[f"{column}_start"], into[f"{column}_end"] = first, last
        else:
            into[column] = _APART.join(map(str, part)) if isinstance(part, tuple) else part


def _flatten_many(
    into: dict[str, Any], prefix: str, shape: type[Any], values: Iterable[Any]
) -> None:
    """Add the columns of several structs: one value stays itself, several are joined."""
    rows: list[dict[str, Any]] = []
    for value in values:
        rows.append({})
        _flatten(rows[-1], prefix, shape, value)
    names: dict[str, Any] = {}
    _flatten(names, prefix, shape, None)
    for name in names:
        cells = [row[name] for row in rows]
        if len(cells) <= 1:
            into[name] = cells[0] if cells else None
        elif any(one is not None for one in cells):
            into[name] = _APART.join("" if one is None else plain(one) for one in cells)
        else:
            into[name] = None


def _inner(hint: Any) -> Any:
    """A type without its None."""
    if get_origin(hint) in (Union, UnionType):
        return next(arg for arg in get_args(hint) if arg is not NoneType)
    return hint


def _is_struct(hint: Any) -> bool:
    return isinstance(hint, type) and issubclass(hint, msgspec.Struct)


def csv_lines(shape: type[msgspec.Struct], rows: Iterable[msgspec.Struct]) -> Iterator[str]:
    """CSV (RFC 4180, with a header) of flat rows, one record a time, line ends included.

    A text cell that a spreadsheet would take for a formula gets an apostrophe in front; numbers,
    negative ones too, stay as they are.
    """
    names: dict[str, Any] = {}
    _flatten(names, "", shape, None)
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(names)
    for row in rows:
        yield taken(buffer)
        writer.writerow([cell(value) for value in flat(row).values()])
    yield taken(buffer)
