"""Relations between states, with their chart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import cos, pi, sin

from accord.brief import charts, compose
from accord.brief.data import Index
from accord.brief.dates import say_date
from accord.brief.page import (
    Chart,
    Gate,
    RelationRow,
)
from accord.model import ActorRef, Claim
from accord.relations import Relation, relations


def ties_between(index: Index, gate: Gate) -> tuple[tuple[RelationRow, ...], Chart | None]:
    """Relations between states with a chart of the twelve states with most claims."""
    found = relations(index.claims)
    rows: list[RelationRow] = []
    edges: list[charts.EdgeRow] = []
    for relation in found[: index.data.limits.actors]:
        named = _pair_names(relation, index)
        if named is None:
            continue
        left, right, claim = named
        entry = gate.entry(compose.pair_line(left, right, claim, index))
        if entry is None:
            continue
        one, two, three, four = (relation.count(quad) for quad in (1, 2, 3, 4))
        rows.append(
            RelationRow(entry, (one, two, three, four), len(relation.claims),
                        len(relation.reports), say_date(relation.latest))
        )  # fmt: skip
        drawn = [(q, n) for q, n in enumerate((one, two, three, four), 1) if n]
        middle = (len(drawn) - 1) / 2
        edges += [
            charts.EdgeRow(left.name, right.name, quad, count, place - middle)
            for place, (quad, count) in enumerate(drawn)
        ]
    return tuple(rows), _edges_chart(edges) if index.data.limits.charts else None


def _pair_names(relation: Relation, index: Index) -> tuple[ActorRef, ActorRef, Claim] | None:
    """How the two states of a relation are called, and a claim that names both, best by name."""
    best: tuple[int, ActorRef, ActorRef, Claim] | None = None
    for claim_id in relation.claims[:200]:
        claim = index.claim[claim_id]
        found: dict[str, ActorRef] = {}
        for actor in (*claim.actors, *claim.recipients):
            if actor.country in relation.pair and actor.country is not None:
                state = actor.id == actor.country
                if state or actor.country not in found:
                    found[actor.country] = actor
        if len(found) < 2:
            continue
        left, right = (_as_state(found[code], index) for code in relation.pair)
        plain = sum(
            actor.span is not None and index.text(claim.report, actor.span) == actor.name
            for actor in (left, right)
        )
        if best is None or plain > best[0]:
            best = (plain, left, right, claim)
    return best[1:] if best else None


def _as_state(actor: ActorRef, index: Index) -> ActorRef:
    """The state that an actor belongs to, if the codebook names it; else the actor."""
    names = index.data.names.get(actor.country or "", ())
    if actor.id == actor.country or not names or actor.country is None:
        return actor
    return ActorRef(id=actor.country, name=names[0], country=actor.country, span=actor.span)


def _edges_chart(edges: Sequence[charts.EdgeRow]) -> Chart | None:
    """The relation chart: actors on a circle, in the order of their weight."""
    weight: Counter[str] = Counter()
    for edge in edges:
        weight[edge.left] += edge.claims
        weight[edge.right] += edge.claims
    names = sorted(weight, key=lambda n: (-weight[n], n))[:12]
    kept = [edge for edge in edges if edge.left in names and edge.right in names]
    if not kept:
        return None
    turn = 2 * pi / len(names)
    start = pi if len(names) == 2 else pi / 2
    places = {n: (cos(start - i * turn), sin(start - i * turn)) for i, n in enumerate(names)}
    wide, narrow = (charts.relations_chart(kept, places, w) for w in (520, charts.NARROW))
    return Chart(wide, narrow)
