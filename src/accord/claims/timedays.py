"""Makers of the grammar of times: days, months, weekdays, parts of the day, clock times."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from accord.claims import calendar as cal
from accord.claims.calendar import Period
from accord.claims.timesense import (
    Hit,
    Sense,
    counts,
    has_year,
    narrowed,
    part_named,
    sense_of,
    year_of,
)
from accord.claims.timetense import lead_is, told_surely
from accord.codebooks.times import time_words

_SOON = 2
"""Months up to which a bare month is the nearer one, if no verb close by says otherwise: who means
the one ten or eleven months away says "last" or "next".
"""


def year_for_day(hit: Hit, month: int, day: int) -> int | None:
    """The year of a month and day without one: the occurrence that the words or nearness choose."""
    anchor = hit.anchor
    if anchor.year is None:
        return None
    if anchor.month is None:
        return None
    if anchor.day is None:
        return _year_for_month(hit, month)
    here = anchor.date
    assert here is not None
    if day > cal.days_in(None, month):
        return None
    ordinal = here.toordinal()
    dates = {
        year: date(year, month, min(day, cal.days_in(year, month))).toordinal() - ordinal
        for year in (here.year - 1, here.year, here.year + 1)
        if 1 <= year <= 9990
    }
    way = hit.direction()
    if way < 0:
        dates = {year: gap for year, gap in dates.items() if gap <= 45}
    elif way > 0:
        dates = {year: gap for year, gap in dates.items() if gap >= -45}
    return min(dates, key=lambda year: (abs(dates[year]), year)) if dates else None


def _near_way(hit: Hit, gap: int, way: int) -> int:
    """The direction of a month that is `gap` months ahead in the calendar year."""
    items = hit.context.items
    sure = told_surely(hit.context.words, items[hit.at].first, items[hit.stop - 1].stop)
    if way <= 0 and 0 < gap % 12 <= _SOON and sure >= 0:
        return 1
    if way >= 0 and 0 < -gap % 12 <= _SOON and sure <= 0:
        return -1
    return way


def _year_for_month(hit: Hit, month: int) -> int | None:
    """The year of a bare month: the last one, or the next where the words look ahead."""
    anchor = hit.anchor
    if anchor.year is None or anchor.month is None:
        return None
    lead = hit.context.before(hit.at)
    book = time_words()
    way = hit.direction()
    if (lead in book.until_words or lead in book.by_words) and not hit.context.perfect(hit.at):
        way = 1
    if lead in book.since_words:
        way = -1
    if lead not in book.since_words:
        way = _near_way(hit, month - anchor.month, way)
    if way > 0:
        return anchor.year if month >= anchor.month else anchor.year + 1
    return anchor.year if month <= anchor.month else anchor.year - 1


def day_sense(hit: Hit) -> Sense | None:
    """ "June 19th", "19 June 2024", "Friday, Oct. 23", "June 19 last year"."""
    month, day = hit.number("m"), hit.number("d")
    if month is None or day is None:
        return None
    last = hit.code("d") == "D" and hit.match.end("d") == hit.stop
    definite = hit.context.before(hit.at) in time_words().determiners
    if last and not definite and counts(hit.context.after(hit.stop)):
        return None
    if has_year(hit):
        year, basis = year_of(hit)
    else:
        year = _known_year(hit, month, day) or year_for_day(hit, month, day)
        if hit.item("x") is not None:
            year = _month_year(hit, month)
        basis = "stated" if year is None else "relative"
    sense = sense_of(cal.day_period(year, month, day), basis)
    part = hit.item("p")
    return _with_part_of_day(sense, part.key) if sense and part else sense


def _known_year(hit: Hit, month: int, day: int) -> int | None:
    """The year of a day that the word behind it makes known: "the Sept. 11 attacks"."""
    follow, here = hit.context.after(hit.stop), hit.anchor.date
    if follow is None:
        return None
    for known in time_words().known_days:
        same = (known.month, known.day) == (month, day) and follow.lower in known.followers
        if same and (here is None or here > date(known.year, month, day)):
            return known.year
    return None


def days_sense(hit: Hit) -> Sense | None:
    """ "June 18-19": one expression for a run of days in a month."""
    month, one, two = hit.number("m"), hit.number("d"), hit.number("e")
    if month is None or one is None or two is None or two <= one:
        return None
    if has_year(hit):
        year, basis = year_of(hit)
    else:
        year = year_for_day(hit, month, two)
        basis = "stated" if year is None else "relative"
    first, last = cal.day_period(year, month, one), cal.day_period(year, month, two)
    if first is None or last is None:
        return None
    value = f"{first.value}/{last.value}"
    return Sense("DATE", value, first.first, last.last, "day", basis)


def _counts_after(hit: Hit) -> bool:
    """True if what looks like the year of a date counts the noun after it."""
    if hit.item("y") is None or hit.match.end("y") != hit.stop:
        return False
    comma = hit.context.codes[hit.match.start("y") - 1] == ","
    return comma and hit.item("d") is None and counts(hit.context.after(hit.stop))


def month_sense(hit: Hit) -> Sense | None:
    """ "June 2024", "September", "early June", "last September", "June last year"."""
    month = hit.number("m")
    if month is None or _counts_after(hit):
        return None
    if has_year(hit):
        year, basis = year_of(hit)
    else:
        year = _month_year(hit, month)
        basis = "stated" if year is None and not hit.item("x") else "relative"
    return narrowed(sense_of(cal.month_period(year, month), basis), part_named(hit))


def _month_year(hit: Hit, month: int) -> int | None:
    """The year of a month after "last", "next", "this", or alone."""
    anchor, way = hit.anchor, hit.code("x")
    if not way:
        return _year_for_month(hit, month)
    if anchor.year is None:
        return None
    named, word = hit.context.named, hit.context.words[_first_of(hit, "x")].lower
    if word in time_words().named_words and named is not None and named.first is not None:
        year, passed = named.first.year, month < named.first.month
        if named.precision == "year":
            return year + 1 if way == "X" else year - 1
        if way == "L":
            return year if passed else year - 1
        return year if month > named.first.month else year + 1
    if way == "t":
        return anchor.year
    if anchor.month is None:
        return None
    if way == "L":
        return anchor.year if month < anchor.month else anchor.year - 1
    return anchor.year if month > anchor.month else anchor.year + 1


def day_of_named_month(hit: Hit) -> Sense | None:
    """ "the 19th": a day of the month last named, or of the anchor's month."""
    named, day = hit.context.named, hit.number("d")
    if named is None or named.first is None or day is None or not 1 <= day <= 31:
        return None
    listed = hit.at >= 3 and hit.context.codes[hit.at - 3 : hit.at] in ("MDn", "MOn", "MDk", "MOk")
    ordinal = hit.code("d") == "O" and hit.context.before(hit.at) == "on"
    follow = hit.context.after(hit.stop)
    bare = follow is None or follow.kind != "letters" or follow.lower in ("in", "at", "when", "as")
    if named.precision not in ("day", "month") or not bare or not (listed or ordinal):
        return None
    return sense_of(cal.day_period(named.first.year, named.first.month, day), "relative")


