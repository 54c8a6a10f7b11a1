"""Summing claims over pairs of states: who did what to whom, how often, and who says so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations, product

import msgspec

from accord.codebooks.plover import plover
from accord.model import ActorRef, Claim

Pair = tuple[str, str]


class Tie(msgspec.Struct, frozen=True, kw_only=True):
    """What `source` did or said to `target`, of one quad class, summed over claims.

    `quad` is PLOVER's: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material
    conflict. `mutual` events (both are actors, none recipient) have their ends in alphabetical
    order. `claims` and `reports` are ids, sorted; `latest` is the last ISO date, month or year
    at which the time of one of the claims begins, None if none is dated.
    """

    source: str
    target: str
    quad: int
    mutual: bool
    claims: tuple[str, ...]
    reports: tuple[str, ...]
    latest: str | None


class Relation(msgspec.Struct, frozen=True, kw_only=True):
    """Two states and every tie between them. `pair` is in alphabetical order.

    `claims` and `reports` are those of all ties, each once; `latest` is the last of their dates.
    """

    pair: Pair
    ties: tuple[Tie, ...]
    claims: tuple[str, ...]
    reports: tuple[str, ...]
    latest: str | None

    def count(self, quad: int) -> int:
        """How many claims of that quad class there are between the two, in either direction."""
        return len({claim for tie in self.ties if tie.quad == quad for claim in tie.claims})


def relations(claims: Iterable[Claim]) -> list[Relation]:
    """Sum claims into relations between states, the ones with most claims first.

    Counted are claims with an event that is said to have happened: polarity positive and level
    neither possible nor hypothetical; forecasts, conditionals and wished-for transfers are left
    out. An actor stands for its country; actors without one, and what a state does to itself, are
    left out. A claim counts
    once for each directed pair of its actors and recipients; where it names no recipient but
    several actors, once for each pair of them, without direction. Quad classes are PLOVER's. The
    result does not depend on the order of `claims`.
    """
    found: dict[tuple[str, str, int, bool], dict[str, Claim]] = defaultdict(dict)
    for claim in claims:
        quad = _quad(claim)
        if quad is None or not counts(claim):
            continue
        for source, target, mutual in _edges(claim):
            found[source, target, quad, mutual][claim.id] = claim
    by_pair: dict[Pair, list[Tie]] = defaultdict(list)
    for (source, target, quad, mutual), members in sorted(found.items()):
        pair = (min(source, target), max(source, target))
        by_pair[pair].append(_tie(source, target, quad, mutual, members.values()))
    result = [_relation(pair, ties) for pair, ties in by_pair.items()]
    return sorted(result, key=lambda relation: (-len(relation.claims), relation.pair))


def counts(claim: Claim) -> bool:
    """Whether a claim says that something happened: positive, not merely possible, not to come."""
    certainty = claim.certainty
    if certainty.polarity != "positive" or certainty.level in ("possible", "hypothetical"):
        return False
    if claim.kind in ("forecast", "conditional"):
        return False
    return claim.transfer is None or claim.transfer.stage not in ("wanted", "denied")


def _quad(claim: Claim) -> int | None:
    """The quad class of a claim's event; None without an event or for a type nobody knows."""
    return None if claim.event is None else plover().quad(claim.event.type)


def _edges(claim: Claim) -> Iterator[tuple[str, str, bool]]:
    """The (source, target, mutual) of a claim, by country, each once."""
    actors, recipients = _countries(claim.actors), _countries(claim.recipients)
    if recipients:
        for source, target in product(actors, recipients):
            if source != target:
                yield source, target, False
    elif not claim.recipients:
        for source, target in combinations(actors, 2):
            yield source, target, True


def _countries(actors: Iterable[ActorRef]) -> list[str]:
    """Countries of the actors, sorted, each once."""
    return sorted({actor.country for actor in actors if actor.country})


def _tie(source: str, target: str, quad: int, mutual: bool, members: Iterable[Claim]) -> Tie:
    """One tie from its claims."""
    claims = list(members)
    return Tie(
        source=source, target=target, quad=quad, mutual=mutual,
        claims=tuple(sorted(claim.id for claim in claims)),
        reports=tuple(sorted({claim.report for claim in claims})),
        latest=max(filter(None, map(_when, claims)), default=None),
    )  # fmt: skip


def _when(claim: Claim) -> str | None:
    """The start of a claim's time as an ISO date that is no finer than its words: a year for "in
    2019", a month for "since May"."""
    time = claim.time
    if time is None or time.start is None:
        return None
    if time.precision in ("day", "week"):
        return time.start
    return time.start[:4] if time.precision in ("year", "decade") else time.start[:7]


def _relation(pair: Pair, ties: list[Tie]) -> Relation:
    """One relation from its ties."""
    return Relation(
        pair=pair,
        ties=tuple(ties),
        claims=tuple(sorted({claim for tie in ties for claim in tie.claims})),
        reports=tuple(sorted({report for tie in ties for report in tie.reports})),
        latest=max((tie.latest for tie in ties if tie.latest), default=None),
    )
