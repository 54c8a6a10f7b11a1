"""Makers of the grammar of times: periods that the words round them choose.

"The year" and "the quarter" of reports of figures, the period that a figure is compared with, and
parts of a month or a year ("the first week of June").
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from accord.claims import calendar as cal
from accord.claims.timedays import day_sense, month_sense
from accord.claims.timesense import Hit, Sense, narrowed, sense_of, year_of
from accord.claims.timespans import duration_sense, same_quarter, unknown_period
from accord.codebooks.times import time_words

_CLOSING = re.compile(r".(?P<m>M)(?P<d>[DO])?(?:,?(?P<y>Y))?")
"""What stands behind "the year": "ended", and the date."""
_OF_YEAR = re.compile(r"s(?:F?(?P<y>Y)|(?P<r>[Lt])y)")


def the_unit(hit: Hit) -> Sense | None:
    """ "the weekend", "the quarter", "the year" without anything to choose it."""
    unit = hit.key("u")
    if unit == "WE":
        return _weekend(hit)
    if unit == "Y":
        return _ended_year(hit) or _running_year(hit)
    if unit == "W":
        return _week(hit)
    return _last_quarter(hit) if unit == "Q" else None


def _week(hit: Hit) -> Sense | None:
    """ "for the week", "the week's losses": the week of the day last named, or the running one."""
    follow, named = hit.context.after(hit.stop), hit.context.named
    told = follow is not None and follow.lower in time_words().telling_followers
    possessive = follow is not None and follow.lower in "'’"
    if told or (hit.context.before(hit.at) != "for" and not possessive):
        return None
    if named is not None and named.precision == "day" and named.first is not None:
        return sense_of(cal.week_period(named.first), "relative")
    return sense_of(cal.shift(hit.anchor, 0, "W") or unknown_period("W"), "relative")


def latest_period(hit: Hit) -> Sense | None:
    """ "the latest period": the quarter that a report of figures is about."""
    word = hit.context.words[hit.context.items[hit.match.start("x")].first].lower
    return _last_quarter(hit) if word == "latest" else None


def _last_quarter(hit: Hit) -> Sense | None:
    """The quarter last named, or the one just past."""
    named = hit.context.named
    if named is not None and named.precision == "quarter" and named.first is not None:
        quarter = (named.first.month + 2) // 3
        return sense_of(cal.quarter_period(named.first.year, quarter), "relative")
    return sense_of(cal.shift(hit.anchor, -1, "Q") or unknown_period("Q"), "relative")


def _weekend(hit: Hit) -> Sense | None:
    """ "the weekend": the last one, the running one, or the coming one if the words say so."""
    here = hit.anchor.date
    if here is None:
        return sense_of(unknown_period("WE"), "relative")
    ahead = hit.direction() > 0 or here.isoweekday() >= 6
    when = here if ahead else here - timedelta(days=7)
    return sense_of(cal.weekend_period(when), "relative")


def _running_year(hit: Hit) -> Sense | None:
    """ "for the year", "the full year": the running one; in its first weeks, the one before."""
    book, anchor = time_words(), hit.anchor
    follow = hit.context.after(hit.stop)
    if follow is not None and follow.lower in book.telling_followers:
        return None
    lead = hit.context.before(hit.at)
    share = lead == "of" and hit.context.before(hit.at, 2) in book.shares_of_year
    if hit.item("f") is None and lead not in book.running_year_leads and not share:
        return None
    if anchor.year is None:
        return sense_of(unknown_period("Y"), "relative")
    past = anchor.month is not None and anchor.month <= 2 and hit.direction() < 0
    return sense_of(cal.year_period(anchor.year - past), "relative")


def _ended_year(hit: Hit) -> Sense | None:
    """ "the year ended Sept. 30": twelve months up to the date behind it."""
    follow = hit.context.after(hit.stop)
    if follow is None or follow.lower not in time_words().year_closers:
        return None
    match = _CLOSING.match(hit.context.codes, hit.stop)
    if match is None:
        return None
    items = hit.context.items
    month = int(items[match.start("m")].number or 1)
    day = int(items[match.start("d")].number or 1) if match["d"] else None
    year: int | None = int(items[match.start("y")].number or 0) if match["y"] else None
    if year is None:
        year = _year_of_end(hit, month, day, follow.lower)
    end = cal.day_period(year, month, day) if day else cal.month_period(year, month)
    if end is None or end.last is None or end.last.year < 2:
        return sense_of(unknown_period("Y"), "relative")
    first = (cal.back(end.last, 1, "Y") or end.last) + timedelta(days=1)
    return Sense("DURATION", "P1Y", first, end.last, "year", "relative")


def _year_of_end(hit: Hit, month: int, day: int | None, verb: str) -> int | None:
    """The year of the date that ends a year: the last such for "ended", the next for "ending"."""
    anchor = hit.anchor
    if anchor.year is None or anchor.month is None:
        return None
    passed = (month, day or 0) <= (anchor.month, anchor.day or 31)
    if verb == "ending":
        return anchor.year + passed
    return anchor.year if passed else anchor.year - 1


def year_earlier(hit: Hit) -> Sense | None:
    """ "year-earlier", "the year-ago quarter": the year before the published date's, or the same
    quarter of it where the text speaks of a quarter.
    """
    sense = same_quarter(hit, 1) or sense_of(
        cal.shift(hit.anchor, -1, "Y") or unknown_period("Y"), "relative"
    )
    return replace(sense, compared=True) if sense else None


def period_of_year(hit: Hit) -> Sense | None:
    """ "the 1988 period", "last year's quarter": that of the quarter last named; a period is the
    whole year where none is.
    """
    (year, basis), named = year_of(hit), hit.context.named
    if year is None or hit.key("u") not in ("period", "Q"):
        return None
    if named is not None and named.precision == "quarter" and named.first is not None:
        period = cal.quarter_period(year, (named.first.month + 2) // 3)
    elif hit.key("u") == "period":
        period = cal.year_period(year)
    else:
        past = cal.shift(hit.anchor, -1, "Q")
        if past is None or past.first is None:
            return None
        period = cal.quarter_period(year, (past.first.month + 2) // 3)
    sense = sense_of(period, basis)
    return replace(sense, compared=True) if sense else None


def quarter_of_year_before(hit: Hit) -> Sense | None:
    """ "the year-ago third quarter"."""
    number = hit.number("o") or 0
    if hit.key("u") != "Q" or not 1 <= number <= 4 or hit.anchor.year is None:
        return None
    sense = sense_of(cal.quarter_period(hit.anchor.year - 1, number), "relative")
    return replace(sense, compared=True) if sense else None


def last_quarter_of(hit: Hit) -> Sense | None:
    """ "the last quarter of 2023"."""
    word = hit.context.words[hit.context.items[hit.match.start("x")].first].lower
    if hit.key("u") != "Q" or word != "last":
        return None
    return sense_of(cal.quarter_period(hit.number("y"), 4))


def part_of_month(hit: Hit) -> Sense | None:
    """ "the first week of June", "the second half of May", "the last days of July"."""
    month, number = month_sense(hit), hit.number("o") or 0
    last = hit.context.words[hit.context.items[hit.match.start("o")].first].lower == "last"
    if month is None or hit.key("u") not in ("W", "D", "") or (hit.code("o") == "L" and not last):
        return None
    if month.first is None or month.last is None:
        return month
    if hit.item("h") is not None:
        middle = month.first + timedelta(days=15)
        half = replace(month, last=middle - timedelta(days=1))
        return {1: half, 2: replace(month, first=middle)}.get(number)
    if hit.code("u") == "u":
        return narrowed(month, "end" if last else "start") if last or number == 1 else None
    length = 7 if hit.key("u") == "W" else 1
    if last:
        return _stretch(month, month.last - timedelta(days=length - 1), length)
    return _stretch(month, month.first + timedelta(days=length * min(number - 1, 31)), length)


def _stretch(month: Sense, first: date, length: int) -> Sense | None:
    """Some days of a month: a week keeps the month's value, a day has its own."""
    if month.first is None or month.last is None or not month.first <= first <= month.last:
        return None
    if length == 1:
        return sense_of(cal.date_period(first), month.basis)
    last = min(first + timedelta(days=length - 1), month.last)
    return replace(month, first=first, last=last, precision="week")


