"""From the data of a workspace to the page as values: each section is made by its own module."""

from __future__ import annotations

from accord.brief import masthead
from accord.brief.actors import actors
from accord.brief.claimants import claimants
from accord.brief.contested import disputes
from accord.brief.data import BriefData, Index
from accord.brief.full import full_reports, printed_claims, which_printed
from accord.brief.instruments import instruments
from accord.brief.keypoints import key_points
from accord.brief.ledger import ledgers
from accord.brief.outlook import conditionals, forecasts
from accord.brief.page import Gate, Page
from accord.brief.ties import ties_between
from accord.brief.timeline import timeline


def build(data: BriefData, *, title: str | None = None, now: str | None = None) -> Page:
    """Compose, check and bound everything that a brief prints. `now` is printed as it is given."""
    index = Index(data)
    printed = which_printed(index)
    gate = Gate(index, printed_claims(index, printed))
    contested, contested_missing = disputes(index, gate, "differs")
    key = key_points(index, gate)
    updates, updates_missing = disputes(index, gate, "updates")
    told = timeline(index, gate)
    sent = ledgers(index, gate)
    speakers = claimants(index, gate)
    named, named_missing = actors(index, gate)
    pairs, pairs_chart = ties_between(index, gate)
    foretold, hanging = forecasts(index, gate), conditionals(index, gate)
    law = instruments(index, gate)
    full = full_reports(index, gate, printed)
    most = data.limits
    return Page(
        head=masthead.head(index, printed, title, now),
        key=key, disputes=contested, disputes_missing=contested_missing,
        updates=updates, updates_missing=updates_missing,
        timeline=told, ledgers=sent,
        claimants=speakers,
        instruments=law, forecasts=foretold, conditionals=hanging,
        actors=named, actors_missing=named_missing,
        relations=pairs, relations_chart=pairs_chart,
        reports=full, reports_missing=len(index.reports) - len(printed),
        set_aside=tuple(data.set_aside[: most.set_aside]),
        set_aside_missing=max(0, len(data.set_aside) - most.set_aside),
        blocked=gate.blocked(most.left_out), blocked_total=gate.refused, lines=gate.passed,
    )  # fmt: skip
