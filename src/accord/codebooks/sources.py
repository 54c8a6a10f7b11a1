"""Kinds of sources: what a noun tells of who speaks, where no actor of the codebook is meant."""

from __future__ import annotations

from functools import cache

import msgspec

from accord.codebooks.load import load
from accord.codebooks.meta import Meta


class _Nouns(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    source: str
    nouns: tuple[str, ...]


class _Marks(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    source: str
    phrases: tuple[str, ...]


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    meta: Meta
    anonymous: _Nouns
    marks: _Marks
    people: _Nouns
    documents: _Nouns
    bodies: _Nouns


class SourceWords(msgspec.Struct, frozen=True, kw_only=True):
    """The codebook. Each set holds lemmas of nouns; `marks` are words that say "anonymous"."""

    meta: Meta
    anonymous: frozenset[str]
    marks: tuple[str, ...]
    people: frozenset[str]
    documents: frozenset[str]
    bodies: frozenset[str]


@cache
def source_words() -> SourceWords:
    """Read `sources.yaml`. Raises `CodebookError` if it has not the right shape."""
    file = load("sources.yaml", _File)
    return SourceWords(
        meta=file.meta, anonymous=frozenset(file.anonymous.nouns), marks=file.marks.phrases,
        people=frozenset(file.people.nouns), documents=frozenset(file.documents.nouns),
        bodies=frozenset(file.bodies.nouns),
    )  # fmt: skip
