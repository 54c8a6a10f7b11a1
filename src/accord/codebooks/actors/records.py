"""People, the offices they hold, and organisations, as records."""

from __future__ import annotations

from typing import Literal

import msgspec

from accord.codebooks.meta import Confidence

Gender = Literal["male", "female"]


class Organisation(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"since": "from"}
):
    """An organisation. `aliases` stand alone; `weak` ones need it named, or its country, nearby."""

    id: str
    name: str
    kind: str
    sector: str
    confidence: Confidence
    sources: tuple[str, ...]
    country: str | None = None
    since: str | None = None
    to: str | None = None
    aliases: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    parent: str | None = None
    members: tuple[str, ...] = ()
    seat: str | None = None
    note: str | None = None


class Person(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A person. `family` is the name that follows "Mr" (None for monarchs and popes)."""

    id: str
    name: str
    country: str | None = None
    family: str | None = None
    gender: Gender | None = None
    prominent: bool = False
    sector: str | None = None
    aliases: tuple[str, ...] = ()


class Term(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"since": "from"}):
    """One person's time in an office: ISO dates, day or month; `to` None is no known end."""

    person: str
    since: str
    to: str | None = None
    acting: bool = False
    note: str | None = None

    def covers(self, date: str) -> bool:
        """Whether the term includes `date` (ISO day, month or year), limits included."""
        ends = self.to is None or date[: len(self.to)] <= self.to
        begins = date >= self.since[: len(date)]
        return begins and ends


class Office(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An office of a state or an organisation, with its holders. `rules`: it leads the state."""

    id: str
    kind: str
    title: str
    confidence: Confidence
    sources: tuple[str, ...]
    holders: tuple[Term, ...]
    country: str | None = None
    organisation: str | None = None
    rules: bool = False
    note: str | None = None
