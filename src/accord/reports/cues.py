"""Matching lines against the curated cues of page furniture."""

from __future__ import annotations

import re
from functools import cache

import msgspec

from accord.reports.calendar import date_shape
from accord.reports.cuebook import Cue, CueKind, Where, furniture_book

_LONGEST = 700


class Hit(msgspec.Struct, frozen=True):
    """A cue that a whole line matched, and the author that the line names, if any."""

    id: str
    kind: CueKind
    where: Where
    author: str | None = None


@cache
def _rules() -> tuple[tuple[Cue, re.Pattern[str]], ...]:
    """Each cue with one compiled alternation of its patterns, in the codebook's order."""
    return tuple((cue, _compile(cue)) for cue in furniture_book().cues)


def _compile(cue: Cue) -> re.Pattern[str]:
    """The patterns of a cue as one expression; `{date}` stands for any date with a year."""
    date = f"(?i:{date_shape()})"
    parts = []
    for number, text in enumerate(cue.patterns):
        text = text.replace("{date}", date)
        parts.append("(?:" + text.replace("(?P<author>", f"(?P<author{number}>") + ")")
    return re.compile("|".join(parts), re.NOFLAG if cue.case else re.IGNORECASE)


@cache
def _sections() -> frozenset[str]:
    return frozenset(name.casefold() for name in furniture_book().sections)


def match(line: str) -> tuple[Hit, ...]:
    """Every cue that the whole of `line` (white space normalised) matches, in codebook order."""
    if len(line) > _LONGEST:
        return ()
    words = line.count(" ") + 1
    hits = []
    for cue, pattern in _rules():
        found = pattern.fullmatch(line) if words <= cue.max_words else None
        if found:
            named = [value for value in found.groupdict().values() if value]
            hits.append(Hit(cue.id, cue.kind, cue.where, named[0] if named else None))
    if _is_section(line):
        hits.append(Hit("section", "kicker", "head"))
    return tuple(hits)


def _is_section(line: str) -> bool:
    """True for a section name by itself or before a bar ("World", "Asia | Two friends")."""
    first, bar, rest = line.partition("|")
    known = first.strip().rstrip(":").casefold() in _sections()
    return known and (not bar or rest.count(" ") < 8)
