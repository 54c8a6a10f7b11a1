"""The layouts of event data sets that events can be written in: POLECAT, ICEWS and GDELT."""

from __future__ import annotations

from functools import cache
from typing import Literal, get_args

import msgspec

from accord.codebooks.load import load
from accord.codebooks.meta import Meta

LayoutName = Literal["polecat", "icews", "gdelt", "gdelt1"]
"""The layouts; "gdelt" is that of GDELT 2.0, "gdelt1" of 1.0."""

LAYOUTS: tuple[LayoutName, ...] = get_args(LayoutName)


class Layout(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A data set's columns, in order, and its habits.

    `missing` stands for what is not known. With `several`, a row has all actors of a side, else
    each pair has its own; `sides` is how many of the two have to be known. `own` are Accord's
    columns, which follow the set's.
    """

    source: str
    header: bool
    missing: str
    several: bool
    sides: int
    columns: tuple[str, ...]
    own: tuple[str, ...]


class ExportBook(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`exports.yaml` as it is written."""

    meta: Meta
    formats: dict[LayoutName, Layout]
    icews_sectors: dict[str, str]
    icews_states: dict[str, str]
    fips: dict[str, str]


@cache
def export_book() -> ExportBook:
    """The layouts, read once."""
    return load("exports.yaml", ExportBook)
