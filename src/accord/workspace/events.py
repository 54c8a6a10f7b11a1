"""Event claims as rows, coded in PLOVER or CAMEO; what is denied, wished or feared is marked."""

from __future__ import annotations

from typing import Literal, get_args

import msgspec

from accord.claims.cameo import actor_code, cameo_codes, cameo_quad, event_code
from accord.codebooks.plover import plover
from accord.model import ActorRef, Claim, Precision, TimeBasis
from accord.workspace.errors import FilterError
from accord.workspace.standing import Mark, mark_of

Ontology = Literal["plover", "cameo"]
"""The codebook that events are given in."""


class EventEntry(msgspec.Struct, frozen=True, kw_only=True):
    """An event claim. `happened` is False where `mark` says what it is instead.

    `code` is the PLOVER type ("AID") or the CAMEO code ("072"), `name` what the codebook calls it,
    `intensity` the PLOVER or Goldstein score (-10 to 10). `actors` and `recipients` are Accord's
    ids or CAMEO's codes; who they are in full stands in `claim`. `claimants` are who says so,
    innermost first; there are none where the outlet speaks for itself.
    """

    ontology: Ontology
    code: str | None
    name: str | None
    mode: str | None
    contexts: tuple[str, ...]
    quad: int | None
    intensity: float | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    start: str | None
    end: str | None
    precision: Precision | None
    basis: TimeBasis | None
    claimants: tuple[str, ...]
    happened: bool
    mark: Mark | None
    claim: Claim


def check_ontology(name: str) -> Ontology:
    """The ontology of that name. Raises `FilterError` for any other."""
    for known in get_args(Ontology):
        if name.lower() == known:
            found: Ontology = known
            return found
    raise FilterError(f"there is no ontology '{name}'.", remedy="Use plover or cameo.")


def event_entry(claim: Claim, published: str | None, ontology: Ontology) -> EventEntry:
    """The row of a claim with an event, read from a report published on `published`."""
    event, time = claim.event, claim.time
    assert event is not None, "only claims with an event stand among the events"
    mark = mark_of(claim, published)
    cameo = ontology == "cameo"
    code = event_code(event) if cameo else event.type
    name, quad, intensity = _described(code, event.mode, ontology)
    return EventEntry(
        ontology=ontology, code=code, name=name, mode=event.mode, contexts=event.contexts,
        quad=quad, intensity=intensity,
        actors=tuple(_named(claim, ref, cameo) for ref in claim.actors),
        recipients=tuple(_named(claim, ref, cameo) for ref in claim.recipients),
        start=time.start if time else None, end=time.end if time else None,
        precision=time.precision if time else None, basis=time.basis if time else None,
        claimants=claimants(claim), happened=mark is None, mark=mark, claim=claim,
    )  # fmt: skip


def _described(
    code: str | None, mode: str | None, ontology: Ontology
) -> tuple[str | None, int | None, float | None]:
    """Name, quad class and intensity of a code."""
    if code is None:
        return None, None, None
    if ontology == "plover":
        return code, plover().quad(code), plover().score(code, mode)
    name, score = cameo_codes()[code]
    return name, cameo_quad(code), score


def _named(claim: Claim, ref: ActorRef, cameo: bool) -> str:
    return actor_code(ref, raw_name(claim, ref)) if cameo else ref.id


def raw_name(claim: Claim, ref: ActorRef) -> str:
    """The words that name an actor in the claim's quote; "" where it is named elsewhere."""
    if ref.span is None:
        return ""
    start, end = (place - claim.start for place in ref.span)
    return claim.quote[start:end] if 0 <= start < end <= len(claim.quote) else ""


def claimants(claim: Claim) -> tuple[str, ...]:
    """Who says so, innermost first: known actors by name, others in the report's words."""
    found: list[str] = []
    for link in claim.voice:
        names = [actor.name for actor in link.claimants]
        found += names or ([link.source] if link.source else [])
    return tuple(found)
