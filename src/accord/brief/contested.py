"""Points on which claims differ, or move on: matters with their rows and a chart of figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from accord.brief import charts, compose, rank
from accord.brief.data import Index
from accord.brief.lists import by_figure, main_unit, plainest
from accord.brief.marks import mark_of, shapes
from accord.brief.page import (
    Chart,
    Dispute,
    Entry,
    Gate,
)
from accord.brief.voices import source
from accord.brief.words import words
from accord.matters.standing import Standing
from accord.model import Claim


def _by_matter(index: Index) -> list[tuple[str, list[Standing]]]:
    """Standings that differ or update, by matter: the matters in which claims differ first, among
    them those with differing figures; then the ones with most claims."""
    matter_of = {claim: m.id for m in index.data.matters for claim in m.claims}
    found: dict[str, list[Standing]] = defaultdict(list)
    for standing in index.data.standings:
        known = standing.first in index.claim and standing.second in index.claim
        if known and standing.relation in ("differs", "updates"):
            key = matter_of.get(standing.first, f"{standing.first}+{standing.second}")
            found[key].append(standing)

    def order(pair: tuple[str, list[Standing]]) -> tuple[bool, bool, int, str]:
        differs = [s for s in pair[1] if s.relation == "differs"]
        figures = any("quantity" in standing.how for standing in differs)
        return (not differs, not figures, -len(members_of(pair[1])), pair[0])

    return sorted(found.items(), key=order)


def contested(index: Index) -> list[tuple[str, list[Standing]]]:
    """Matters in which claims differ, with their standings of that kind."""
    split = ((key, [s for s in all_ if s.relation == "differs"]) for key, all_ in _by_matter(index))
    return [(key, standings) for key, standings in split if standings]


def members_of(standings: Iterable[Standing]) -> list[str]:
    """Claims of some standings, each once, in the order of their standings."""
    return list(dict.fromkeys(c for s in standings for c in (s.first, s.second)))


def disputes(index: Index, gate: Gate, relation: str) -> tuple[tuple[Dispute, ...], int]:
    """Matters whose claims differ (or, for "updates", only move on), with a chart of figures."""
    found = [
        (key, standings)
        for key, standings in _by_matter(index)
        if any(s.relation == "differs" for s in standings) == (relation == "differs")
    ]
    limits = index.data.limits
    out: list[Dispute] = []
    for number, (_, standings) in enumerate(found[: limits.contested], 1):
        members = [index.claim[c] for c in members_of(standings)]
        order = by_figure(main_unit(members)) if relation == "differs" else _time_order
        claims = sorted(members, key=order)
        made = [compose.figure_line(c, index) for c in claims[: limits.listed]]
        rows = gate.listing(made, limits.shown, len(claims))
        if len(rows.entries) < 2:
            continue
        wanted = [s for s in standings if s.relation == relation]
        how = list(dict.fromkeys(h for standing in wanted for h in standing.how))
        drawn = sum(1 for dispute in out if dispute.chart)
        label = words().labels.how
        out.append(
            Dispute(
                id=f"{relation}-{number}",
                heading=plainest(gate, (compose.about_line(c, index) for c in claims[:20])),
                how=tuple(label.get(h, h) for h in how),
                rows=rows,
                notes=tuple(dict.fromkeys(s.why for s in wanted if s.why)),
                chart=_figures_chart(rows.entries, index) if drawn < limits.charts else None,
            )
        )
    return tuple(out), max(0, len(found) - limits.contested)


def _figures_chart(entries: Sequence[Entry], index: Index) -> Chart | None:
    """The chart of a contested point, of the unit that most of its figures share."""
    claims = [(entry, entry.claim) for entry in entries if entry.claim is not None]
    unit = main_unit(claim for _, claim in claims)
    if unit is None:
        return None
    rows = []
    for entry, claim in claims:
        for q in claim.quantities:
            open_ended = (q.value, q.low, q.high) == (None, None, None)
            if (q.unit or "") == unit and not open_ended and entry.line.cell("voice") is not None:
                who = _who(entry, claim, index)
                row = charts.FigureRow(who, q.text, q.value, q.low, q.high, q.bound, _sure(claim))
                rows.append(row)
    if len(rows) < 2:
        return None
    name = _unit_word(rows[0].words, unit)
    wide, narrow = (charts.figures_chart(rows[:10], name, w) for w in (charts.WIDE, charts.NARROW))
    return Chart(wide, narrow)


def _who(entry: Entry, claim: Claim, index: Index) -> str:
    """The claimant of an entry, as it is printed; the report's label for its own voice."""
    if not claim.voice:
        return entry.citation.partition(":")[0]
    return source(claim.voice[0], claim, index)[0].shown


def _sure(claim: Claim) -> str:
    """The words of a claim's mark; none where it is flatly asserted."""
    mark = mark_of(claim)
    return "" if shapes(mark) == ("asserted",) else mark.shown


def _unit_word(text: str, unit: str) -> str:
    """The form of a unit that a figure's own words use, for the axis of a chart."""
    last = text.split()[-1] if text.split() else ""
    return last if words().unit_of.get(last.lower(), last.lower()).startswith(unit[:3]) else unit


def sides(index: Index, standings: Sequence[Standing]) -> list[Claim]:
    """Up to three claims of a contested point, each of another claimant."""
    found: dict[str, Claim] = {}
    for claim_id in members_of(standings):
        claim = index.claim[claim_id]
        found.setdefault(rank.claimant_key(claim, index), claim)
    if len(found) < 2:
        found = {claim: index.claim[claim] for claim in members_of(standings)}
    sides = list(found.values())[:3]
    return sorted(sides, key=by_figure(main_unit(sides)))


def _time_order(claim: Claim) -> tuple[str, str]:
    """Claims by the day that they reach to."""
    return ((claim.time.end or claim.time.start or "") if claim.time else "", claim.id)
