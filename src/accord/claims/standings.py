"""How a predicate stands: whether it is so, how surely, and by what word."""

from __future__ import annotations

from dataclasses import dataclass

from accord.model import Level

RANK: dict[Level, int] = {
    "asserted": 0, "alleged": 1, "probable": 2, "possible": 3, "hypothetical": 4,
}  # fmt: skip
"""From the surest to the least sure; of two hedges the one that says less counts."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a predicate stands. `shade` names the reading more finely, for the factuality score.

    `polarity` is 1, -1, or 0 where neither is said.
    """

    polarity: int = 1
    level: Level = "asserted"
    term: str | None = None
    band: tuple[int, int] | None = None
    shade: str = ""

    @property
    def key(self) -> str:
        """Polarity and reading in a word or two: what the trained factuality is weighed by."""
        return f"{self.polarity:+d} {self.shade or self.level}"

    def hedged(self, other: Standing) -> Standing:
        """This standing with another's level where that is less sure; the polarities multiply."""
        polarity = self.polarity * other.polarity
        weaker, surer = (other, self) if RANK[other.level] > RANK[self.level] else (self, other)
        return Standing(
            polarity=polarity, level=weaker.level, term=weaker.term or surer.term,
            band=weaker.band if weaker.term else surer.band, shade=weaker.shade or surer.shade,
        )  # fmt: skip


OPEN = Standing(1, "hypothetical", shade="open")
"""What is wanted, planned, asked for: it may come or not."""
