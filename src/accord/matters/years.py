"""Years for dates that a report gives without one, from what other reports say of the same days.

A report with no published date and "June 18-19" in it leaves the year open. Where claims of other
reports speak of those days, with a year, and of at least two of the same actors, and all of them
mean one year, that year is taken and marked as inferred. One report's own dates stand together: the
year found for "June 18-19" holds for "June 19" in the same report.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import combinations
from typing import NamedTuple

import msgspec

from accord.codebooks.matters import matters_book
from accord.matters.matter import Window, window
from accord.model import Claim, Report, Time

_PART = r"XXXX-(\d\d)(?:-(\d\d))?"
_UNDATED = re.compile(rf"{_PART}(?:/{_PART})?")

DATE = 7
"""Longest window, in days, that can give the year of days."""

MONTH = 31
"""Longest window, in days, that can give the year of a month."""

_Pair = tuple[str, str]


class _Dated(NamedTuple):
    """A window that some report gives with its year."""

    window: Window
    report: str


def infer_years(reports: Iterable[Report], claims: Iterable[Claim]) -> dict[str, Time]:
    """Times with an inferred year, by claim id; claims whose time has its year are never in it."""
    undated = {report.id: report for report in reports if report.published.value is None}
    open_claims: list[tuple[Claim, Time]] = []
    known: dict[tuple[int, _Pair], set[_Dated]] = defaultdict(set)
    for claim in claims:
        time = claim.time
        report = undated.get(claim.report)
        if report and time and _lacks_year(time) and not _is_one_end(time, report.text):
            open_claims.append((claim, time))
        for key, dated in _evidence(claim):
            known[key].add(dated)
    by_report: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for claim, time in open_claims:
        by_report[claim.report][time.value] |= _years(claim, time.value, known)
    return _settle(open_claims, by_report)


def _lacks_year(time: Time) -> bool:
    """Whether a time names a month or days of no known year."""
    open_ended = time.start is None and time.end is None
    return open_ended and _UNDATED.fullmatch(time.value) is not None


def _is_one_end(time: Time, text: str) -> bool:
    """Whether a time is where a period begins or ends ("since June"), not how long it lasts."""
    if time.precision == "interval" and "/" not in time.value:
        return True
    if time.span is None:
        return False
    before = text[max(0, time.span[0] - 20) : time.span[0]].split()
    return bool(before) and before[-1].casefold() in matters_book().one_end.words


def _evidence(claim: Claim) -> Iterator[tuple[tuple[int, _Pair], _Dated]]:
    """A dated claim under each month that it touches and each pair of its actors."""
    when = window(claim)
    if when is None or claim.time is None or claim.time.basis == "inferred" or when.days > MONTH:
        return
    for month in sorted({when.start.month, when.end.month}):
        for pair in combinations(_actors(claim), 2):
            yield (month, pair), _Dated(when, claim.report)


def _actors(claim: Claim) -> list[str]:
    """Countries (or ids) of all that act or are acted on, sorted."""
    return sorted({actor.country or actor.id for actor in (*claim.actors, *claim.recipients)})


def _years(claim: Claim, value: str, known: dict[tuple[int, _Pair], set[_Dated]]) -> set[int]:
    """The years in which other reports put the days of `value`, with two of the claim's actors."""
    months = {int(part) for part in re.findall(r"XXXX-(\d\d)", value)}
    years: set[int] = set()
    for month in sorted(months):
        for pair in combinations(_actors(claim), 2):
            for dated in known.get((month, pair), ()):
                if dated.report != claim.report:
                    years |= _year_of(value, dated.window)
    return years


def _year_of(value: str, when: Window) -> set[int]:
    """The year that puts `value` on days of `when`, if any does."""
    longest = DATE if re.match(r"XXXX-\d\d-", value) else MONTH
    if when.days > longest:
        return set()
    # A span across New Year may begin in the year before the window.
    around = {when.start.year - 1, when.start.year, when.end.year}
    return {
        year for year in around if (span := in_year(value, year)) is not None and span.meets(when)
    }


def in_year(value: str, year: int) -> Window | None:
    """The days of a value such as "XXXX-06-18/XXXX-06-19" in a year; None if it has no such day."""
    match = _UNDATED.fullmatch(value)
    if match is None:
        return None
    first_month, first_day, last_month, last_day = match.groups()
    try:
        start = date(year, int(first_month), int(first_day or 1))
        if last_month is None:
            return Window(start, start if first_day else _month_end(start))
        last = date(year, int(last_month), int(last_day or 1))
        end = last if last_day else _month_end(last)
        if end < start:
            end = end.replace(year=year + 1)
    except ValueError:
        return None
    return Window(start, end)


def _month_end(first: date) -> date:
    """The last day of the month that `first` begins."""
    return (first.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)


def _settle(
    claims: list[tuple[Claim, Time]], by_report: dict[str, dict[str, set[int]]]
) -> dict[str, Time]:
    """Give each claim the one year that its days, or days shared with them, have in its report."""
    found: dict[str, Time] = {}
    for claim, time in claims:
        years = _shared(time.value, by_report[claim.report])
        dated = _with_year(time, years.pop()) if len(years) == 1 else None
        if dated is not None:
            found[claim.id] = dated
    return dict(sorted(found.items()))


def _shared(value: str, values: dict[str, set[int]]) -> set[int]:
    """Years found for those values of one report that share a day with `value`, itself included."""
    years: set[int] = set()
    for other, found in values.items():
        for year in found:
            mine, theirs = in_year(value, year), in_year(other, year)
            if mine is not None and theirs is not None and mine.meets(theirs):
                years.add(year)
    return years


def _with_year(time: Time, year: int) -> Time | None:
    """`time` in a year, marked as inferred."""
    span = in_year(time.value, year)
    if span is None:
        return None
    ends = iter((span.start.year, span.end.year))
    return msgspec.structs.replace(
        time,
        start=str(span.start),
        end=str(span.end),
        value=re.sub(r"XXXX", lambda _: f"{next(ends):04d}", time.value),
        basis="inferred",
    )
