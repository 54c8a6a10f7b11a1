"""Who claims what: the claims under the source that each rests on."""

from __future__ import annotations

from collections import defaultdict

from accord.brief import compose, rank
from accord.brief.data import Index, has_words
from accord.brief.lists import first_passing, listing
from accord.brief.page import Claimants, Gate, Group
from accord.brief.parts import squeeze
from accord.brief.safe import visible
from accord.brief.words import words
from accord.model import Claim

_CLASSES: tuple[tuple[rank.ClaimantClass, str], ...] = (
    ("officials", "Officials and governments"),
    ("scholars", "Scholars and analysts"),
    ("media", "News outlets, as reported by others"),
    ("documents", "Documents"),
    ("others", "Other named sources"),
    ("unnamed", "Sources that are not named"),
    ("own", "The reports in their own voice"),
)

FOREMOST = 12
"""How many claimants stand in the table at the head of the section."""


def claimants(index: Index, gate: Gate) -> Claimants:
    """Who claims what, by class of claimant; within a class the ones with most claims first."""
    by_key: dict[str, list[Claim]] = defaultdict(list)
    for claim in index.claims:
        by_key[rank.claimant_key(claim, index)].append(claim)
    by_class: dict[str, list[list[Claim]]] = defaultdict(list)
    for key in sorted(by_key, key=lambda k: (-len(by_key[k]), k)):
        by_class[rank.claimant_class(by_key[key][0])].append(by_key[key])
    most = index.data.limits.claimants
    out = []
    for kind, title in _CLASSES:
        made = [
            _claimant(kind, number, claims, index, gate)
            for number, claims in enumerate(by_class[kind][:most], 1)
        ]
        groups = tuple(group for group in made if group is not None and group.lines.entries)
        if groups:
            out.append((title, groups))
    every = [group for _, groups in out for group in groups]
    missing = sum(max(0, len(groups) - most) for groups in by_class.values())
    several = sorted((group for group in every if group.count > 1), key=lambda g: -g.count)
    return Claimants(tuple(out), tuple(several[:FOREMOST]), missing)


def _claimant(
    kind: str, number: int, claims: list[Claim], index: Index, gate: Gate
) -> Group | None:
    """One claimant with its claims; `number` is its place among those of its kind."""
    lead = claims[0]
    nobody = rank.is_unnamed(lead)
    composer = compose.unnamed_line if nobody else compose.claim_line
    wide = rank.widest(claims, index)
    heading, title = None, "No source is named"
    if not lead.voice:
        report = index.report[lead.report]
        title = visible(report.publisher or report.title or "Report", 120)
    elif not nobody:
        # The fullest way in which a report names the source carries office and affiliation.
        full = sorted(claims, key=lambda c: (_is_one_of_many(c), -_fullness(c), index.order(c)))
        heading = first_passing(gate, (compose.source_line(c, index) for c in full[:20]))
        title = "Source"
        if heading is None:
            return None
    places = sorted({index.rank[claim.report] for claim in wide})
    return Group(
        id=f"by-{kind}-{number}", heading=heading, title=title, note="",
        lines=listing(claims, composer, index, gate, number), count=len(wide),
        profile=gate.profile(wide),
        reports=tuple(index.label[index.reports[place].id] for place in places),
    )  # fmt: skip


def _fullness(claim: Claim) -> int:
    """How fully a claim names its source: the length of the words, up to a bound."""
    return min(120, len(claim.voice[0].source or ""))


def _is_one_of_many(claim: Claim) -> bool:
    """Whether a source's words make no heading: "an official", "its spokesman"."""
    source, actors = squeeze(claim.voice[0].source or ""), claim.voice[0].claimants
    opener = source.casefold().partition(" ")[0]
    if opener in words().pronouns.words:
        return True
    named = all(has_words(source.casefold(), actor.name) for actor in actors)
    return opener in ("a", "an") and not named
