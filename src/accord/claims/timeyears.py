"""Makers of the grammar of times: years, decades, centuries, seasons, quarters."""

from __future__ import annotations

from accord.claims import calendar as cal
from accord.claims.calendar import Period
from accord.claims.timesense import (
    Context,
    Hit,
    Sense,
    counts,
    has_year,
    narrowed,
    part_named,
    sense_of,
    year_of,
)
from accord.claims.words import BREAK, Word
from accord.codebooks.times import time_words


def year_sense(hit: Hit) -> Sense | None:
    """A bare year, where the words around say that it is one."""
    year = hit.number("y")
    if year is None:
        return None
    if not (part_named(hit) or hit.item("f")) and not _is_year(hit.context, hit.at, hit.stop, year):
        return None
    return narrowed(sense_of(cal.year_period(year)), part_named(hit))


def _is_year(context: Context, at: int, stop: int, year: int) -> bool:
    """Whether a four-digit figure is a year, by the words before and after it."""
    book = time_words()
    before, after = context.before(at), context.after(stop)
    item = context.items[at]
    if context.words[item.first].kind == "letters":
        return True
    previous = context.words[item.first - 1] if item.first else None
    if previous is not None and previous.touches(context.words[item.first]):
        return previous.lower in "([-–—/\"'“‘'`" and 1900 <= year <= 2099
    if before in book.name_leads:
        return False
    counted = counts(after)
    if before in book.year_leads:
        return not counted if before in book.weak_year_leads or year < 1800 else True
    if not 1900 <= year <= 2099 or _unit_follows(after):
        return False
    if before in book.determiners:
        return after is not None and after.kind == "letters"
    if after is not None and after.kind == "letters":
        return not counted and previous is not None
    return before in (",", "(", ".", "&", "") or (previous is not None and previous.lower == BREAK)


def _unit_follows(after: Word | None) -> bool:
    """True if a unit or scale stands after a figure."""
    if after is None:
        return False
    lower = after.lower
    return lower in time_words().after_amounts or lower in time_words().unit_plurals


def years_sense(hit: Hit) -> Sense | None:
    """ "2014-2019", "2014-15": one expression for a run of years."""
    one, two = hit.number("y"), hit.number("z")
    if one is None or two is None:
        return None
    if hit.code("z") != "Y":
        two += one // 100 * 100
        if not hit.context.words[hit.context.items[hit.stop - 1].first].text.isdigit():
            return None
    if not one < two <= one + 200 or not 1500 <= one <= 2100:
        return None
    first, last = cal.year_period(one), cal.year_period(two)
    return Sense("DATE", f"{first.value}/{last.value}", first.first, last.last, "year")


def decade_sense(hit: Hit) -> Sense | None:
    """ "the 1990s", "early 1980s", "the nineties"."""
    return narrowed(sense_of(cal.decade_period(hit.number("k"))), part_named(hit))


def century_sense(hit: Hit) -> Sense | None:
    """ "the 20th century"."""
    if hit.key("u") != "CE":
        return None
    return narrowed(sense_of(cal.century_period(hit.number("o") or 0)), part_named(hit))


def season_sense(hit: Hit) -> Sense | None:
    """ "last autumn", "this summer", "summer 2024", "the winter of 2023", "spring"."""
    code = hit.key("s")
    if hit.item("y") is not None or hit.item("r") is not None:
        year, basis = year_of(hit)
        return narrowed(sense_of(cal.season_period(year, code), basis), part_named(hit))
    if not hit.item("x") and not part_named(hit):
        if hit.context.before(hit.at) not in time_words().season_leads:
            return None
        follow = hit.context.after(hit.stop)
        if follow is not None and follow.lower == "of":
            return None
    return narrowed(sense_of(_near_season(hit, code), "relative"), part_named(hit))


def _near_season(hit: Hit, code: str) -> Period:
    """The season of that name that "last", "this", "next" or the tense chooses."""
    here = hit.anchor.date
    if here is None:
        return cal.season_period(None, code)
    known = [cal.season_period(year, code) for year in range(here.year - 2, here.year + 3)]
    runs = [period for period in known if period.first and period.last]
    way = hit.code("x")
    past = [p for p in runs if p.last and p.last < here]
    begun = [p for p in runs if p.first and p.first <= here]
    ahead = [p for p in runs if p.first and p.first > here]
    if way == "L" and past:
        return past[-1]
    if way == "X" and ahead:
        return ahead[0]
    if way == "t":
        return cal.season_period(here.year, code)
    return (ahead[0] if hit.direction() > 0 else begun[-1]) if begun and ahead else runs[0]


def quarter_sense(hit: Hit) -> Sense | None:
    """ "the third quarter", "Q3 2024", "first quarter of last year", "the first half of 2024"."""
    number, half = hit.number("o"), hit.code("h") == "h" or hit.key("o") == "h"
    if number is None or not 1 <= number <= (2 if half else 4):
        return None
    if hit.context.codes[hit.at] == "T" and "-" in hit.context.codes[hit.at : hit.stop]:
        return None  # The article of "the third-quarter loss" is not the quarter's.
    if not half and hit.item("u") is not None and hit.key("u") != "Q":
        return None
    if has_year(hit):
        year, basis = year_of(hit)
    elif half and hit.item("h") is not None:
        return None
    else:
        year, basis = _quarter_year(hit, number, 6 if half else 3), "relative"
    period = cal.half_period(year, number) if half else cal.quarter_period(year, number)
    return narrowed(sense_of(period, basis), part_named(hit))


def _quarter_year(hit: Hit, number: int, months: int) -> int | None:
    """The year of a bare quarter: the last that has begun, or the next if the words look ahead."""
    anchor = hit.anchor
    if anchor.year is None or anchor.month is None:
        return None
    begun = number * months - months + 1 <= anchor.month
    return anchor.year if begun or hit.direction() > 0 else anchor.year - 1
