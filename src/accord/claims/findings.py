"""Everything found in one reading, before claims are put together from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from accord.claims.events import CodedEvent
from accord.claims.ownership import Ownership
from accord.claims.parts import (
    Attribution,
    Clause,
    Mention,
    QuantityMention,
    Reading,
    TimeExpression,
)
from accord.claims.transfers import FoundTransfer
from accord.claims.voice import Voices
from accord.model import ActorRef, Condition, Instrument, Place, Span


@dataclass(frozen=True, slots=True)
class Findings:
    """The answers to every question asked of a reading, each in the order of the text."""

    reading: Reading
    clauses: tuple[Clause, ...] = ()
    mentions: tuple[Mention, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    quantities: tuple[QuantityMention, ...] = ()
    places: tuple[Place, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    conditions: dict[Clause, Condition] = field(default_factory=dict)
    events: dict[Clause, tuple[CodedEvent, ...]] = field(default_factory=dict)
    transfers: dict[Clause, tuple[FoundTransfer, ...]] = field(default_factory=dict)
    affiliations: dict[str, ActorRef] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _PlacedPlace:
    start: int
    end: int
    place: Place


@dataclass(frozen=True, slots=True)
class _PlacedInstrument:
    start: int
    end: int
    instrument: Instrument


class Shares:
    """Times, quantities, actors, places and instruments, dealt out to the clauses they stand in.

    Each mapping goes from the token index of a clause's predicate to the things that it owns.
    """

    def __init__(self, findings: Findings, clauses: Sequence[Clause]) -> None:
        self.voices = Voices(findings.attributions, findings.mentions, findings.reading)
        owned = Ownership(findings.reading.doc, clauses)
        self.times = owned.share_times(findings.times)
        self.quantities = owned.share(findings.quantities)
        self.mentions = owned.share(findings.mentions)
        places = [_PlacedPlace(*_edges(p.span), p) for p in findings.places if p.span]
        self.places = {
            head: [put.place for put in puts]
            for head, puts in owned.share(places, circumstances=True).items()
        }
        named = [_PlacedInstrument(*_edges(i.span), i) for i in findings.instruments if i.span]
        self.instruments = {
            head: [put.instrument for put in puts] for head, puts in owned.share(named).items()
        }


def _edges(span: Span | None) -> Span:
    return span if span is not None else (0, 0)
