"""The codebook of event patterns, `codebooks/plover/patterns.yaml`, as typed records."""

from __future__ import annotations

from functools import cache

import msgspec

from accord.codebooks.load import load
from accord.codebooks.meta import Meta


class Example(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An invented sentence and what is to be coded from it; `type` "none" for nothing at all."""

    text: str
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    type: str | None = None
    mode: str | None = None


class Group(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Patterns that mean one thing. `by_inner` makes an operator; `older` is for the PLV data."""

    id: str
    type: str | None = None
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    cameo: str | None = None
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    by_inner: dict[str, str] = {}
    origin: bool = False
    places: bool = False
    recipients: tuple[str, ...] = ("R", "inner.R")
    older: str | dict[str, str] | None = None
    examples: tuple[Example, ...] = ()


class Light(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Verbs that only carry an event noun, by whether their subject does it or undergoes it."""

    active: str
    passive: str


class PatternBook(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`codebooks/plover/patterns.yaml` as it is written."""

    meta: Meta
    light: Light
    transparent: str
    families: dict[str, str]
    inner_modes: dict[str, dict[str, str]]
    future: dict[str, str]
    refused: dict[str, str]
    classes: dict[str, str]
    mode_words: dict[str, dict[str, str]]
    context_words: dict[str, str]
    groups: tuple[Group, ...]


@cache
def pattern_book() -> PatternBook:
    """The codebook of patterns, read once."""
    return load("plover/patterns.yaml", PatternBook)
