"""What claims are about, put plainly enough to compare: goods, parties, windows, figures."""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec

from accord.codebooks.matters import goods_class
from accord.model import Claim, Quantity

MatterKind = Literal["transfer", "event", "commitment", "instrument", "quantity", "single"]
"""What brings a matter's claims together: something that passed between two actors; an event; a
commitment under one instrument; what is said of instruments; a figure; or nothing (one claim)."""


class Label(msgspec.Struct, frozen=True, kw_only=True):
    """The parts of a matter's name: actor ids, a goods class or event type, and an anchor date.

    `when` is an ISO date (or "until" one, or two with a slash), "undated", or None where time plays
    no part.
    """

    who: tuple[str, ...] = ()
    what: str = ""
    whom: tuple[str, ...] = ()
    when: str | None = None


class Matter(msgspec.Struct, frozen=True, kw_only=True):
    """Claims, from any number of reports, that are about the same thing.

    `id` is a hash over what the matter is about (its kind, parties, goods or type, and anchor), not
    over its members: it stays when a report adds a claim. It changes only if the new claim gives a
    more exact date than any before it, since the anchor is the start of the most exact window.
    `claims` are claim ids, sorted.
    """

    id: str
    kind: MatterKind
    label: Label
    claims: tuple[str, ...]


class Window(msgspec.Struct, frozen=True, order=True):
    """An interval of days, both included."""

    start: date
    end: date

    @property
    def days(self) -> int:
        """Length in days, at least 1."""
        return (self.end - self.start).days + 1

    def meets(self, other: Window, slack: int = 0) -> bool:
        """Whether the two share a day, or would if one were moved by `slack` days."""
        gap = max((self.start - other.end).days, (other.start - self.end).days)
        return gap <= slack

    def holds(self, other: Window) -> bool:
        """Whether `other` lies inside this one."""
        return self.start <= other.start and other.end <= self.end


def window(claim: Claim, as_of: str | None = None) -> Window | None:
    """When a claim's matter happened, as days; None where neither end is known.

    An open start or end is the calendar's first or last day, but `as_of` (the report's published
    date) closes a window that is open at its end: a report cannot count what came after it. A
    running total without a time of its own therefore runs to that date.
    """
    start = _day(claim.time.start) if claim.time else None
    end = _day(claim.time.end) if claim.time else None
    total = claim.transfer is not None and claim.transfer.total
    if start is None and end is None and not (total and claim.time is None and _day(as_of)):
        return None
    start = start or date.min
    end = end or max(start, _day(as_of) or date.max)
    return Window(min(start, end), end)


def until(when: Window | None, as_of: str | None) -> date | None:
    """The last day that a claim can speak of: its window's end, else its report's date."""
    return when.end if when is not None else _day(as_of)


def _day(text: str | None) -> date | None:
    """An ISO day, or None for anything else."""
    if text is None or len(text) != 10:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


class Figure(msgspec.Struct, frozen=True):
    """A number as the interval that its words allow; `high` may be infinite."""

    low: float
    high: float

    def meets(self, other: Figure) -> bool:
        """Whether some number fits both."""
        return self.low <= other.high and other.low <= self.high

    def holds(self, other: Figure) -> bool:
        """Whether all that `other` allows fits this one too, and this one allows more."""
        return self.low <= other.low and other.high <= self.high and self != other

    def touches(self, other: Figure) -> bool:
        """Whether just one number fits both, though each allows more."""
        point = min(self.high, other.high) == max(self.low, other.low)
        return point and self.low < self.high and other.low < other.high


ROUNDING = 0.05
"""Most that an exact-looking figure may be off through rounding, as a share of it."""

ABOUT = 0.10
"""What "about" allows on either side, as a share of the figure."""

SMALLEST_ROUNDED = 100
"""Figures below this are taken as counted, not rounded."""


