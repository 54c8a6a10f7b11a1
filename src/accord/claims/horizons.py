"""How far ahead a forecast looks: "within two years", "by the end of the decade".

A forecast's time is its horizon. Dates and "the next five years" are intervals already; here a
length of time that is counted from the report's day becomes one, and an end that the grammar of
times does not know by itself. A vague length ("in the coming weeks") has a start and no end.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date

from accord.claims import calendar as cal
from accord.claims.parts import TimeExpression
from accord.codebooks.certainty import Horizons, certainty_words
from accord.model import Precision, Span, Time

_LENGTH = re.compile(r"P(\d{1,4})([YMWD])", re.ASCII)
_VALUE = re.compile(r"(\d{4})(?:-(\d\d))?", re.ASCII)
_WORD = re.compile(r"[\w'’-]+")
_NEAR = 40
"""Characters before an expression in which its preposition is looked for."""


def horizon_of(
    times: Sequence[TimeExpression], text: str, clause: Span, published: str | None
) -> Time | None:
    """The interval that a forecast in `clause` looks ahead to, or None where its words give none.

    `times` are the clause's; a dated one that needs no reckoning gives None too: it is as it is.
    """
    today = cal.read_moment(published).date
    for time in times:
        found = _counted(time, text, today) or _before_end(time, text)
        if found is not None:
            return found
    if any(time.first or time.last for time in times):
        return None
    return _end_of_period(text, clause, today)


def _counted(time: TimeExpression, text: str, today: date | None) -> Time | None:
    """ "Within two years", "in the coming weeks": counted from the report's day."""
    if time.type != "DURATION" or time.first or time.last or today is None:
        return None
    lead = _lead(text, time.start)
    coming = time.text.lower().split()[0] in _words().ahead or lead in _words().ahead
    if lead not in _words().counted and not coming:
        return None
    length = _LENGTH.fullmatch(time.value)
    last = cal.back(today, -int(length[1]), length[2]) if length else None
    if length and last is None:
        return None
    return _interval(time, today, last)


def _lead(text: str, at: int) -> str:
    """The word before a place, articles passed over."""
    words = _WORD.findall(text[max(at - _NEAR, 0) : at].lower())
    while words and words[-1] in ("the", "a", "an"):
        words.pop()
    return words[-1] if words else ""


def _interval(time: TimeExpression, first: date | None, last: date | None) -> Time:
    return Time(
        start=first.isoformat() if first else None, end=last.isoformat() if last else None,
        text=time.text, value=time.value, precision="interval", basis="relative",
        span=(time.start, time.end),
    )  # fmt: skip


def _before_end(time: TimeExpression, text: str) -> Time | None:
    """ "Before the end of 2025": the whole of the year is left."""
    words = _WORD.findall(time.text.lower())
    value = _VALUE.fullmatch(time.value)
    if words[:1] != ["end"] and words[:2] != ["the", "end"]:
        return None
    if value is None or _lead(text, time.start) != "before":
        return None
    year, month = int(value[1]), int(value[2] or 12)
    if not (1 <= month <= 12 and year):
        return None
    last = date(year, month, monthrange(year, month)[1])
    return Time(
        start=None, end=last.isoformat(), text=time.text, value=time.value,
        precision=time.precision, basis=time.basis, span=(time.start, time.end),
    )  # fmt: skip


def _end_of_period(text: str, clause: Span, today: date | None) -> Time | None:
    """ "By the end of the decade", as the report's day has it."""
    if today is None:
        return None
    lowered = text[clause[0] : clause[1]].lower()
    for phrase, years in _words().periods.items():
        at = lowered.find(phrase)
        if at < 0 or len(lowered) != clause[1] - clause[0]:
            continue
        start = clause[0] + at
        last = date(min(today.year - today.year % years + years - 1, 9999), 12, 31)
        precision: Precision = "decade" if years == 10 else "interval"
        return Time(
            start=None, end=last.isoformat(), text=text[start : start + len(phrase)],
            value=str(today.year)[: 3 if years == 10 else 2], precision=precision,
            basis="relative", span=(start, start + len(phrase)),
        )  # fmt: skip
    return None


def _words() -> Horizons:
    return certainty_words().horizons
