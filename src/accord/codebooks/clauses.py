"""Words that decide what sort of claim a clause makes (`clauses.yaml`)."""

from __future__ import annotations

from functools import cache

import msgspec

from accord.codebooks.load import load
from accord.codebooks.meta import Meta


class _Verbs(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    source: str
    verbs: frozenset[str]
    nouns: frozenset[str] = frozenset()
    with_nouns: frozenset[str] = frozenset()


class _Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    source: str
    words: frozenset[str]


class _Units(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    source: str
    units: frozenset[str]


class ClauseWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The lists of `codebooks/clauses.yaml`."""

    meta: Meta
    catenative: _Verbs
    commitment: _Verbs
    binding_instruments: _Verbs
    unmeasured: _Units
    calibres: _Units
    assessment: _Verbs
    pointing: _Words
    prohibition: _Verbs
    relational: _Words
    topic: _Words
    presupposing: _Words


@cache
def clause_words() -> ClauseWords:
    """The lists that decide about clauses, read once."""
    return load("clauses.yaml", ClauseWords)
