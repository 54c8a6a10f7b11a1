"""The codebook of number words, as typed records."""

from __future__ import annotations

from functools import cache

import msgspec

from accord.codebooks.load import load
from accord.codebooks.meta import Meta


class Vague(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A vague numeral: what it is taken to span, and the number that it names, if it names one."""

    low: float
    high: float
    value: float | None = None


class NumberWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`numbers.yaml`: words to values. Keys are in lower case."""

    meta: Meta
    small: dict[str, int]
    tens: dict[str, int]
    scales: dict[str, int]
    suffixes: dict[str, int]
    plurals: dict[str, int]
    vague: dict[str, Vague]
    ordinals: dict[str, int]
    fractions: dict[str, int]
    glyphs: dict[str, float]
    multiples: dict[str, int]
    fold: str
    times: tuple[str, ...]


@cache
def number_words() -> NumberWords:
    """The number words, read once."""
    return load("numbers.yaml", NumberWords)
