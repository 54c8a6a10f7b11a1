"""Actors by how often claims name them."""

from __future__ import annotations

from collections import Counter

from accord.brief import compose
from accord.brief.data import Index
from accord.brief.page import (
    ActorRow,
    Gate,
)
from accord.brief.words import words
from accord.model import ActorRef, Claim


def actors(index: Index, gate: Gate) -> tuple[tuple[ActorRow, ...], int]:
    """Actors by how often claims name them as actor, recipient or source."""
    acts: Counter[str] = Counter()
    receives: Counter[str] = Counter()
    speaks: Counter[str] = Counter()
    where: dict[str, tuple[ActorRef, Claim]] = {}
    for claim in index.claims:
        spoken = [link.actor for link in claim.voice if link.actor is not None]
        sides = ((acts, claim.actors), (receives, claim.recipients), (speaks, spoken))
        for counter, actors in sides:
            for actor in {actor.id: actor for actor in actors}.values():
                counter[actor.id] += 1
                known = where.get(actor.id)
                if known is None or _plainer(actor, claim, *known, index):
                    where[actor.id] = (actor, claim)
    order = sorted(where, key=lambda a: (-(acts[a] + receives[a] + speaks[a]), a))
    most = index.data.limits.actors
    rows = []
    for actor_id in order[:most]:
        actor, claim = where[actor_id]
        entry = gate.entry(compose.name_line(actor, claim, index))
        if entry is not None:
            kind = _kind(actor, index)
            rows.append(ActorRow(entry, kind, acts[actor_id], receives[actor_id], speaks[actor_id]))
    return tuple(rows), max(0, len(order) - most)


def _kind(actor: ActorRef, index: Index) -> str:
    """An actor's state and sector in the codebook's words: "Russia, government"."""
    known = index.data.names.get(actor.country or "", ())
    state = known[0] if known else actor.country
    sector = words().sectors.names.get(actor.sector or "", actor.sector)
    return ", ".join(piece for piece in (state, sector) if piece)


def _plainer(actor: ActorRef, claim: Claim, old: ActorRef, old_claim: Claim, index: Index) -> bool:
    """Whether a claim names an actor by its very name, where the one before did not."""

    def named(ref: ActorRef, where: Claim) -> bool:
        return ref.span is not None and index.text(where.report, ref.span) == ref.name

    return named(actor, claim) and not named(old, old_claim)
