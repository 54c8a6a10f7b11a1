"""The codebook of units and currencies, as typed records."""

from __future__ import annotations

from functools import cache

import msgspec

from accord.codebooks.load import load
from accord.codebooks.meta import Meta
from accord.model import Bound


class Unit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A unit of measure. `prefixed` maps written symbols with their prefix to names."""

    name: str
    kind: str
    source: str
    symbols: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    loose: tuple[str, ...] = ()
    prefixes: bool = False
    prefixed: dict[str, str] = {}


class Prefix(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An SI prefix."""

    symbol: str
    name: str


class Currency(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A currency by its ISO 4217 code; `doubtful` words mean other things too."""

    code: str
    source: str
    symbols: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()


class BoundWord(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A wording that bounds a number."""

    term: str
    bound: Bound


class UnitBook(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`units.yaml`."""

    meta: Meta
    units: tuple[Unit, ...]
    prefixes: tuple[Prefix, ...]
    powers: dict[str, str]
    currencies: tuple[Currency, ...]
    money_cues: frozenset[str]
    name_leads: frozenset[str]
    bounds: tuple[BoundWord, ...]
    trailing_bounds: tuple[BoundWord, ...]
    minus_words: frozenset[str]
    over_verbs: frozenset[str]
    change_words: frozenset[str]
    definites: frozenset[str]
    between_definites: frozenset[str]
    superlatives: frozenset[str]
    rank_verbs: frozenset[str]
    count_leads: frozenset[str]
    dimension_words: frozenset[str]
    multiple_followers: frozenset[str]
    half_followers: frozenset[str]
    share_leads: frozenset[str]
    stops: frozenset[str]
    strengths: frozenset[str]
    irregular_plurals: dict[str, str]
    es_endings: tuple[str, ...]
    bench_scales: dict[str, int]
    bench: dict[str, str]


@cache
def unit_book() -> UnitBook:
    """The units, read once."""
    return load("units.yaml", UnitBook)
