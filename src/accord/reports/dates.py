"""The published date: which of several statements about it counts, and how it is known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from functools import cache

from accord.model import BlockRole, Published
from accord.reports.calendar import date_shape, find_date, parse_stamp
from accord.reports.cuebook import publishers_book

_URL_DATE = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2}|[a-z]{3})[/-](\d{1,2})(?:[/-]|$)", re.I)


def published_date(
    *,
    given: str | None,
    metadata: Sequence[Published],
    dated: Iterable[tuple[str, str]],
    blocks: Sequence[tuple[BlockRole, str]],
    url: str | None = None,
    modified: float | None = None,
    stated_first: bool = False,
) -> Published:
    """Choose the published date: given, then stated or metadata, then inferred, then the file's.

    `dated` are furniture lines with a date (`furniture.Sorted.dated`), `blocks` the article's, of
    which the first may open with a dateline. `stated_first` ranks the text above file properties.
    A date in the body about something that happened never counts; nor does today's. `modified` is
    a POSIX time, read in UTC. Returns an unknown date when nothing tells.
    """
    if given is not None:
        value = parse_stamp(given)
        return Published(value=value, basis="given", text=given) if value else Published()
    dated = list(dated)
    stated = [*_lines(dated, "date", "stated"), *_dateline(blocks)]
    inferred = [*_lines(dated, "edition", "inferred"), *_from_url(url)]
    properties = [date for date in metadata if date.value]
    ranked = (
        [*stated, *inferred, *properties] if stated_first else [*properties, *stated, *inferred]
    )
    ranked += _lines(dated, "updated", "inferred")
    if ranked:
        return _finest(ranked)
    if modified is not None:
        day = datetime.fromtimestamp(modified, UTC).date().isoformat()
        return Published(value=day, basis="file")
    return Published()


def stamp(text: object) -> list[Published]:
    """A metadata value as a list of one published date, or of none if it is no date."""
    value = parse_stamp(text)
    return [Published(value=value, basis="metadata", text=str(text).strip()[:100])] if value else []


def _finest(ranked: Sequence[Published]) -> Published:
    """The first date, unless the next of the same basis is the same date told more finely."""
    best = ranked[0]
    for other in ranked[1:]:
        longer = len(other.value or "") > len(best.value or "")
        if longer and (other.value or "").startswith(best.value or "-"):
            best = other
    return best


def _lines(dated: Iterable[tuple[str, str]], kind: str, basis: str) -> list[Published]:
    """Dates of the furniture lines of one kind."""
    found = [(find_date(line), line) for label, line in dated if label == kind]
    return [
        Published(value=date.value, basis="stated" if basis == "stated" else "inferred", text=line)
        for date, line in found
        if date
    ]


@cache
def _dateline_pattern() -> re.Pattern[str]:
    """ "SEOUL, June 19, 2024 (Yonhap) -- ": a place, a date with its year, a dash."""
    marks = "|".join(re.escape(mark) for mark in sorted(publishers_book().agencies))
    place = r"(?P<place>[A-Z][A-Za-z.'’-]*(?:[ ,]{1,2}[A-Z][A-Za-z.'’-]*){0,3})"
    day = r"[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}"
    date = rf"(?:[,:]? ?(?P<date>(?i:{date_shape()})|{day}))?"
    agency = rf"(?:,? ?[(\[](?:(?P<agency>{marks})|(?P<other>[A-Z][\w .&'’-]{{1,40}}))[)\]])?"
    return re.compile(rf"{place}{date}{agency} ?(?:-{{1,3}}|–|—|:)[ ]?(?=\S)")


def dateline(text: str) -> tuple[str | None, str | None]:
    """(ISO date, agency) of the dateline that `text` opens with; None for what it lacks."""
    match = _dateline_pattern().match(text[:160])
    if not match or not (match["date"] or match["agency"]):
        return None, None
    date = find_date(match["date"]) if match["date"] else None
    agency = publishers_book().agencies.get(match["agency"]) if match["agency"] else None
    return (date.value if date else None), agency


def dateline_end(text: str) -> int:
    """Where the dateline that `text` opens with ends, its dash and blanks included; 0 without one.

    What names neither a date nor an agency is one only if its place is in capitals.
    """
    match = _dateline_pattern().match(text[:160])
    if not match:
        return 0
    told = match["date"] or match["agency"] or match["other"]
    dashed = match[0].rstrip().endswith(("—", "–", "--")) or match[0].endswith(" - ")
    loud = match["place"].isupper() and len(match["place"]) > 3 and dashed
    return match.end() if told or loud else 0


def _dateline(blocks: Sequence[tuple[BlockRole, str]]) -> list[Published]:
    """The date of the dateline of the first body block, if it states a year."""
    for role, text in blocks:
        if role == "body":
            value, _ = dateline(text)
            opening = text[:100].split(" - ")[0].split("—")[0].split("--")[0].strip()
            return [Published(value=value, basis="stated", text=opening)] if value else []
    return []


def _from_url(url: str | None) -> list[Published]:
    """A date in the path of the page's address."""
    match = _URL_DATE.search(url or "")
    if not match:
        return []
    year, month, day = match.groups()
    found = find_date(f"{year}-{month}-{day}" if month.isdigit() else f"{day} {month} {year}")
    return [Published(value=found.value, basis="inferred", text=url)] if found else []
