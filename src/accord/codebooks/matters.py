"""Which goods and which kinds of event are treated as one when claims are brought together."""

from __future__ import annotations

from functools import cache

import msgspec

from accord.codebooks.load import load
from accord.codebooks.meta import Meta


class GoodsClass(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words (canonical singulars) that count the same goods."""

    id: str
    source: str
    words: tuple[str, ...]


class MutualTypes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Event types in which it makes no difference who is named first."""

    source: str
    types: tuple[str, ...]


class OneEnd(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words before a date that make it one end of a period whose other end is not said."""

    source: str
    words: frozenset[str]


class MattersBook(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The codebook `matters.yaml`."""

    meta: Meta
    goods: tuple[GoodsClass, ...]
    mutual: MutualTypes
    one_end: OneEnd


@cache
def matters_book() -> MattersBook:
    """The codebook, read once."""
    return load("matters.yaml", MattersBook)


@cache
def _classes() -> dict[str, str]:
    """Word to goods class."""
    return {word: group.id for group in matters_book().goods for word in group.words}


def goods_class(word: str) -> str | None:
    """The class that a unit or a noun of goods belongs to ("shell" is "ammunition"), or None."""
    return _classes().get(word.strip().casefold())
