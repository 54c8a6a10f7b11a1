"""Putting the data of a brief together from reports and claims: matters, standings, known names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import combinations

from accord.brief.data import BriefData, Limits
from accord.codebooks.actors import actors
from accord.codebooks.measures import measures
from accord.codebooks.treaties import treaties
from accord.matters import Matter, Standing, group, standing
from accord.model import Claim, Report, SetAside

MOST_COMPARED = 60
"""Claims of one matter that are compared with each other. Comparing is quadratic, and a page has
room for a few rows a matter; the ones with figures come first."""


def gather(
    reports: Iterable[Report], claims: Iterable[Claim], *, set_aside: Iterable[SetAside] = (),
    matters: Sequence[Matter] | None = None, standings: Sequence[Standing] | None = None,
    limits: Limits | None = None,
) -> BriefData:  # fmt: skip
    """The data of a brief from reports and claims.

    `matters` and `standings` are worked out here unless they are given (a workspace may keep them).
    The known names of actors are those of the codebook.
    """
    known_reports, known_claims = list(reports), list(claims)
    found = list(matters) if matters is not None else group(known_claims, known_reports)
    if standings is None:
        standings = list(_standings(found, known_claims, known_reports))
    return BriefData(
        reports=known_reports, claims=known_claims, matters=found, standings=standings,
        set_aside=list(set_aside), names=known_names(), limits=limits or Limits(),
    )  # fmt: skip


def _standings(
    matters: Iterable[Matter], claims: Iterable[Claim], reports: Iterable[Report]
) -> Iterator[Standing]:
    """Pairs of claims of one matter, of different sentences, that differ or update each other."""
    by_id = {claim.id: claim for claim in claims}
    as_of = {report.id: report.published.value for report in reports}
    for matter in matters:
        members = [by_id[claim] for claim in matter.claims if claim in by_id]
        members.sort(key=lambda claim: (not claim.quantities, claim.id))
        for left, right in combinations(members[:MOST_COMPARED], 2):
            if (left.report, left.passage) == (right.report, right.passage):
                continue
            found = standing(left, right, as_of=as_of)
            if found.relation in ("differs", "updates"):
                yield found


@cache
def known_names() -> Mapping[str, tuple[str, ...]]:
    """What the codebook calls each state, organisation, person, office and instrument.

    The main name stands first.
    """
    book = actors()
    found: dict[str, tuple[str, ...]] = {}
    for state in book.states.values():
        official = (state.official,) if state.official else ()
        found[state.id] = (state.name, *official, *state.aliases)
    for organisation in book.organisations.values():
        found[organisation.id] = (organisation.name, *organisation.aliases)
    for person in book.people.values():
        found[person.id] = (person.name, *person.aliases)
    for office in book.offices.values():
        found[office.id] = (office.title,)
    return {**dict(_instrument_names()), **found}


def _instrument_names() -> Iterator[tuple[str, tuple[str, ...]]]:
    """What the codebook calls each treaty, sanctions regime and resolution, in full."""
    for treaty in treaties().values():
        yield treaty.id, (treaty.name, treaty.short_name)
    for regime in measures().values():
        yield regime.id, (regime.name,)
        for resolution in regime.resolutions.values():
            title = f"UN Security Council Resolution {resolution.number} ({resolution.year})"
            yield resolution.id, (title,)
