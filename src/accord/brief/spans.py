"""The spans that a claim holds, as citations."""

from __future__ import annotations

from accord.brief.parts import Cite
from accord.model import Claim


def cites(claim: Claim) -> tuple[Cite, ...]:
    """Every span that a claim holds, as citations; its own first."""
    found = [Cite(claim.report, claim.start, claim.end)]

    def add(span: tuple[int, int] | None, role: str) -> None:
        if span is not None:
            found.append(Cite(claim.report, *span, role=role))  # type: ignore[arg-type]

    for link in claim.voice:
        add(link.source_span, "source")
        add(link.cue_span, "cue")
        for actor in link.claimants:
            add(actor.span, "actor")
    for actor in (*claim.actors, *claim.recipients):
        add(actor.span, "actor")
    add(claim.time.span if claim.time else None, "time")
    add(claim.place.span if claim.place else None, "place")
    for quantity in claim.quantities:
        add(quantity.span, "quantity")
    add(claim.condition.span if claim.condition else None, "condition")
    for instrument in claim.instruments:
        add(instrument.span, "instrument")
    return tuple(dict.fromkeys(found))
