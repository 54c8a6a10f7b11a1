"""What words do to the certainty of the clause that they stand over or in."""

from __future__ import annotations

from functools import cache
from typing import Literal

import msgspec

from accord.codebooks.load import load
from accord.codebooks.meta import Meta

Outcome = Literal["yes", "no", "open"]
"""What follows for the clause below a predicate: it holds, it does not, or neither follows."""


class Implicative(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Verbs with one signature: what follows where they hold, and where they are denied."""

    held: Outcome
    denied: Outcome
    frames: tuple[Literal["inf", "bare", "from", "of", "gerund", "clause"], ...]
    verbs: frozenset[str]
    source: str


class Factives(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Predicates that take their clause for true, denied or not."""

    source: str
    verbs: frozenset[str]
    adjectives: frozenset[str]


class Verbs(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A list of verbs."""

    source: str
    verbs: frozenset[str]


class Negative(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Words that deny a clause."""

    source: str
    adverbs: frozenset[str]
    determiners: frozenset[str]
    quantifiers: frozenset[str]
    pronouns: frozenset[str]
    occasions: frozenset[str]


class Adjectives(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Adjectives over a clause: those that leave it open, foretell it, deny it or affirm it.

    `scheduled` are those of `forecast` that say it is thought to come ("is set to").
    """

    source: str
    open: frozenset[str]
    forecast: frozenset[str]
    scheduled: frozenset[str]
    denying: frozenset[str]
    affirming: frozenset[str]


class Conditionals(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Markers of a condition: subordinators, phrases, participles, prepositions, and verbs that
    open it by inversion. Below `asking` "if" asks; `awaited` mark what is waited for.
    """

    source: str
    marks: frozenset[str]
    phrases: tuple[str, ...]
    inverted: frozenset[str]
    participles: frozenset[str]
    lacking: frozenset[str]
    given: frozenset[str]
    asking: frozenset[str]
    awaited: frozenset[str]


class Estimates(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Degrees of terms of probability, and nouns of probability with what modifies them."""

    source: str
    intensifiers: frozenset[str]
    nearly: frozenset[str]
    degrees: frozenset[str]
    lowering: frozenset[str]
    undercutting: frozenset[str]
    nouns: frozenset[str]
    high: frozenset[str]
    even: frozenset[str]
    low: frozenset[str]
    none: frozenset[str]


class Goals(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Words by which somebody is said to want something: a state of his, no event."""

    source: str
    verbs: frozenset[str]
    nouns: frozenset[str]


class Unverified(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Words that say that a report was not checked: it is alleged."""

    source: str
    verbs: frozenset[str]
    adjectives: frozenset[str]
    nouns: frozenset[str]


class Falsehood(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Words that say of a content that it is false, or that somebody rejects it."""

    source: str
    nouns: frozenset[str]
    adverbs: frozenset[str]
    disproving: frozenset[str]
    rejecting: frozenset[str]


class Horizons(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Words of how far ahead: prepositions and adjectives of lengths counted from the report's day,
    and phrases for the end of a running period with its length in years.
    """

    source: str
    counted: frozenset[str]
    ahead: frozenset[str]
    periods: dict[str, int]


class Capability(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Things with a use, and verbs for it: what they "could" do is what they are able to do."""

    source: str
    things: frozenset[str]
    verbs: frozenset[str]


class Nominal(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What makes an event that a noun names less than a fact: modifiers, and words above it."""

    source: str
    alleged: frozenset[str]
    possible: frozenset[str]
    planned: frozenset[str]
    undone: frozenset[str]
    preventing: frozenset[str]
    awaiting: frozenset[str]
    occurring: frozenset[str]
    making: frozenset[str]
    lacking: frozenset[str]


class Nouns(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Nouns over a clause: those that leave it open, those that say it was not so."""

    source: str
    open: frozenset[str]
    denied: frozenset[str]
    answering: frozenset[str]


class Scores(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Factuality by what the rules say of a clause."""

    source: str
    values: dict[str, float]


class CertaintyWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The whole codebook."""

    meta: Meta
    implicatives: tuple[Implicative, ...]
    factives: Factives
    neg_raising: Verbs
    negative: Negative
    adjectives: Adjectives
    conditionals: Conditionals
    nouns: Nouns
    estimates: Estimates
    goals: Goals
    nominal: Nominal
    capability: Capability
    unverified: Unverified
    horizons: Horizons
    falsehood: Falsehood
    musing: frozenset[str]
    definite: frozenset[str]
    almost: frozenset[str]
    verging: frozenset[str]
    not_denied: frozenset[str]
    becoming: frozenset[str]
    concessive: frozenset[str]
    obligation: frozenset[str]
    stative: frozenset[str]
    personal: frozenset[str]
    without: frozenset[str]
    scores: Scores

    def implicative(self, lemma: str, frame: str) -> Implicative | None:
        """The signature of a verb in a frame (one of `Implicative.frames`), or None."""
        return next(
            (row for row in self.implicatives if lemma in row.verbs and frame in row.frames), None
        )


@cache
def certainty_words() -> CertaintyWords:
    """Read `certainty.yaml`. Raises `CodebookError` if a record has not the right shape."""
    return load("certainty.yaml", CertaintyWords)
