"""Treaties, resolutions and measures that claims name."""

from __future__ import annotations

from collections import defaultdict

from accord.brief import compose
from accord.brief.data import Index
from accord.brief.lists import first_passing, listing
from accord.brief.page import (
    Gate,
    Group,
)
from accord.model import Claim, Instrument


def instruments(index: Index, gate: Gate) -> tuple[Group, ...]:
    """Treaties, resolutions and measures that claims name; the most named first."""
    found: dict[str, list[Claim]] = defaultdict(list)
    for claim in index.claims:
        for instrument in claim.instruments:
            key = instrument.id or instrument.name.casefold()
            if not found[key] or found[key][-1].id != claim.id:
                found[key].append(claim)
    limits = index.data.limits
    groups = []
    ordered = sorted(found, key=lambda k: (-len(found[k]), k))[: limits.instruments]
    for number, key in enumerate(ordered, 1):
        named = [
            (claim, instrument)
            for claim in found[key][:20]
            for instrument in claim.instruments
            if (instrument.id or instrument.name.casefold()) == key
        ]
        # The fullest name that a report gives it stands as the heading.
        named.sort(key=lambda pair: (*_name_order(pair[0], pair[1], index), index.order(pair[0])))
        heading = first_passing(gate, (compose.instrument_line(c, i, index) for c, i in named))
        lines = listing(found[key], compose.said_line, index, gate, number)
        if heading is not None and lines.entries:
            where = sorted({index.rank[claim.report] for claim in found[key]})
            note = ", ".join(index.label[index.reports[place].id] for place in where[:12])
            note += " …" if len(where) > 12 else ""
            groups.append(Group(f"law-{number}", heading, "", note, lines, len(found[key])))
    return tuple(groups)


def _name_order(claim: Claim, instrument: Instrument, index: Index) -> tuple[bool, int]:
    """Names that begin with a capital first, then the longest."""
    text = (index.text(claim.report, instrument.span) if instrument.span else "") or ""
    return (not text[:1].isupper(), -len(text))
