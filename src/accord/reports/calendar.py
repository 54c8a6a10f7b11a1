"""Calendar dates as pages write them, to ISO 8601, never finer than the words allow."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import NamedTuple

from accord.reports.cuebook import furniture_book

_ORDINAL = r"(?:st|nd|rd|th)?"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? )?"
_CLOCK = r"(?:,? ?(?:at |[|•·–—-] ?)?\d{1,2}[:.h]\d\d(?:[:.]\d\d)?(?: ?[ap]\.?m\.?)?)?"
_ZONE = r"(?: ?\(?(?:[a-z]{1,5}(?:[+-]\d{1,2})?|[+-]\d\d:?\d\d)\)?)?"
_RANGE = r"(?: ?(?:-|–|—|to|and) ?\d{1,2}(?:st|nd|rd|th)?)?"


class FoundDate(NamedTuple):
    """A date in a string: ISO value ("2024-06-22", "2024-06", "2024"), and where it stands."""

    value: str
    text: str
    start: int
    end: int


@cache
def _month_numbers() -> dict[str, int]:
    """Month names and abbreviations in lower case -> month number."""
    numbers: dict[str, int] = {}
    for number, (name, short) in enumerate(furniture_book().months.items(), 1):
        for word in (name, *short):
            numbers[word.casefold()] = number
    return numbers


@cache
def date_shape() -> str:
    """A regular expression (without groups) for one whole date with an optional time of day."""
    return f"(?:{re.sub(r'[(][?]P<[a-z0-9]+>', '(?:', '|'.join(_shapes()))}){_CLOCK}{_ZONE}"


@cache
def _shapes() -> tuple[str, ...]:
    """Date shapes, each with its own named groups: year, month, day; or a numeric triple."""
    month = "(?:" + "|".join(sorted(_month_numbers(), key=len, reverse=True)) + r")\b\.?"
    return (
        # 22 June 2024, the 22nd of June, 2024; 22-23 June 2024
        rf"{_WEEKDAY}(?:the )?(?P<d1>\d{{1,2}}){_ORDINAL}(?P<r1>{_RANGE})[ -](?:of )?"
        rf"(?P<m1>{month}),?[ -](?P<y1>\d{{4}})\b",
        # June 22nd 2024; June 22-23, 2024
        rf"{_WEEKDAY}(?P<m2>{month}) (?P<d2>\d{{1,2}}){_ORDINAL}(?P<r2>{_RANGE}),? "
        r"(?P<y2>\d{4})\b",
        # June 22 - July 3 2024 is known to its year only; June 2024
        rf"(?P<m3>{month}),?[ -](?P<y3>\d{{4}})\b",
        # 2024-06-22, 2024/6/22, 2024.06.22, with or without a time after T
        r"(?P<y4>(?:19|20)\d\d)(?P<s4>[-/.])(?P<m4>\d{1,2})[-/.](?P<d4>\d{1,2})(?!\d)(?:T[\d:.,]+Z?)?",
        # 22/06/2024 or 06/22/2024
        r"(?P<a5>\d{1,2})[./-](?P<b5>\d{1,2})[./-](?P<y5>(?:19|20)\d\d)\b",
    )


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:" + "|".join(_shapes()) + ")", re.IGNORECASE)


def find_date(text: str) -> FoundDate | None:
    """The first valid date with a year in `text`, as finely as its words allow.

    A range of days gives its month; a numeric date that could be read two ways gives its year; a
    day and month without a year is no date.
    """
    for match in _pattern().finditer(text[:2000]):
        value = _value(match)
        if value:
            return FoundDate(value, match.group().strip(), match.start(), match.end())
    return None


def parse_stamp(text: object) -> str | None:
    """The date of a metadata value: any of the shapes, "20240622…", "D:20240622…" or "2024-06".

    The date is taken as written: a time zone never moves it to another day.
    """
    if not isinstance(text, str):
        return None
    text = text[:200].strip()
    found = find_date(text)
    if found:
        return found.value
    compact = re.match(r"(?:D:)?((?:19|20)\d\d)(\d\d)?(\d\d)?(?!\d{1,3}$)", text)
    if compact and re.match(r"(?:D:)?\d{8}(?:\D|\d{6})?", text):
        return iso(int(compact[1]), int(compact[2] or 0), int(compact[3] or 0))
    partial = re.fullmatch(r"((?:19|20)\d\d)(?:-(\d\d))?", text)
    return iso(int(partial[1]), int(partial[2] or 0) or None, None) if partial else None


def iso(year: int, month: int | None, day: int | None) -> str | None:
    """ISO 8601 for a year, month and day as far as they are known; None for no such date."""
    if not 1900 <= year <= 2100:
        return None
    if month is None:
        return f"{year:04d}"
    try:
        found = date(year, month, day or 1)
    except ValueError:
        return None
    return found.isoformat() if day is not None else f"{year:04d}-{month:02d}"


def _value(match: re.Match[str]) -> str | None:
    """ISO value of a match of `_pattern`, or None if no such day exists."""
    part = match.groupdict()
    if part["y1"]:
        day = None if part["r1"] else int(part["d1"])
        return iso(int(part["y1"]), _month(part["m1"]), day)
    if part["y2"]:
        day = None if part["r2"] else int(part["d2"])
        return iso(int(part["y2"]), _month(part["m2"]), day)
    if part["y3"]:
        return iso(int(part["y3"]), _month(part["m3"]), None)
    if part["y4"]:
        return iso(int(part["y4"]), int(part["m4"]), int(part["d4"]))
    return _numeric(int(part["a5"]), int(part["b5"]), int(part["y5"]))


def _numeric(first: int, second: int, year: int) -> str | None:
    """22/06/2024 and 06/22/2024 are sure; 03/04/2024 could be either, so only its year is."""
    readings = {iso(year, second, first), iso(year, first, second)} - {None}
    if len(readings) == 1:
        return readings.pop()
    return iso(year, None, None) if readings else None


def _month(name: str) -> int:
    return _month_numbers()[name.casefold().rstrip(".")]
