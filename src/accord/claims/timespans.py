"""Makers of the grammar of times: units by "this" and "last", durations, "ago" and "later"."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from accord.claims import calendar as cal
from accord.claims.calendar import Moment, Period
from accord.claims.parts import TimexType
from accord.claims.timesense import Hit, Sense, narrowed, part_named, sense_of
from accord.claims.words import Word
from accord.codebooks.times import time_words
from accord.model import Precision


def _unit_value(unit: str) -> tuple[int, str, bool]:
    """(factor, TIMEX3 letter, time of day) of a unit code: a decade is ten years."""
    table = {"DE": (10, "Y"), "CE": (100, "Y"), "ML": (1000, "Y"), "Q": (3, "M"), "2W": (2, "W")}
    factor, letter = table.get(unit, (1, unit.removeprefix("T")))
    return factor, letter, unit.startswith("T")


def unit_precision(unit: str) -> Precision:
    """The precision that a unit allows."""
    table: dict[str, Precision] = {
        "W": "week", "2W": "week", "M": "month", "Q": "quarter", "Y": "year", "DE": "decade",
        "CE": "interval", "ML": "interval",
    }  # fmt: skip
    return table.get(unit, "day")


def span_value(amount: float | None, unit: str) -> str:
    """TIMEX3 value of a duration: "P3M", "PT2H", "PXY", "P2Y6M"."""
    factor, letter, clock = _unit_value(unit)
    lead = "PT" if clock else "P"
    if amount is None:
        return f"{lead}X{unit if unit in ('DE', 'CE', 'Q') else letter}"
    whole, part = divmod(amount * factor, 1)
    smaller = {"Y": (12, "M"), "TH": (60, "M"), "TM": (60, "S")}.get(unit)
    if part and smaller and (rest := round(part * smaller[0], 6)).is_integer():
        return (f"{lead}{whole:.0f}{letter}" if whole else lead) + f"{rest:.0f}{smaller[1]}"
    shown = f"{amount * factor:.10g}"
    return f"{lead}{shown}{letter}"


def this_unit(hit: Hit) -> Sense | None:
    """ "last week", "this year", "next month", "earlier this year", "the end of last month"."""
    book = time_words()
    unit, way = hit.key("u"), hit.code("x")
    step = {"L": -1, "X": 1, "t": 0}[way]
    articled = hit.match.start("x") > hit.at and hit.context.codes[hit.match.start("x") - 1] == "T"
    word = hit.context.words[hit.context.items[hit.match.start("x")].first].lower
    if word in book.named_words:
        return _from_named(hit, step, unit)
    if word == "next" and articled and unit == "D":
        return _from_named(hit, step, unit)
    this = hit.match.start("x") > 0 and hit.context.codes[hit.match.start("x") - 1] == "t"
    if (word == "past" and not this) or (word == "last" and unit.startswith("T")):
        return _past_units(hit, 1.0, unit, -1)
    if word == "coming" and unit != "WE":
        return _past_units(hit, 1.0, unit, 1)
    if (way == "t" and word != "this" and unit == "D") or unit.startswith("T") or unit == "ML":
        return None
    if unit == "CE":
        year = hit.anchor.year
        return sense_of(cal.century_period(year // 100 + 1 + step) if year else None, "relative")
    if unit == "DE":
        year = hit.anchor.year
        return sense_of(cal.decade_period(year + 10 * step if year else None), "relative")
    period = cal.shift(hit.anchor, step, unit) or unknown_period(unit)
    sense = sense_of(period, "relative")
    return relative_part(hit, sense, way) if sense else None


def running_unit(hit: Hit) -> Sense | None:
    """ "the end of the month", "earlier in the week", "later in the day": of the running one."""
    unit = hit.key("u")
    if unit.startswith("T") or unit in ("CE", "ML", "DE"):
        return None
    named = hit.context.named
    if unit == "D" and named is not None and named.precision == "day":
        return _from_named(hit, 0, "D")
    sense = sense_of(cal.shift(hit.anchor, 0, unit) or unknown_period(unit), "relative")
    return relative_part(hit, sense, "t") if sense else None


def relative_part(hit: Hit, sense: Sense, way: str) -> Sense | None:
    """Narrow by "early", "the end of"; by "earlier" and "later" on the anchor's day."""
    when, here = hit.code("a"), hit.anchor.date
    if when and way == "t" and here and sense.first and sense.last and sense.first <= here:
        if when == "e":
            return replace(sense, last=min(here, sense.last))
        return replace(sense, first=here)
    if when:
        return sense
    return narrowed(sense, part_named(hit))


def unknown_period(unit: str) -> Period:
    """A period of a unit of which nothing is known."""
    values: dict[str, str] = {
        "D": "XXXX-XX-XX", "W": "XXXX-WXX", "2W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "M": "XXXX-XX",
        "Q": "XXXX-QX",
    }  # fmt: skip
    return Period(values.get(unit, "XXXX"), None, None, unit_precision(unit))


