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

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from accord.claims.calendar import Moment, read_moment
from accord.claims.parts import TimeExpression
from accord.claims.timerules import match_at, next_start
from accord.claims.timesense import Context, Sense
from accord.claims.timewords import Item, items_in
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
        if sense is not None:
            found.append((sense, at, stop))
            context.seen(sense, at)
        at = stop
    return tuple(_expressions(text, words, items, context, _merged(found, items)))


def _merged(found: list[tuple[Sense, int, int]], items: list[Item]) -> list[tuple[Sense, int, int]]:
    """Join a clock time with the day beside it: "10 p.m. Wednesday", "Friday at 3 p.m."."""
    joined: list[tuple[Sense, int, int]] = []
    for sense, at, stop in found:
        if joined:
            before, first, last = joined[-1]
            between = "".join(item.code for item in items[last:at])
            day, clock = (sense, before) if before.clock else (before, sense)
            if (
                clock.clock and not day.clock and day.first == day.last and day.first is not None
                and between in ("", "j", ",", "@", ",j")
            ):  # fmt: skip
                value = f"{day.first.isoformat()}T{clock.clock}"
                both = replace(day, type="TIME", value=value, clock=clock.clock, precision="day")
                joined[-1] = (both, first, stop)
                continue
        joined.append((sense, at, stop))
    return joined


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