def first_units(hit: Hit) -> Sense | None:
    """ "the first nine months"; where the year stands behind them, also when they were."""
    sense = duration_sense(hit)
    match = _OF_YEAR.match(hit.context.codes, hit.stop)
    months = (hit.number("n") or 0) * {"M": 1, "Q": 3}.get(hit.key("u"), 0)
    if sense is None or match is None or hit.number("o") != 1 or not 1 < months < 12:
        return sense
    year = int(hit.context.items[match.start("y")].number or 0) if match["y"] else None
    if year is None and hit.anchor.year is not None:
        year = hit.anchor.year - (match["r"] == "L")
    if year is None:
        return sense
    end = cal.month_period(year, months).last
    return replace(sense, first=date(year, 1, 1), last=end) if end else sense


def end_of_year(hit: Hit) -> Sense | None:
    """ "year-end", "mid-year"."""
    part = hit.key("b") or hit.key("q")
    if part not in ("end", "mid") or hit.key("u") not in ("", "Y"):
        return None
    period = cal.shift(hit.anchor, 0, "Y") or unknown_period("Y")
    return narrowed(sense_of(period, "relative"), part)


def week_of(hit: Hit) -> Sense | None:
    """ "the week of June 17"."""
    day = day_sense(hit)
    if hit.key("u") not in ("W", "WE") or day is None:
        return None
    if day.first is None:
        return Sense("DATE", unknown_period(hit.key("u")).value, precision="week", basis=day.basis)
    if hit.key("u") == "WE":
        return sense_of(cal.weekend_period(day.first), day.basis)
    return sense_of(cal.week_period(day.first), day.basis)
