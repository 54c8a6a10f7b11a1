"""When: time expressions with their TIMEX3 values and the intervals that they denote.

A grammar of the dates of news, of our own. Words become items with one-letter codes
(`claims.timewords`); rules are patterns over those codes; the longest match at a place wins.
Values follow ISO-TimeML. Relative expressions are resolved on the published date (`anchor`), never
more finely than the words and the anchor allow; where the anchor does not say enough, the value
holds X for what is unknown and the interval stays open.

Bare months and weekdays take their direction from the words around: the nearest cue of tense in
the sentence decides, and with none of them the most recent occurrence is meant, as reporting does.

"Early" is taken for the first half of a period, "late" for the second, "mid" for the middle half.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from accord.claims.calendar import Moment, read_moment, shift
from accord.claims.parts import TimeExpression
from accord.claims.timerules import match_at, next_start
from accord.claims.timesense import Context, Sense
from accord.claims.timewords import HYPHENS, Item, items_in
from accord.claims.words import Word, words_in
from accord.codebooks.times import time_words


def find_times(text: str, anchor: str | None) -> tuple[TimeExpression, ...]:
    """All time expressions of `text`, in order, not overlapping.

    `anchor` is the published date as far as it is known ("2024-06-22", "2024-06", "2024") or None.
    Never raises, whatever the text or anchor.
    """
    words, items = words_in(text), items_in(text)
    context = Context(words, items, read_moment(anchor))
    found: list[tuple[Sense, int, int]] = []
    at = 0
    while (at := next_start(context.codes, at)) < len(items):
        match = match_at(context, at)
        if match is None:
            at += 1
            continue
        sense, stop = match
        if sense is not None and not _is_title(context, at, stop):
            found.append((sense, at, stop))
            context.seen(sense, at)
        at = stop
    found = _counted_off(_merged(found, words, items), words, items)
    return tuple(_expressions(text, words, items, context, found))


_QUOTES = frozenset("\"“'‘`«")
_LOOSE = str.maketrans("", "", "~z")
"""Items that may stand between a clock time and its day without a meaning of their own."""
_WHOLE = re.compile(r"P([0-9]{1,4})([DWMY])")
_UNITS = frozenset("Uuy")


def _is_title(context: Context, at: int, stop: int) -> bool:
    """True for a name in quotes that only looks like a time: "This Week", "60 Minutes"."""
    items = context.items[at:stop]
    before = context.before(at)
    if before not in _QUOTES or not _UNITS.intersection(item.code for item in items):
        return False
    words = context.words[items[0].first : items[-1].stop]
    return all(word.text[0].isupper() for word in words if word.kind == "letters")


def _merged(
    found: list[tuple[Sense, int, int]], words: list[Word], items: list[Item]
) -> list[tuple[Sense, int, int]]:
    """Join a clock time with the day beside it: "10 p.m. Wednesday", "Friday at 3 p.m."."""
    joined: list[tuple[Sense, int, int]] = []
    for sense, at, stop in found:
        if joined:
            before, first, last = joined[-1]
            between = "".join(item.code for item in items[last:at])
            day, clock = (sense, before) if before.clock else (before, sense)
            dated = _dated(clock, day)
            if dated is not None and between.translate(_LOOSE) in ("", "j", ",", "@", ",j", "s"):
                joined[-1] = (dated, first, stop)
                continue
            if before.clock and between == "." and words[items[last].first].lower == ")":
                _date_zones(joined, items, sense)
        joined.append((sense, at, stop))
    return joined


def _counted_off(
    found: list[tuple[Sense, int, int]], words: list[Word], items: list[Item]
) -> list[tuple[Sense, int, int]]:
    """Date the "two days" of "two days after the June 3 talks"; its value stays a duration's."""
    book = time_words()
    for here, ((length, at, stop), (day, start, _)) in enumerate(pairwise(found)):
        between = [word.lower for word in words[items[stop - 1].stop : items[start].first]]
        way = (between[0] in book.after_words) - (between[0] in book.before_words) if between else 0
        amount = _WHOLE.fullmatch(length.value)
        close = between[1:] in ([], ["the"]) and items[stop - 1].code in "Uuy"
        if not (way and amount and close and length.type == "DURATION" and day.type == "DATE"):
            continue
        there = shift(_moment(day), way * int(amount[1]), amount[2])
        if there is not None and length.first is None:
            dated = replace(length, first=there.first, last=there.last, basis="relative")
            found[here] = (dated, at, stop)
    return found


def _moment(day: Sense) -> Moment:
    """A date as far as its precision goes."""
    if day.first is None or day.precision not in ("day", "month", "year"):
        return Moment()
    month = day.first.month if day.precision != "year" else None
    return Moment(day.first.year, month, day.first.day if day.precision == "day" else None)


def _dated(clock: Sense, day: Sense) -> Sense | None:
    """A clock time on a day, or None if the two are not such."""
    if not clock.clock or day.clock or day.first != day.last or day.first is None:
        return None
    value = f"{day.first.isoformat()}T{clock.clock}"
    return replace(day, type="TIME", value=value, clock=clock.clock, precision="day")


def _date_zones(joined: list[tuple[Sense, int, int]], items: list[Item], day: Sense) -> None:
    """Give the day behind "10:35 a.m. (0735 GMT)" to both readings of the clock."""
    for back in (-1, -2):
        if len(joined) < -back or (dated := _dated(joined[back][0], day)) is None:
            return
        _, at, stop = joined[back]
        joined[back] = (dated, at, stop)
        if items[at - 1].code != "." or len(joined) < 2 or joined[-2][2] != at - 1:
            return


def _expressions(
    text: str,
    words: list[Word],
    items: list[Item],
    context: Context,
    found: Iterable[tuple[Sense, int, int]],
) -> Iterable[TimeExpression]:
    """Senses as time expressions, their intervals opened by the preposition before them."""
    for sense, at, stop in found:
        start, end = items[at].start, items[stop - 1].end
        first, last = _interval(sense, _lead(words, items[at].first), context.anchor)
        yield TimeExpression(
            start=start,
            end=end,
            text=text[start:end],
            type=sense.type,
            value=sense.value,
            first=first.isoformat() if first else None,
            last=last.isoformat() if last else None,
            precision=sense.precision,
            basis=sense.basis,
        )


def _lead(words: list[Word], at: int) -> str:
    """The preposition before an expression, articles and approximators passed over."""
    book = time_words()
    before = at - 1
    while (
        before >= 0
        and at - before < 4
        and (words[before].lower == "the" or words[before].lower in book.approximators)
    ):
        before -= 1
    if before > 0 and words[before].text in HYPHENS and words[before - 1].lower in book.prefixes:
        before -= 1
    return words[before].lower if before >= 0 else ""


def _interval(sense: Sense, lead: str, anchor: Moment) -> tuple[date | None, date | None]:
    """The interval of an expression after its preposition ("since", "until", "by", "before")."""
    first, last = sense.first, sense.last
    if sense.type == "SET" or (first is None and last is None):
        return first, last
    book = time_words()
    if lead in book.since_words:
        begin = last if sense.ended else first
        return begin, anchor.date if begin and anchor.date and anchor.date >= begin else None
    if sense.type == "DURATION":
        return first, last
    if lead in book.until_words or lead in book.by_words:
        return None, last
    if lead in book.before_words:
        return None, first - timedelta(days=1) if first and first > date.min else None
    if lead in book.after_words:
        return last, None
    return first, last
