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
    frames: tuple[Literal["inf", "bare", "from", "gerund"], ...]
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


class Adjectives(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Adjectives over an infinitive: those that leave it open, those that foretell it."""

    source: str
    open: frozenset[str]
    forecast: frozenset[str]


class Conditionals(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Markers of a condition: subordinators, phrases, and verbs that open it by inversion."""

    source: str
    marks: frozenset[str]
    phrases: tuple[str, ...]
    inverted: frozenset[str]


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
    not_denied: frozenset[str]
    becoming: frozenset[str]
    concessive: frozenset[str]
    obligation: frozenset[str]
    stative: frozenset[str]
    personal: frozenset[str]
    without: frozenset[str]
    scores: Scores

    def implicative(self, lemma: str, frame: str) -> Implicative | None:
        """The signature of a verb in a frame ("inf", "bare", "from", "gerund"), or None."""
        return next(
            (row for row in self.implicatives if lemma in row.verbs and frame in row.frames), None
        )


@cache
def certainty_words() -> CertaintyWords:
    """Read `certainty.yaml`. Raises `CodebookError` if a record has not the right shape."""
    return load("certainty.yaml", CertaintyWords)
