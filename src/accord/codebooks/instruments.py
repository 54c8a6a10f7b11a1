"""How reports name treaties, resolutions and sanctions in common words."""

from __future__ import annotations

from functools import cache

import msgspec

from accord.codebooks.load import load
from accord.codebooks.meta import Meta


class InstrumentNouns(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Nouns (lemmas) for an instrument: `firm` mean nothing else, `loose` ones may."""

    firm: frozenset[str]
    loose: frozenset[str]

    @property
    def all(self) -> frozenset[str]:
        """Both kinds."""
        return self.firm | self.loose


class OtherInstrument(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An instrument that is known by name only."""

    name: str
    aliases: tuple[str, ...]


class InstrumentWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The codebook `instruments.yaml`; its comments say what each list is for."""

    meta: Meta
    source: str
    nouns: InstrumentNouns
    takes_up: frozenset[str]
    making: frozenset[str]
    of_year: frozenset[str]
    of_parties: frozenset[str]
    newer: frozenset[str]
    older: frozenset[str]
    plain: frozenset[str]
    definite: frozenset[str]
    indefinite: frozenset[str]
    others: tuple[OtherInstrument, ...]
    united_nations: tuple[str, ...]
    issuers: tuple[str, ...]


@cache
def instrument_words() -> InstrumentWords:
    """The codebook, read once."""
    return load("instruments.yaml", InstrumentWords)
