"""Dates as people write them for a filter: a year, a month or a day, and the days they span."""

from __future__ import annotations

import calendar
import re
from datetime import date

from accord.workspace.errors import FilterError

_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


def bounds(value: str) -> tuple[str, str]:
    """First and last day (ISO 8601) of "2024", "2024-06" or "2024-06-22".

    Raises `FilterError` for anything else, and for a day that no calendar has.
    """
    found = _PARTIAL.fullmatch(value.strip())
    if found is None:
        raise _unreadable(value)
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        first = date(year or 0, month or 1, day or 1)
    except ValueError as error:
        raise _unreadable(value) from error
    if day:
        return first.isoformat(), first.isoformat()
    last_month = month or 12
    last_day = calendar.monthrange(first.year, last_month)[1]
    return first.isoformat(), date(first.year, last_month, last_day).isoformat()


def bounds_or_none(value: str | None) -> tuple[str | None, str | None]:
    """The same for a stored date, which may be missing or of another form: then (None, None)."""
    if value is None:
        return None, None
    try:
        return bounds(value[:10])
    except FilterError:
        return None, None


def _unreadable(value: str) -> FilterError:
    return FilterError(f"'{value}' is not a date.", remedy="Write 2024, 2024-06 or 2024-06-22.")
