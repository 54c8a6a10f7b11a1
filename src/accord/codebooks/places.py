"""The codebooks of places: named places, cities of the world, and the words that place things."""

from __future__ import annotations

from functools import cache
from typing import Literal

import msgspec

from accord.codebooks.load import load
from accord.codebooks.meta import Meta

PlaceKind = Literal[
    "city", "port", "base", "site", "region", "sea", "river", "border", "state"
]  # fmt: skip


class NamedPlace(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A place. `at` is (latitude, longitude) in degrees; `country` is None if not one state's."""

    name: str
    names: tuple[str, ...]
    country: str | None
    kind: PlaceKind
    source: str
    at: tuple[float, float] | None = None
    capital: bool = False
    note: str | None = None


class PlaceBook(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`places.yaml`."""

    meta: Meta
    places: tuple[NamedPlace, ...]
    spellings: dict[str, str]
    locative: frozenset[str]
    directional: frozenset[str]
    motion: frozenset[str]
    giving_verbs: frozenset[str]
    visiting: frozenset[str]
    place_nouns: frozenset[str]
    standing_kinds: frozenset[PlaceKind]


class City(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """A row of `cities.yaml`; `people` in thousands."""

    name: str
    country: str
    latitude: float
    longitude: float
    people: int
    capital: bool


class CityBook(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`cities.yaml`."""

    meta: Meta
    cities: tuple[City, ...]


@cache
def place_book() -> PlaceBook:
    """The named places, read once."""
    return load("places.yaml", PlaceBook)


@cache
def city_book() -> CityBook:
    """The cities, read once."""
    return load("cities.yaml", CityBook)
