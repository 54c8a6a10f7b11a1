"""What every codebook begins with: a title, a date, and the sources that its records cite."""

from __future__ import annotations

from typing import Literal

import msgspec

Confidence = Literal["high", "medium", "low"]
"""How far a record can be relied on: read in a source or long settled; known, but a date may be a
day or a month out; approximate."""


class Source(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A source that records cite by `id`. `url` is None for a printed work or general knowledge."""

    id: str
    title: str
    url: str | None = None


class Meta(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The head of a codebook. `as_of` is the ISO date (or month, or year) it was last checked."""

    title: str
    as_of: str
    sources: tuple[Source, ...]
    note: str | None = None