def _from_named(hit: Hit, step: int, unit: str) -> Sense | None:
    """ "the following year", "the previous day": counted from the date last named."""
    named = hit.context.named
    moment = Moment()
    if named is not None and named.first is not None:
        first = named.first
        fine = named.precision in ("day", "week")
        moment = Moment(first.year, first.month if fine or named.precision == "month" else None,
                        first.day if fine else None)  # fmt: skip
    period = cal.shift(moment, step, unit) or unknown_period(unit)
    return sense_of(period, "relative")


def that_unit(hit: Hit) -> Sense | None:
    """ "that year", "the same day", "later that month": the period that holds the last date."""
    return _from_named(hit, 0, hit.key("u"))


def _past_units(hit: Hit, amount: float | None, unit: str, way: int) -> Sense | None:
    """ "the past three months", "the next two weeks": it ends or begins at the anchor."""
    value = span_value(amount, unit)
    here = hit.anchor.date
    edge = cal.back(here, -way * amount, unit) if here and amount else None
    first, last = (edge, here) if way < 0 else (here, edge)
    if edge is None:
        first = last = None
    return Sense("DURATION", value, first, last, unit_precision(unit), "relative")


def many_units(hit: Hit) -> Sense | None:
    """ "the past three years", "the next few days", "the last two weeks", "recent months"."""
    way = hit.code("x")
    if way == "r":
        return Sense("DURATION", span_value(None, hit.key("u")), precision="interval",
                     basis="relative")  # fmt: skip
    word = hit.context.words[hit.context.items[hit.match.start("x")].first].lower
    if hit.code("x") == "L" and hit.match.start("x") == hit.at and _is_verb(hit, word):
        return None
    if word in time_words().named_words:
        return Sense("DURATION", span_value(hit.amount("n"), hit.key("u")),
                     precision=unit_precision(hit.key("u")))  # fmt: skip
    return _past_units(hit, hit.amount("n"), hit.key("u"), 1 if way == "X" else -1)


def _is_verb(hit: Hit, word: str) -> bool:
    """True for the "last" of "expected to last six weeks"."""
    book, before = time_words(), hit.context.before(hit.at)
    return word == "last" and (before in book.lasting_leads or before in book.modal_cues)


def amount_of(hit: Hit) -> float | None:
    """The number of units: "three", "a", "half a", "a … and a half"; None if vague."""
    head = "n" if hit.item("n") is not None else "g"
    amount = hit.amount(head) if hit.item(head) is not None else 1.0
    extra = hit.amount("h")
    return amount if extra is None or amount is None else amount + extra


def _rated(hit: Hit) -> bool:
    """True behind a number or "twice": "a year" is a rate then."""
    previous = hit.context.words[hit.context.items[hit.at].first - 1] if hit.at else None
    number = previous is not None and previous.kind == "number"
    return number or hit.context.before(hit.at) in time_words().set_leads


def quarter_century(hit: Hit) -> Sense | None:
    """ "a quarter-century", "a quarter of a century"."""
    if (hit.key("q"), hit.key("u")) != ("Q", "CE"):
        return None
    return Sense("DURATION", "P25Y", precision="interval")


def unsure_units(hit: Hit) -> Sense | None:
    """ "a year or two", "three to five weeks": a duration between two lengths, so of none."""
    return Sense("DURATION", span_value(None, hit.key("u")), precision="interval")


def same_quarter(hit: Hit, years: int) -> Sense | None:
    """The quarter last named, so many years before: what "a year ago" compares a quarter with."""
    named = hit.context.named
    if named is None or named.precision != "quarter" or named.first is None:
        return None
    quarter = (named.first.month + 2) // 3
    sense = sense_of(cal.quarter_period(named.first.year - years, quarter), "relative")
    return replace(sense, compared=True) if sense else None


def duration_sense(hit: Hit) -> Sense | None:
    """ "three months", "a year and a half", "two-day", "half an hour"."""
    unit = hit.key("u")
    rest = hit.context.items[hit.stop : hit.stop + 2]
    old = any(hit.context.words[item.first].lower in ("old", "olds") for item in rest)
    if unit == "Q" and hit.code("n") == "A":
        return None
    if hit.code("n") == "Y" and hit.code("u") != "u":
        return None
    if old or hit.context.codes[hit.stop : hit.stop + 2] in ("-e", "-B"):
        return None
    if unit == "D" and _is_some_day(hit):
        return Sense("DATE", "FUTURE_REF", precision="interval", basis="relative")
    return Sense("DURATION", span_value(amount_of(hit), unit), precision=unit_precision(unit))


def _is_some_day(hit: Hit) -> bool:
    """True for the "one day" of "will one day", which is no length."""
    book = time_words()
    one = hit.context.words[hit.context.items[hit.at].first].lower == "one"
    return one and hit.context.before(hit.at) in book.future_cues | book.modal_cues