def iso_sense(hit: Hit) -> Sense | None:
    """ "2024-06-19" and slashed dates."""
    moment = cal.read_moment(hit.key("i"))
    if moment.year is None:
        return None
    if moment.month is None or moment.day is None:
        return sense_of(cal.year_period(moment.year))
    return sense_of(cal.day_period(moment.year, moment.month, moment.day))


def weekday_sense(hit: Hit) -> Sense | None:
    """ "Tuesday", "last Friday", "Friday morning", "Monday of next week"."""
    weekday = hit.number("w")
    named = hit.context.before(hit.at) in time_words().named_weekday_leads
    if weekday is None or (named and hit.context.words[_first(hit) - 1].text[0].isupper()):
        return None
    here = hit.anchor.date
    part = hit.item("p")
    if here is None:
        sense: Sense | None = Sense("DATE", f"XXXX-WXX-{weekday}", basis="relative")
    else:
        sense = sense_of(cal.date_period(_weekday_date(hit, here, weekday)), "relative")
    return _with_part_of_day(sense, part.key) if sense and part else sense


def _first(hit: Hit) -> int:
    """The first word of a match."""
    return hit.context.items[hit.at].first


def _first_of(hit: Hit, name: str) -> int:
    """The first word of a named group."""
    return hit.context.items[hit.match.start(name)].first


def _weekday_date(hit: Hit, here: date, weekday: int) -> date:
    """The weekday that is meant, seen from `here`."""
    since = (here.isoweekday() - weekday) % 7
    if hit.item("k") is not None:
        weeks = {"L": -7, "X": 7}.get(hit.code("k"), 0)
        return here - timedelta(days=here.isoweekday() - weekday) + timedelta(days=weeks)
    way = hit.code("x")
    if way in ("L", "X") and (named := _named_day(hit)) is not None:
        gap = (named.isoweekday() - weekday) % 7
        return named - timedelta(days=gap or 7) if way == "L" else named + timedelta(days=7 - gap)
    if way == "L":
        return here - timedelta(days=since or 7)
    if way == "X":
        return here + timedelta(days=(7 - since) if since else 7)
    if way == "t":
        return here + timedelta(days=(7 - since) % 7)
    # "Wednesday's ruling" is spoken of as known; the verb beside it has its own time.
    follow = hit.context.after(hit.stop)
    known = follow is not None and follow.lower in "'’"
    if since and _weekday_way(hit, known) > 0:
        return here + timedelta(days=(7 - since) % 7)
    return here - timedelta(days=since)