def figure(quantity: Quantity) -> Figure | None:
    """The interval that a quantity's words allow; None where no number is given.

    "At least 9,000" is 9,000 and more; "up to 5m" is anything to 5m; "about" is 10 % either way;
    a round figure stands for what rounds to it (half its last place that is not zero), at most 5 %.
    """
    value, low, high = quantity.value, quantity.low, quantity.high
    if quantity.bound == "at_least":
        known = value if value is not None else low
        return None if known is None else Figure(known, float("inf"))
    if quantity.bound in ("at_most", "up_to"):
        known = value if value is not None else high
        return None if known is None else Figure(min(0.0, known), known)
    if quantity.bound == "range" or value is None:
        if low is None or high is None:
            return None
        return Figure(min(low, high), max(low, high))
    slack = abs(value) * ABOUT if quantity.bound == "about" else _rounding(value)
    return Figure(value - slack, value + slack)


def _rounding(value: float) -> float:
    """Half of the last place of `value` that is not zero, at most `ROUNDING` of it."""
    whole = int(abs(value))
    if whole < SMALLEST_ROUNDED or whole != abs(value):
        return 0.0
    place = 1
    while whole % 10 == 0:
        whole //= 10
        place *= 10
    return min(place / 2 if place > 1 else 0.0, abs(value) * ROUNDING)


def goods(claim: Claim) -> str:
    """What a claim counts or passes on: a goods class, else its unit, else its category, else "".

    The first quantity with a unit decides; a claim without one goes by its transfer's category.
    """
    for quantity in claim.quantities:
        found = quantity_goods(quantity)
        if found:
            return found
    if claim.transfer is None:
        return ""
    item = head_noun(claim.transfer.item)
    return goods_class(item) or claim.transfer.category or item


def quantity_goods(quantity: Quantity) -> str:
    """The goods class of a quantity: by its unit, else by its item's last word, else ""."""
    if quantity.unit:
        return goods_class(quantity.unit) or quantity.unit
    item = head_noun(quantity.item)
    return goods_class(item) or item


def head_noun(item: str | None) -> str:
    """The last word of an item in lower case, without a plain plural's s."""
    if not item or not item.strip():
        return ""
    word = item.split()[-1].casefold()
    if goods_class(word) is None and word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    return word


def countries(claim: Claim, ids: tuple[str, ...]) -> tuple[str, ...]:
    """Countries of actor `ids` (an actor without one stands for itself), sorted, each once."""
    known = {actor.id: actor.country for actor in (*claim.actors, *claim.recipients)}
    return tuple(sorted({known.get(actor) or actor for actor in ids}))


def parties(claim: Claim) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Countries that act and that are acted on; for a transfer, supplier and recipient."""
    if claim.transfer is not None:
        transfer = claim.transfer
        giver = (transfer.supplier,) if transfer.supplier else ()
        taker = (transfer.recipient,) if transfer.recipient else ()
        return countries(claim, giver), countries(claim, taker)
    return (
        countries(claim, tuple(actor.id for actor in claim.actors)),
        countries(claim, tuple(actor.id for actor in claim.recipients)),
    )


def is_real(claim: Claim) -> bool:
    """Whether a claim speaks of what is or was, not of what may come or what would follow."""
    return claim.kind not in ("forecast", "conditional") and claim.certainty.level != "hypothetical"


def is_denial(claim: Claim) -> bool:
    """Whether a claim says that the thing is not so."""
    denied = claim.transfer is not None and claim.transfer.stage == "denied"
    return denied or claim.certainty.polarity == "negative"


def claimant(claim: Claim) -> str:
    """Who a claim rests on: the innermost source that is named, else the report itself."""
    for link in claim.voice:
        if link.claimants:
            return "+".join(sorted(actor.id for actor in link.claimants))
        if link.source:
            return link.source.casefold()
    return claim.report


def side(claim: Claim) -> str | None:
    """The country of the source that a claim rests on; None where it is not known, or not one."""
    found = {actor.country for actor in claim.voice[0].claimants} if claim.voice else set()
    return next(iter(found)) if len(found) == 1 else None
