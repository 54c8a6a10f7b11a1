"""Key points: what is contested, then what tells most."""

from __future__ import annotations

from collections import Counter, defaultdict

from accord.brief import compose, rank
from accord.brief.contested import contested, sides
from accord.brief.data import Index
from accord.brief.page import (
    Entry,
    Gate,
)
from accord.model import Claim

KEY_POINTS, LEAST_WEIGHT = 10, 2.0
"""How many key points there are at most, and what a claim must weigh to be one (see `rank`)."""


def key_points(index: Index, gate: Gate) -> tuple[Entry, ...]:
    """Key points: what is contested, then what tells most, from as many claimants as can be."""
    out: list[Entry] = []
    used: set[str] = set()
    for _, standings in contested(index)[:4]:
        claims = sides(index, standings)
        entry = gate.entry(compose.key_line(claims, index)) if len(claims) > 1 else None
        if entry is not None:
            out.append(entry)
            used |= {claim.id for claim in claims}
    out += _telling_points(index, gate, used, KEY_POINTS - len(out))
    return tuple(out)


def _telling_points(index: Index, gate: Gate, used: set[str], most: int) -> list[Entry]:
    """Up to `most` telling claims: of each topic one, of each claimant one (a report's own two).

    What more reports take up comes first; no kind of topic takes more than its share of places.
    """
    matter = {claim: m.id for m in index.data.matters for claim in m.claims}
    seen = Counter({matter[claim]: 1 for claim in used if claim in matter})
    seen.update({repr(rank.topic(index.claim[claim])): 1 for claim in used})
    echo: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for claim in index.claims:
        echo[rank.topic(claim)].add(claim.report)

    def order(claim: Claim) -> tuple[float, tuple[int, int, int, str]]:
        taken_up = 0.5 * min(4, len(echo[rank.topic(claim)]) - 1)
        return (-rank.weight(claim) - taken_up, index.order(claim))

    out: list[Entry] = []
    heavy = (c for c in index.claims if rank.weight(c) >= LEAST_WEIGHT and not rank.hangs(c))
    for claim in sorted(heavy, key=order):
        if len(out) >= most:
            break
        who, topic = _who(claim, index), rank.topic(claim)
        sentence = f"{claim.report}:{claim.passage[0]}"
        about = (matter.get(claim.id, claim.id), repr(topic), sentence)
        if any(seen[key] for key in about) or seen[topic[0]] >= (most + 1) // 2:
            continue
        if seen[who] >= (1 if claim.voice else 2):
            continue
        entry = gate.entry(compose.voiced_line(claim, index))
        if entry is not None:
            seen.update((who, topic[0], *about))
            out.append(entry)
    return out


def _who(claim: Claim, index: Index) -> str:
    """The claimant, where each report in its own voice is one."""
    return rank.claimant_key(claim, index) if claim.voice else f"own:{claim.report}"