def age_of_thing(hit: Hit) -> Sense | None:
    """ "the 15-month-old truce", "a decades-old dispute": the length of what lasts.

    The age of a person is a fact about him, and no time.
    """
    words, last = hit.context.words, hit.context.items[hit.stop - 1]
    if words[last.first].lower != "old":
        return None
    head = hit.item("n") or hit.item("g")
    if head is not None and not _ages(words[last.stop : last.stop + 5]):
        return None
    amount = amount_of(hit) if head is not None else None
    return Sense("DURATION", span_value(amount, hit.key("u")), precision="interval")


def _ages(words: list[Word]) -> bool:
    """Whether a noun phrase begins here whose head is a thing that lasts."""
    book = time_words()
    for word, after in pairwise((*words, None)):
        if word is None or word.kind != "letters":
            return False
        if word.lower in book.lasting_things:
            return after is None or after.kind != "letters" or after.lower in book.lasting_followers
        if word.lower in book.lasting_followers:
            return False
    return False


def long_word(hit: Hit) -> Sense | None:
    """ "weeklong", "decadeslong"."""
    return Sense("DURATION", span_value(hit.amount("u"), hit.key("u")), precision="interval")


def long_amount(hit: Hit) -> Sense | None:
    """ "six-month-long"."""
    if hit.context.words[hit.context.items[hit.stop - 1].first].lower != "long":
        return None
    return duration_sense(hit)


def moved_units(hit: Hit) -> Sense | None:
    """ "years ago": some time past; "hours later": a duration of unknown length."""
    if hit.code("w") == "B":
        return Sense("DATE", "PAST_REF", precision="interval", basis="relative")
    return Sense("DURATION", span_value(None, hit.key("u")), precision="interval")


def another_unit(hit: Hit) -> Sense | None:
    """ "another year", "an additional month"; not "the third consecutive month"."""
    if hit.at and hit.context.codes[hit.at - 1] == "O":
        return None
    return duration_sense(hit)


def long_unit(hit: Hit) -> Sense | None:
    """ "day-long", "decades-long"."""
    amount = 1.0 if hit.code("u") != "u" else None
    if hit.context.words[hit.context.items[hit.stop - 1].first].lower != "long":
        return None
    return Sense("DURATION", span_value(amount, hit.key("u")), precision="interval")


def per_unit(hit: Hit) -> Sense | None:
    """ "a year": a rate after a number or "twice" (SET); else a duration."""
    unit = hit.key("u")
    if unit == "Q" and not _rated(hit):
        return None  # "A quarter" is a share.
    if unit == "WE" or hit.context.codes[hit.stop : hit.stop + 2] in ("-e", "-B"):
        return None
    if unit == "TS":
        follow = hit.context.after(hit.stop)
        if follow is not None and follow.kind == "letters":
            return None
    kind: TimexType = "SET" if _rated(hit) else "DURATION"
    return Sense(kind, span_value(1.0, unit), precision=unit_precision(unit))


def bare_units(hit: Hit) -> Sense | None:
    """ "for years", "in weeks": a duration of unknown length after its preposition."""
    if hit.key("u") == "WE":
        return Sense("SET", "XXXX-WXX-WE", precision="interval")
    if hit.context.before(hit.at) not in time_words().duration_leads:
        return None
    return Sense("DURATION", span_value(None, hit.key("u")), precision="interval")


def ago_sense(hit: Hit) -> Sense | None:
    """ "two years ago", "a few days ago", "three weeks from now"."""
    unit, amount = hit.key("u"), amount_of(hit)
    way = 1 if hit.item("f") is not None else -1
    if way < 0 and unit == "Y" and amount == 1 and (quarter := same_quarter(hit, 1)):
        return quarter
    if amount is None or (unit in ("CE", "ML") and amount > 20):
        value = "FUTURE_REF" if way > 0 else "PAST_REF"
        return Sense("DATE", value, precision="interval", basis="relative")
    if unit.startswith("T"):
        unit, amount = "D", 0.0
    count = amount
    if unit in ("DE", "CE"):
        unit, count = "Y", amount * (10 if unit == "DE" else 100)
    if count % 1 and unit == "Y" and hit.anchor.month is not None:
        unit, count = "M", count * 12
    period = cal.shift(hit.anchor, way * int(count), unit) or unknown_period(unit)
    return sense_of(period, "relative")


def earlier_sense(hit: Hit) -> Sense | None:
    """ "two years earlier", "a day later": counted from the date last named."""
    unit, amount = hit.key("u"), amount_of(hit)
    way = -1 if hit.code("w") == "e" else 1
    if way < 0 and unit == "Y" and amount == 1 and (quarter := same_quarter(hit, 1)):
        return quarter
    if amount is None or unit.startswith("T"):
        return Sense("DURATION", span_value(amount, unit), precision=unit_precision(unit))
    if unit in ("DE", "CE"):
        unit, amount = "Y", amount * (10 if unit == "DE" else 100)
    sense = _from_named(hit, way * int(amount), unit)
    if sense is not None and sense.first is None and hit.context.named is None and way < 0:
        return sense_of(
            cal.shift(hit.anchor, -int(amount), unit) or unknown_period(unit), "relative"
        )
    return sense
