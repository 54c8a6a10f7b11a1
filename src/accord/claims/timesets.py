"""Makers of the grammar of times: repeated times, holidays, named periods."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from accord.claims import calendar as cal
from accord.claims.calendar import Period
from accord.claims.timedays import year_for_day
from accord.claims.timesense import Hit, Sense, has_year, part_named, sense_of, year_of
from accord.claims.timespans import span_value
from accord.codebooks.times import time_words


def set_word(hit: Hit) -> Sense | None:
    """ "daily", "annually"; not in a name ("The Daily Beast") nor as a noun ("the daily Post")."""
    follow = hit.context.after(hit.stop)
    if follow is not None and follow.kind == "letters" and follow.text[0].isupper():
        return None
    return Sense("SET", hit.key("d"), precision="interval")


def every_sense(hit: Hit) -> Sense | None:
    """ "every week", "each Thursday", "every two years", "every July", "every morning"."""
    if hit.item("u") is not None:
        amount = hit.amount("n") if hit.item("n") is not None else 1.0
        if hit.item("o") is not None:
            amount = hit.amount("o")
        return Sense("SET", span_value(amount, hit.key("u")), precision="interval")
    if hit.item("w") is not None:
        tail = f"T{hit.key('p')}" if hit.item("p") is not None else ""
        return Sense("SET", f"XXXX-WXX-{hit.number('w')}{tail}", precision="interval")
    if hit.item("m") is not None:
        return Sense("SET", f"XXXX-{hit.number('m'):02}", precision="interval")
    if hit.item("s") is not None:
        return Sense("SET", f"XXXX-{hit.key('s')}", precision="interval")
    return Sense("SET", f"XXXX-XX-XXT{hit.key('p')}", precision="interval")


def every_other(hit: Hit) -> Sense | None:
    """ "every other day"."""
    if hit.context.words[hit.context.items[hit.at + 1].first].lower != "other":
        return None
    return Sense("SET", span_value(2.0, hit.key("u")), precision="interval")


def weekdays(hit: Hit) -> Sense | None:
    """ "Tuesday nights", "Mondays": a set."""
    tail = f"T{hit.key('p')}" if hit.item("p") is not None else ""
    return Sense("SET", f"XXXX-WXX-{hit.number('w')}{tail}", precision="interval")


def holiday_sense(hit: Hit) -> Sense | None:
    """A day of the calendar with a name, with or without its year."""
    item = hit.item("h")
    if item is None:
        return None
    holiday = time_words().holidays[int(item.key)]
    if has_year(hit):
        year, basis = year_of(hit)
    else:
        basis = "relative"
        year = hit.anchor.year
        if year is not None and not 2 <= year <= 9980:
            return None
        if year is not None:
            when = cal.holiday_date(holiday, year)
            fixed = _year_for_holiday(hit, when.month, when.day)
            year = fixed
    if year is None or not 1583 <= year <= 9990:
        if holiday.month is not None and holiday.day is not None:
            return sense_of(cal.day_period(None, holiday.month, holiday.day))
        return Sense("DATE", "XXXX-XX-XX", basis="relative")
    return sense_of(cal.date_period(cal.holiday_date(holiday, year)), basis)


def _year_for_holiday(hit: Hit, month: int, day: int) -> int | None:
    """The year of a holiday: as for any day; before or after by "last" and "next"."""
    way, here = hit.code("x"), hit.anchor.date
    if way and here is not None:
        passed = (month, day) < (here.month, here.day)
        if way == "L":
            return here.year if passed else here.year - 1
        if way == "X":
            return here.year + 1 if passed else here.year
        return here.year
    return year_for_day(hit, month, day)


def named_period(hit: Hit) -> Sense | None:
    """ "the Cold War", "the end of the Korean War"."""
    item = hit.item("j")
    if item is None:
        return None
    period = time_words().periods[int(item.key)]
    first, last = date.fromisoformat(period.first), date.fromisoformat(period.last)
    part = part_named(hit)
    if part == "start":
        return replace(_sure(cal.year_period(first.year)), first=first, last=first)
    if part == "end":
        return replace(_sure(cal.year_period(last.year)), first=last, last=last)
    if first == last:
        return replace(_sure(cal.date_period(first)), ended=True)
    value = f"{first.year}/{last.year}"
    return Sense("DATE", value, first, last, "interval", "stated", ended=True)


def _sure(period: Period) -> Sense:
    """A stated period."""
    return Sense("DATE", period.value, period.first, period.last, period.precision)
