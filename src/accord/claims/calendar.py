"""Periods of the calendar as TIMEX3 values and intervals of days.

A `Moment` is a date of which any part may be unknown; a `Period` is what an expression denotes:
its value (ISO 8601 as ISO-TimeML has it, X for what is unknown), the first and last day where they
are known, and its precision. Seasons are meteorological ones of the northern hemisphere, a winter
being that of the year in which it begins.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from accord.codebooks.times import Holiday
from accord.model import Precision

_ISO = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?(?:T.{0,40})?")
_SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


@dataclass(frozen=True, slots=True)
class Moment:
    """A year, a month of it, a day of that: each None where it is not known."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    @property
    def date(self) -> date | None:
        """The day, if all parts are known."""
        if self.year is None or self.month is None or self.day is None:
            return None
        return date(self.year, self.month, self.day)


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of the calendar. `first` and `last` are inclusive, None where not known."""

    value: str
    first: date | None
    last: date | None
    precision: Precision


def read_moment(iso: str | None) -> Moment:
    """Parse "2024-06-22", "2024-06", "2024" (a time of day may follow); unknown for all else."""
    match = _ISO.fullmatch(iso.strip()) if iso else None
    if match is None:
        return Moment()
    year, month, day = (int(part) if part else None for part in match.groups())
    if year is None or not 2 <= year <= 9998 or (month is not None and not 1 <= month <= 12):
        return Moment()
    if day is not None and month is not None and not 1 <= day <= days_in(year, month):
        return Moment(year, month)
    return Moment(year, month, day)


def days_in(year: int | None, month: int) -> int:
    """Days of a month; February has 29 where the year is not known."""
    return calendar.monthrange(year or 2000, month)[1]


def year_period(year: int | None) -> Period:
    """A calendar year."""
    if year is None or not 1 <= year <= 9998:
        return Period("XXXX", None, None, "year")
    return Period(f"{year:04}", date(year, 1, 1), date(year, 12, 31), "year")


def month_period(year: int | None, month: int | None) -> Period:
    """A calendar month."""
    if month is None:
        shown = "XXXX" if year is None else f"{year:04}"
        return Period(f"{shown}-XX", None, None, "month")
    if year is None or not 1 <= year <= 9998:
        return Period(f"XXXX-{month:02}", None, None, "month")
    last = date(year, month, days_in(year, month))
    return Period(f"{year:04}-{month:02}", date(year, month, 1), last, "month")


def day_period(year: int | None, month: int, day: int) -> Period | None:
    """A day; None if there is no such day ("February 30")."""
    if not 1 <= day <= days_in(year, month):
        return None
    if year is None or not 1 <= year <= 9998:
        return Period(f"XXXX-{month:02}-{day:02}", None, None, "day")
    when = date(year, month, day)
    return Period(when.isoformat(), when, when, "day")


def date_period(when: date) -> Period:
    """A known day."""
    return Period(when.isoformat(), when, when, "day")


def week_period(when: date) -> Period:
    """The ISO week that holds `when`, Monday to Sunday."""
    year, week, weekday = when.isocalendar()
    first = when - timedelta(days=weekday - 1)
    return Period(f"{year:04}-W{week:02}", first, first + timedelta(days=6), "week")


def weekend_period(when: date) -> Period:
    """Saturday and Sunday of the ISO week that holds `when`."""
    week = week_period(when)
    assert week.first is not None and week.last is not None
    return Period(f"{week.value}-WE", week.first + timedelta(days=5), week.last, "day")


def quarter_period(year: int | None, quarter: int) -> Period:
    """A quarter of a calendar year, 1 to 4."""
    return _months(year, 3 * quarter - 2, 3, f"Q{quarter}", "quarter")


def half_period(year: int | None, half: int) -> Period:
    """A half of a calendar year, 1 or 2."""
    return _months(year, 6 * half - 5, 6, f"H{half}", "season")


def season_period(year: int | None, code: str) -> Period:
    """A season by its TIMEX3 code (SP, SU, FA, WI); a winter ends in the next year."""
    return _months(year, _SEASON_MONTHS[code], 3, code, "season")


def _months(year: int | None, month: int, count: int, code: str, precision: Precision) -> Period:
    """`count` months from `month` on, shown as `code`."""
    if year is None or not 1 <= year <= 9997:
        return Period(f"XXXX-{code}", None, None, precision)
    last_year, last_month = _shift(year, month, count - 1)
    last = date(last_year, last_month, days_in(last_year, last_month))
    return Period(f"{year:04}-{code}", date(year, month, 1), last, precision)


def decade_period(year: int | None) -> Period:
    """The decade that holds `year` ("199X")."""
    if year is None or not 10 <= year <= 9980:
        return Period("XXXX", None, None, "decade")
    first = year // 10 * 10
    return Period(f"{first // 10:03}X", date(first, 1, 1), date(first + 9, 12, 31), "decade")


def century_period(number: int) -> Period | None:
    """The nth century, 1900 to 1999 for the 20th ("19XX")."""
    if not 1 < number <= 90:
        return None
    first = (number - 1) * 100
    return Period(f"{number - 1:02}XX", date(first, 1, 1), date(first + 99, 12, 31), "interval")


def _shift(year: int, month: int, count: int) -> tuple[int, int]:
    """(year, month) `count` months on."""
    index = year * 12 + month - 1 + count
    return index // 12, index % 12 + 1


def shift(moment: Moment, count: int, unit: str) -> Period | None:
    """The period of `unit` that lies `count` units from `moment`, as precise as the unit.

    None where the moment is not known well enough or the calendar ends.
    """
    if abs(count) > 9000:
        return None
    year, month, when = moment.year, moment.month, moment.date
    if unit in ("D", "W", "2W", "WE"):
        days = {"D": 1, "2W": 14}.get(unit, 7) * count
        if when is None or not 10 < when.toordinal() + days < 3_600_000:
            return None
        there = when + timedelta(days=days)
        if unit == "D":
            return date_period(there)
        return weekend_period(there) if unit == "WE" else week_period(there)
    if year is None:
        return None
    if unit in ("M", "Q"):
        return _shift_months(year, month, count, unit)
    target = year + count * {"Y": 1, "DE": 10, "CE": 100, "ML": 1000}.get(unit, 10_000)
    if not 1 <= target <= 9990:
        return None
    return year_period(target)


def _shift_months(year: int, month: int | None, count: int, unit: str) -> Period | None:
    """A month or quarter `count` months or quarters away."""
    if month is None:
        return None
    if unit == "M":
        there = _shift(year, month, count)
        return month_period(*there) if 1 <= there[0] <= 9990 else None
    index = year * 4 + (month - 1) // 3 + count
    return quarter_period(index // 4, index % 4 + 1) if 4 <= index < 39_000 else None


def back(when: date, count: float, unit: str) -> date | None:
    """The day `count` units before `when` (after it, if negative): for "the past three months"."""
    if abs(count) > 2000:
        return None
    months = {"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200}.get(unit)
    if months is None:
        days = {"D": 1.0, "W": 7.0, "2W": 14.0, "WE": 7.0, "TH": 1 / 24}.get(unit)
        there = when.toordinal() - round(count * days) if days else 0
        return date.fromordinal(there) if 1 <= there <= 3_600_000 else None
    year, month = _shift(when.year, when.month, -round(count * months))
    if not 1 <= year <= 9990:
        return None
    return date(year, month, min(when.day, days_in(year, month)))


def easter(year: int) -> date:
    """Western Easter Sunday (the anonymous Gregorian computus, as in Meeus, Astronomical
    Algorithms, 2nd edition, ch. 8).
    """
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)


def holiday_date(holiday: Holiday, year: int) -> date:
    """The day of a holiday in a year."""
    if holiday.easter is not None:
        return easter(year) + timedelta(days=holiday.easter)
    month = holiday.month or 1
    if holiday.weekday is None or holiday.nth is None:
        return date(year, month, holiday.day or 1)
    if holiday.nth < 0:
        last = date(year, month, days_in(year, month))
        return last - timedelta(days=(last.isoweekday() - holiday.weekday) % 7)
    first = date(year, month, 1)
    ahead = (holiday.weekday - first.isoweekday()) % 7
    return first + timedelta(days=ahead + 7 * (holiday.nth - 1))
