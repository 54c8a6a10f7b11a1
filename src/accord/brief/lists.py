"""Lists of checked lines: which claims stand open, which head a group, in which order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from accord.brief import rank
from accord.brief.data import Index
from accord.brief.page import (
    Entry,
    Gate,
    Listing,
)
from accord.brief.parts import Line
from accord.model import Claim

Composer = Callable[[Claim, Index], Line]


def listing(
    claims: Sequence[Claim], composer: Composer, index: Index, gate: Gate, place: int = 1
) -> Listing:
    """The most telling claims open, the rest of the listed ones folded, in reading order each.

    `place` is that of the list among its neighbours: later ones are kept shorter.
    """
    limits = index.data.limits
    wide = rank.widest(claims, index)
    first = rank.telling(wide, index, limits.shown)
    ids = {claim.id for claim in first}
    rest = [claim for claim in wide if claim.id not in ids][: limits.lines(place) - len(first)]
    made = [composer(claim, index) for claim in (*first, *rest)]
    return gate.listing(made, limits.shown, len(wide))


def first_passing(gate: Gate, lines: Iterable[Line]) -> Entry | None:
    """The first of some lines that passes."""
    return next((entry for entry in map(gate.entry, lines) if entry is not None), None)


def plainest(gate: Gate, lines: Iterable[Line]) -> Entry | None:
    """Of the lines that pass, the one in which Accord had to add least; then the commonest."""
    passed = [entry for entry in map(gate.entry, lines) if entry is not None]
    often = Counter(entry.line.text for entry in passed)

    def order(entry: Entry) -> tuple[int, int]:
        return (entry.line.text.count("["), -often[entry.line.text])

    return min(passed, key=order, default=None)


def by_figure(unit: str | None) -> Callable[[Claim], tuple[float, str]]:
    """An order of claims, the greatest figure of a unit first; of any unit where it is None."""

    def order(claim: Claim) -> tuple[float, str]:
        counted = [q for q in claim.quantities if unit is None or (q.unit or "") == unit]
        known = [n for q in counted for n in (q.value, q.low, q.high) if n is not None]
        return (-max(known, default=0.0), claim.id)

    return order


def main_unit(claims: Iterable[Claim]) -> str | None:
    """The unit that most figures of some claims share."""
    units = Counter(q.unit or "" for claim in claims for q in claim.quantities)
    return min(units, key=lambda u: (-units[u], u), default=None)
