"""The state of a province, city or town that a phrase names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple

import pycountry

from accord.claims.actor_names import Word, fold, words
from accord.codebooks.actors.listed import towns
from accord.codebooks.places import city_book

_LEAST = 4
"""Least letters of a place that is one word."""

_LONGEST = 5


class Site(NamedTuple):
    """A place in a phrase: [start, end), its state and its name as the lists write it."""

    start: int
    end: int
    country: str
    name: str


@cache
def _regions() -> dict[str, tuple[str, str]]:
    """Folded name of a region (ISO 3166-2), city or town -> its state and name, if only one."""
    found: dict[str, dict[str, str]] = {}
    codes = {country.alpha_2: country.alpha_3 for country in pycountry.countries}
    for region in pycountry.subdivisions:
        name = region.name.split("[")[0].split("(")[0].strip()
        found.setdefault(_key(name), {})[codes[region.country_code]] = name
    for city in city_book().cities:
        found.setdefault(_key(city.name), {})[city.country] = city.name
    ours = {key: next(iter(states.items())) for key, states in found.items() if len(states) == 1}
    return {**{key: town for key, town in towns().items() if key not in found}, **ours}


def _key(name: str) -> str:
    return " ".join(word.key for word in words(name))


def site(phrase: str, taken: Callable[[Word], bool]) -> Site | None:
    """The first place that a phrase names, longest name first.

    A place beside another capitalised word that is not `taken` by a known name is part of somebody
    else's name ("Feliciano Valencia").
    """
    row = words(phrase[:300])
    names = _regions()
    for at, word in enumerate(row):
        if not word.text[:1].isupper() or taken(word):
            continue
        for upto in range(min(at + _LONGEST, len(row)), at, -1):
            found = names.get(" ".join(w.key for w in row[at:upto]))
            if found is None or (upto - at == 1 and len(word.text) < _LEAST):
                continue
            if _free(row, at, upto, taken):
                return Site(word.start, row[upto - 1].end, *found)
    return None


def _free(row: Sequence[Word], at: int, upto: int, taken: Callable[[Word], bool]) -> bool:
    """Whether no unknown capitalised word stands beside row[at:upto]."""
    near = [*row[max(at - 1, 0) : at], *row[upto : upto + 1]]
    return all(not word.text[:1].isupper() or taken(word) or word.start == 0 for word in near)


def whole_site(phrase: str) -> Site | None:
    """The place that a phrase is, and nothing besides: "Puerto Peñasco"."""
    bare = phrase.strip().strip(".,;")
    found = _regions().get(fold(" ".join(word.key for word in words(bare))))
    if found is None or not bare[:1].isupper():
        return None
    return Site(0, len(phrase), *found)
