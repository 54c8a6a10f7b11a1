"""How sure a claim is, as a mark: the shapes to see and the words to read, the same everywhere.

A mark has up to three shapes: that it is not so (or open), that it is foretold, and its level. The
words say the same, so that neither colour nor eyesight is needed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from accord.brief.parts import Mark
from accord.brief.words import words
from accord.model import Certainty, Claim, Level, Polarity

FORECAST = "forecast"


def mark_of(claim: Claim) -> Mark:
    """The mark of a claim."""
    sure: Certainty = claim.certainty
    foretold = claim.kind == FORECAST
    text = wording(sure.polarity, sure.level, foretold, sure.band)
    return Mark(sure.level, sure.polarity, text, foretold, sure.band)


def wording(
    polarity: Polarity, level: Level, foretold: bool, band: tuple[int, int] | None
) -> str:  # fmt: skip
    """The words of a mark: "not so", "forecast, probable, 55–80%".

    That a thing is flatly asserted goes without saying once it is said not to be so.
    """
    label = words().labels
    turned = label.polarity.get(polarity)
    flat = level == "asserted" and turned is not None and not foretold
    found = (
        turned,
        label.kinds[FORECAST] if foretold else None,
        None if flat else label.levels[level],
        f"{band[0]}–{band[1]}%" if band else None,
    )
    return ", ".join(piece for piece in found if piece)


def shapes(mark: Mark) -> tuple[str, ...]:
    """The names of a mark's shapes, as its words have them."""
    turned = mark.polarity if mark.polarity in words().labels.polarity else None
    flat = mark.level == "asserted" and turned is not None and not mark.forecast
    found = (turned, FORECAST if mark.forecast else None, None if flat else mark.level)
    return tuple(name for name in found if name)


def signs(mark: Mark) -> str:
    """The shapes as characters, for plain text."""
    return "".join(words().shapes[name].sign for name in shapes(mark))


def leading(claim: Claim) -> str:
    """The first shape of a claim: the one that it is counted under."""
    return shapes(mark_of(claim))[0]


def word(shape: str) -> str:
    """The word of a shape."""
    label = words().labels
    if shape == FORECAST:
        return label.kinds[FORECAST]
    return label.polarity.get(shape) or label.levels[shape]


@dataclass(frozen=True, slots=True)
class Profile:
    """How many of some claims have which leading shape, in the order of the legend."""

    counts: tuple[tuple[str, int], ...]

    @property
    def total(self) -> int:
        """How many claims it counts."""
        return sum(number for _, number in self.counts)

    def of(self, shape: str) -> int:
        """How many claims have a shape."""
        return dict(self.counts).get(shape, 0)


def profile(claims: Iterable[Claim]) -> Profile:
    """Count claims by leading shape."""
    found = Counter(leading(claim) for claim in claims)
    return Profile(tuple((name, found[name]) for name in words().shapes if found[name]))
