"""The long lists, asked for what the codebook does not have: officials, organisations, towns.

`listed.yaml` and `towns.yaml` are blocks of lines by state, looked up by folded words; a line is
taken apart only where it is asked for, so that reading both costs hundredths of a second.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, cached_property

import msgspec

from accord.codebooks.load import load
from accord.codebooks.meta import Meta
from accord.codebooks.names import fold

_SPAN = re.compile(r"(\d{4})(?: (\d\d))?\.\.(\d{4})(?: (\d\d))?")
_NAMES_END = re.compile(r" (?=\d)")
_MARKS = str.maketrans(dict.fromkeys("-'’.,&/", " "))
_LONGEST = 6


class _ListedFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    meta: Meta
    source: str
    officials: dict[str, str]
    bodies: dict[str, str]


class _TownFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    meta: Meta
    source: str
    towns: dict[str, str]


class Official(msgspec.Struct, frozen=True):
    """A member of a government: the state, and the months in which each term began and ended."""

    country: str
    terms: tuple[tuple[str, str], ...]

    def governs(self, date: str | None) -> bool:
        """Whether a term includes `date` (ISO, maybe partial); without one, whether any does."""
        if date is None:
            return True
        return any(since[: len(date)] <= date and date[:7] <= to for since, to in self.terms)

    def governed(self, date: str | None) -> bool:
        """Whether a term began before `date`."""
        return date is not None and any(since <= date for since, _ in self.terms)

    def sector(self, date: str | None) -> str | None:
        """GOV in a term (without a date: GOV), ELI after one, None before the first."""
        if self.governs(date):
            return "GOV"
        return "ELI" if self.governed(date) else None


class ListedBody(msgspec.Struct, frozen=True):
    """An organisation of the lists: its sector, and its state if it has one."""

    sector: str
    country: str | None


class Listed:
    """Look-ups by the folded words of a name."""

    def __init__(self, file: _ListedFile) -> None:
        self._officials: dict[str, list[tuple[str, str]]] = {}
        for country, block in file.officials.items():
            for line in block.lower().replace("-", " ").replace("'", " ").splitlines():
                names, spans = _NAMES_END.split(line, maxsplit=1)
                for name in names.split(" = "):
                    self._officials.setdefault(name, []).append((country, spans))
        self._bodies: dict[str, str] = {}
        for key, block in file.bodies.items():
            for line in fold(block).translate(_MARKS).splitlines():
                self._bodies.setdefault(" ".join(line.split()), key)

    @cached_property
    def _firsts(self) -> frozenset[str]:
        return frozenset(name.split(" ", 1)[0] for name in self._officials)

    def official(self, words: Sequence[str]) -> tuple[Official, ...]:
        """Everyone listed under a name, given as folded words."""
        if not words or words[0] not in self._firsts:
            return ()
        rows = self._officials.get(" ".join(words), ())
        return tuple(Official(country, tuple(_terms(line))) for country, line in rows)

    def officials_in(self, words: Sequence[str]) -> tuple[int, int, tuple[Official, ...]] | None:
        """The first listed name in some folded words: from, up to, and who bears it."""
        for at in range(len(words) - 1):
            for upto in range(min(len(words), at + _LONGEST), at + 1, -1):
                found = self.official(words[at:upto])
                if found:
                    return at, upto, found
        return None

    def body(self, words: Sequence[str]) -> ListedBody | None:
        """The organisation listed under a name, given as folded words."""
        key = self._bodies.get(" ".join(words))
        if key is None:
            return None
        sector, _, country = key.partition(" ")
        return ListedBody(sector, country or None)


def _terms(line: str) -> Iterator[tuple[str, str]]:
    for hit in _SPAN.finditer(line):
        yield f"{hit[1]}-{hit[2] or '01'}", f"{hit[3]}-{hit[4] or '12'}"


@cache
def listed() -> Listed:
    """The listed officials and organisations, read once."""
    return Listed(load("actors/listed.yaml", _ListedFile))


@cache
def towns() -> dict[str, tuple[str, str]]:
    """Folded name of a town -> its state and the name as written, read once."""
    found: dict[str, tuple[str, str]] = {}
    for state, block in load("actors/towns.yaml", _TownFile).towns.items():
        for name in block.splitlines():
            key = " ".join(fold(name).translate(_MARKS).split())
            found.setdefault(key, (state, name))
    return found