def _named_day(hit: Hit) -> date | None:
    """The day last named, for "the previous Friday", which is not counted from today."""
    word = hit.context.words[_first_of(hit, "x")].lower
    named = hit.context.named
    if word not in time_words().named_words or named is None or named.precision != "day":
        return None
    return named.first


def _weekday_way(hit: Hit, known: bool) -> int:
    """-1 for the weekday that was, 1 for the one to come, 0 where the words do not say.

    `known` is true for a weekday whose verb is not its own ("Wednesday's ruling").
    """
    book, words = time_words(), hit.context.words
    first = _first(hit)
    lead = hit.context.lead(hit.at)
    if lead in book.since_words:
        return -1
    if lead_is(words, first, book.ahead_leads):
        return 1
    if lead in book.until_words:
        near = {word.lower for word in words[max(0, first - 6) : first]}
        return -1 if near & book.lasting_verbs or hit.context.perfect(hit.at) else 1
    return 0 if known else hit.direction()


def _with_part_of_day(sense: Sense, code: str) -> Sense:
    """A day with "morning" and so on: a TIME."""
    if "T" in sense.value:
        return sense
    return replace(sense, type="TIME", value=f"{sense.value}T{code}")


def reference_sense(hit: Hit) -> Sense | None:
    """ "now", "today", "yesterday", "recently", "the future", "yesterday morning"."""
    key = hit.key("r")
    here = hit.anchor.date
    if key in ("past", "present", "future"):
        value = f"{key.upper()}_REF"
        return Sense("DATE", value, None, None, "interval", "relative")
    if key == "tonight":
        period = cal.date_period(here) if here else Period("XXXX-XX-XX", None, None, "day")
        sense = sense_of(period, "relative")
        return _with_part_of_day(sense, "NI") if sense else None
    step = int(key.split()[1])
    if here is None or not 1 < here.toordinal() + step < 3_600_000:
        period = Period("XXXX-XX-XX", None, None, "day")
    else:
        period = cal.date_period(here + timedelta(days=step))
    sense = sense_of(period, "relative")
    part = hit.item("p")
    return _with_part_of_day(sense, part.key) if sense and part else sense


def the_past(hit: Hit) -> Sense | None:
    """ "the past", alone."""
    if hit.context.words[hit.context.items[hit.stop - 1].first].lower != "past":
        return None
    follow = hit.context.after(hit.stop)
    if (
        follow is not None
        and follow.kind == "letters"
        and follow.lower not in time_words().past_followers
    ):
        return None
    return Sense("DATE", "PAST_REF", precision="interval", basis="relative")


def part_of_this_day(hit: Hit) -> Sense | None:
    """ "this morning", "last night", "the next morning"."""
    here = hit.anchor.date
    way, code = hit.code("x"), hit.key("p")
    if way == "X" or way == "G":
        named = hit.context.named
        here = named.first if named and named.precision == "day" else None
    if here is None:
        return Sense("TIME", f"XXXX-XX-XXT{code}", basis="relative")
    step = {"L": -1, "X": 1}.get(way, 0)
    sense = sense_of(cal.date_period(here + timedelta(days=step)), "relative")
    return _with_part_of_day(sense, code) if sense else None


def part_of_named_day(hit: Hit) -> Sense | None:
    """ "mid-afternoon", "in the morning": of the day last named."""
    lead, follow = hit.context.before(hit.at), hit.context.after(hit.stop)
    if follow is not None and follow.lower == "of":
        if hit.context.codes[hit.stop + 1 : hit.stop + 2] not in ("M", "W", "R", "D", "O"):
            return None
    elif hit.item("q") is None and lead != "in":
        return None
    return _at_clock(hit, hit.key("p"))


def hour_of_part(hit: Hit) -> Sense | None:
    """ "4 in the morning", "10 at night"."""
    hour, part = hit.number("c") or 0, hit.key("p")
    if hit.context.before(hit.at) not in time_words().clock_leads or not 1 <= hour <= 12:
        return None
    late = part in ("AF", "EV") or (part == "NI" and hour >= 6)
    hour = hour % 12 + (12 if late else 0)
    return _at_clock(hit, f"{hour:02}:00")


def clock_sense(hit: Hit) -> Sense | None:
    """ "3am local time": the day is the last one named in the paragraph, inferred; else unknown."""
    return _at_clock(hit, hit.key("c"))


def _at_clock(hit: Hit, clock: str) -> Sense:
    """A time of day on the day last named."""
    day = hit.context.day_near(hit.at)
    if day is None:
        return Sense("TIME", f"XXXX-XX-XXT{clock}", clock=clock)
    return Sense("TIME", f"{day.isoformat()}T{clock}", day, day, "day", "inferred", clock=clock)
