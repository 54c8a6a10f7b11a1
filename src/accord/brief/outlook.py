"""The outlook: what is foretold, and what hangs on an if."""

from __future__ import annotations

from accord.brief import compose, rank
from accord.brief.data import Index
from accord.brief.lists import listing
from accord.brief.page import (
    Gate,
    Listing,
)
from accord.model import Claim


def _is_forecast(claim: Claim) -> bool:
    """Whether a claim foretells, or puts a probability on something."""
    banded = claim.certainty.band is not None and claim.kind != "conditional"
    return claim.kind == "forecast" or banded


def forecasts(index: Index, gate: Gate) -> Listing:
    """What is foretold: first what a report puts odds on, the likeliest first; then the rest."""
    wide = rank.widest([c for c in index.claims if _is_forecast(c)], index)
    odds = sorted((c for c in wide if c.certainty.band), key=_odds)
    limits = index.data.limits
    rest = [claim for claim in wide if not claim.certainty.band]
    first = rank.telling(rest, index, max(0, limits.shown - len(odds)))
    ids = {claim.id for claim in first}
    chosen = [*odds, *first, *(claim for claim in rest if claim.id not in ids)][: limits.listed]
    made = [compose.outlook_line(claim, index) for claim in chosen]
    return gate.listing(made, max(limits.shown, min(len(odds), 2 * limits.shown)), len(wide))


def conditionals(index: Index, gate: Gate) -> Listing:
    """What hangs on an if."""
    found = [claim for claim in index.claims if claim.kind == "conditional"]
    return listing(found, compose.outlook_line, index, gate)


def _odds(claim: Claim) -> tuple[int, int, str]:
    """The likeliest first."""
    low, high = claim.certainty.band or (0, 0)
    return (-high, -low, claim.id)
